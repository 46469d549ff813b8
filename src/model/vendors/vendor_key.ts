import { foldedRuns } from "../search/search_text.ts";
import { vendorName } from "./vendor_name.ts";

/**
 * Legal forms of companies, folded and run together: "S.r.l." is srl. Words
 * that names often end in ("me", "ad", "company") are not among them, although
 * they are legal forms somewhere.
 */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  [
    // English-speaking countries.
    "inc incorporated llc llp ltd limited plc corp corporation co andco pty pvt pte",
    // German-speaking countries.
    "gmbh mbh ag kg ohg gbr kgaa ug ek undco ughaftungsbeschrankt",
    // France, Italy, Spain, Portugal, Brazil.
    "sa sas sasu sarl eurl srl srls spa snc sl slu sau lda ltda eireli",
    // Netherlands, Belgium.
    "bv nv vof bvba",
    // Nordic and Baltic countries.
    "ab aps as oy oyj ou sia uab",
    // Central and eastern Europe.
    "doo zrt kft nyrt sro spzoo ooo zao oao ооо зао оао ао тов оод еоод",
    // Asia, Turkey.
    "kk gk sdnbhd tbk jsc ltdsti",
  ].join(" ").split(" "),
);

/** Legal forms that are written without a space, before or after the name. */
const JOINED_FORMS =
  /株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|주식회사|[(（][株有주][)）]|[㈱㈲㈜]/gu;

/** Most words of a legal form: "sp. z o. o.". */
const LONGEST_FORM = 4;

/** Sites whose address says nothing about who the vendor is. */
const SHARED_SITES: ReadonlySet<string> = new Set(
  "github gitlab bitbucket codeberg sourceforge google facebook youtube soundcloud bandcamp patreon gumroad"
    .split(" "),
);

/** The whole of a text that is the address of a site. */
const SITE = /^\s*(?:https?:\/\/(?:www\.)?|www\.)([\w\-]+)(?:\.[a-z]{2,6}){1,2}\/?\s*$/iu;

/**
 * The whole of a text that is a domain. Only these endings tell it from a name
 * with a dot; those of countries are in small letters, unlike "Dr.No".
 */
const DOMAIN =
  /^\s*([\w\-]{2,})(?:\.(?:com|net|org|info|biz|edu|app|dev|pro|audio|music|sound|studio|tech|online|site)|(?:\.(?:com?|net|org|ac))?\.(?-i:[a-z]{2}))\/?\s*$/iu;

/** Normal forms of texts that recur; the first ones stay, as a catalog has few vendors. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 8192;

/**
 * The normal form of a vendor, the same for all ways to write it: in another
 * case or Unicode form, with other spaces and signs, with or without a legal
 * form, an address or the plugin format. Empty only for an empty text.
 */
export function vendorKey(vendor: string): string {
  const known = KNOWN.get(vendor);
  if (known !== undefined) return known;
  const key = normalForm(vendor);
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(vendor, key);
  return key;
}

/** Repeated, since a text without one legal form can end in another. */
function normalForm(vendor: string): string {
  const [, site = ""] = SITE.exec(vendor) ?? DOMAIN.exec(vendor) ?? [];
  let key = site === "" || SHARED_SITES.has(site.toLowerCase()) ? vendorName(vendor) : site;
  for (;;) {
    const next = runTogether(key);
    if (next === key) return key;
    key = next;
  }
}

/** A name of signs alone stays as it is. */
function runTogether(name: string): string {
  const composed = name.normalize("NFC");
  const words = foldedRuns(composed.replace(JOINED_FORMS, " "));
  const key = withoutLegalForm(words.length === 0 ? foldedRuns(composed) : words).join("");
  return key || composed.trim() || name;
}

/** The words without legal forms at their end; at least one word is left. */
function withoutLegalForm(words: readonly string[]): readonly string[] {
  for (let length = Math.min(LONGEST_FORM, words.length - 1); length > 0; length--) {
    if (!LEGAL_FORMS.has(words.slice(-length).join("")) || isInitialOfMore(words, length)) continue;
    return withoutLegalForm(words.slice(0, -length));
  }
  return words;
}

/** Whether the last words are the end of a longer abbreviation: "D.A.S." does not end in "A.S.". */
function isInitialOfMore(words: readonly string[], length: number): boolean {
  return words.at(-length)!.length === 1 && words.at(-length - 1)!.length === 1;
}
