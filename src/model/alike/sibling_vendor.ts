import type { PluginFormat } from "../plugin_format.ts";
import { initialOf, typedWordsOf, wordsOf } from "../search/search_text.ts";
import { vendorKey } from "../vendors/vendor_key.ts";
import { vendorName } from "../vendors/vendor_name.ts";

/** A vendor as the vendors of siblings are compared. */
export interface SiblingVendor {
  /** The words that tell it from others, or all where none does. */
  readonly words: ReadonlySet<string>;
  /** All of its name run together, without legal forms; empty where no vendor is known. */
  readonly key: string;
  /** The first letters of its words: "ni" for Native Instruments. */
  readonly initials: string;
}

/** Words of a vendor's name that tell no vendor from another. */
const COMMON_WORDS: ReadonlySet<string> = new Set([
  ..."inc llc ltd gmbh co kg ag ab bv sa srl corp corporation limited company".split(" "),
  ..."a an and at by com de dot for from in net of on org the with www".split(" "),
  ..."audio dsp example examples music plug plugin plugins software sound sounds studio studios team".split(
    " ",
  ),
  ..."au clap ladspa lv2 lv vst vst2 vst3".split(" "),
]);

/** Legal forms and the like, which are taken out before a name is taken apart: "GmbH" would be two words. */
const LEGAL_FORMS = /(?<![\p{L}\p{N}])(?:inc|llc|ltd|limited|gmbh|co|kg|ag|project)(?![\p{L}\p{N}])/giu;

/** What the templates of frameworks, and people without a company, write for a vendor. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  ("anonymous author company companyname default defaultvendor developer manufacturer mycompany myvendor na name " +
    "nobody none noname null undefined unknown unknownauthor unknownmanufacturer unknownvendor unnamed vendor " +
    "vendorname yourcompany yourcompanyname yourname yourvendor").split(" "),
);

/** No vendor that is known. */
export const NO_VENDOR: SiblingVendor = { words: new Set(), key: "", initials: "" };

/** Vendors have many plugins. The first ones stay. */
const KNOWN = new Map<string, SiblingVendor>();
const MOST_KNOWN = 8192;

/** Longest text that is taken apart. */
const LONGEST_VENDOR = 1000;

/** Takes a vendor's name apart. */
export function siblingVendor(vendor: string | undefined): SiblingVendor {
  if (vendor === undefined) return NO_VENDOR;
  const text = vendor.slice(0, LONGEST_VENDOR);
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const parts = partsOf(text);
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(text, parts);
  return parts;
}

function partsOf(vendor: string): SiblingVendor {
  const name = vendorName(vendor);
  const key = vendorKey(vendor);
  const words = wordsOf(name.replace(LEGAL_FORMS, " "));
  if (words.length === 0 || PLACEHOLDERS.has(words.join(""))) return NO_VENDOR;
  const all = [...words, ...typedWordsOf(name)];
  const telling = all.filter((word) => word.length > 1 && !COMMON_WORDS.has(word));
  return {
    words: new Set(telling.length === 0 ? all : telling),
    key,
    initials: words.map(initialOf).join(""),
  };
}

/** Parts of ids at which many vendors have their plugins: the vendor comes after them. */
const SHARED_SITES: ReadonlySet<string> = new Set(
  "bitbucket codeberg git github gitlab googlecode sf sourceforge wordpress".split(" "),
);

/** The ends of addresses that stand before a country: "org.uk". */
const SECOND_LEVELS: ReadonlySet<string> = new Set("ac co com edu gov net org".split(" "));

/**
 * The vendor that an id names: CLAP's begin with a domain in reverse, LV2's
 * are addresses. Formats whose ids are numbers name none.
 */
export function vendorInId(format: PluginFormat, nativeId: string): SiblingVendor {
  const id = nativeId.slice(0, LONGEST_VENDOR);
  const label = format === "clap" ? labelOfReversed(id.split(".")) : format === "lv2" ? labelOfUri(id) : "";
  const vendor = siblingVendor(label.replaceAll(/[-_]/g, " "));
  return [...vendor.words].some((word) => word.length > 2 && !COMMON_WORDS.has(word)) ? vendor : NO_VENDOR;
}

/** "com.fabfilter.proq3": the part after the top level, and after a site that many share; the last part is the plugin's. */
function labelOfReversed(parts: readonly string[]): string {
  const [, second = "", third = ""] = parts;
  const at = SHARED_SITES.has(second) || SECOND_LEVELS.has(second) && third !== "" ? 2 : 1;
  return at < parts.length - 1 ? parts[at]! : "";
}

function labelOfUri(uri: string): string {
  const [, urn] = /^urn:([^:#/]+)[:#]/i.exec(uri) ?? [];
  if (urn !== undefined) return urn;
  const [, host = "", path = ""] = /^https?:\/\/(?:www\.)?([^/?#:]+)\/?([^/?#]*)/i.exec(uri.toLowerCase()) ??
    [];
  const labels = host.split(".");
  if (labels.length < 2) return "";
  const end = labels.length > 2 && SECOND_LEVELS.has(labels.at(-2)!) ? 3 : 2;
  const label = labels.at(-end) ?? "";
  return SHARED_SITES.has(label) ? labels.at(-end - 1) ?? path : label;
}

/**
 * Whether two vendors are one by their names: the same but for a legal form,
 * the initials of the other, or two words in common, or all that one of them
 * has. One given name in common is not enough.
 */
export function haveCommonVendor(a: SiblingVendor, b: SiblingVendor): boolean {
  if (a.key === "" || b.key === "") return false;
  if (a.key === b.key || isInitials(a, b) || isInitials(b, a)) return true;
  const shared = a.words.intersection(b.words).size;
  return shared > 0 && (shared > 1 || shared === Math.min(a.words.size, b.words.size));
}

function isInitials(a: SiblingVendor, b: SiblingVendor): boolean {
  return a.initials.length > 1 && b.words.size === 1 && b.words.has(a.initials);
}
