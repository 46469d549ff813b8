import { typedWordsOf, vendorName, wordsOf } from "../search/search_text.ts";

/** Words of a vendor's name that tell no vendor from another. */
const COMMON_VENDOR_WORDS: ReadonlySet<string> = new Set([
  ..."inc llc ltd gmbh co kg ag ab bv sa srl corp corporation limited company".split(" "),
  ..."a an and at by com de dot for from in net of on org the with www".split(" "),
  ..."audio dsp example examples music plug plugin plugins software sound sounds studio studios team".split(
    " ",
  ),
  ..."au clap ladspa lv2 lv vst vst2 vst3".split(" "),
]);

/** Words that tell variants of one plugin apart, so that a name without them is another plugin's. */
const VARIANT_WORDS: ReadonlySet<string> = new Set(
  "mono stereo multi multichannel surround quad mid side left right lr ms in out input output cv audio control"
    .split(" "),
);

/** Signs that set a subtitle off: "Pulse-VCO -- Anti-aliased oscillator". */
const BEFORE_SUBTITLE = /\s+(?:-{1,3}|[–—|])\s+|\s{3,}/u;

/** A plus that belongs to a word: "Vinyl+" is another plugin than "Vinyl". */
const PLUS = /[\p{L}\p{N}]\++(?=\s|$)/gu;

/** A plugin's name as siblings are looked for. */
export interface SiblingName {
  /** All of it run together. */
  readonly whole: string;
  /** Without the vendor's words at its beginning, run together. */
  readonly own: string;
  /** That without its subtitle, run together; the same where it has none. */
  readonly short: string;
  /** The words of the short name in a fixed order: two names that may be one plugin's share this. */
  readonly key: string;
  readonly words: readonly string[];
  /** Words whose letters end in a plus. */
  readonly pluses: number;
}

/** Takes a name apart. */
export function siblingName(name: string, vendor: string | undefined): SiblingName {
  const words = wordsOf(name);
  const vendors = vendorWords(vendor);
  const own = withoutVendor(words, vendors);
  const [head = "", ...tail] = name.split(BEFORE_SUBTITLE);
  const short = isSubtitle(tail.join(" ")) ? withoutVendor(wordsOf(head), vendors) : [];
  const shown = short.length > 0 ? short : own;
  return {
    whole: words.join(""),
    own: own.join(""),
    short: shown.join(""),
    key: keyOf(shown),
    words,
    pluses: (name.match(PLUS) ?? []).length,
  };
}

/** The form of a name by which an index finds the plugins that may be siblings. */
export function siblingKey(name: string, vendor: string | undefined): string {
  return siblingName(name, vendor).key;
}

/** The words that tell a vendor from others, or all where none does. */
export function vendorWords(vendor: string | undefined): ReadonlySet<string> {
  if (vendor === undefined) return NO_WORDS;
  const known = WORDS_OF_VENDORS.get(vendor);
  if (known !== undefined) return known;
  const words = wordsOfVendor(vendor);
  if (WORDS_OF_VENDORS.size < MOST_VENDORS) WORDS_OF_VENDORS.set(vendor, words);
  return words;
}

const NO_WORDS: ReadonlySet<string> = new Set();

/** Vendors have many plugins. The first ones stay. */
const WORDS_OF_VENDORS = new Map<string, ReadonlySet<string>>();
const MOST_VENDORS = 8192;

function wordsOfVendor(vendor: string): ReadonlySet<string> {
  const name = vendorName(vendor);
  const words = [...wordsOf(name), ...typedWordsOf(name)];
  const telling = words.filter((word) => word.length > 1 && !COMMON_VENDOR_WORDS.has(word));
  return new Set(telling.length === 0 ? words : telling);
}

/**
 * Whether two vendors are one by their words: they share two, or all that one
 * of them has. One given name in common is not enough.
 */
export function haveCommonVendor(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = a.intersection(b).size;
  return shared > 0 && (shared > 1 || shared === Math.min(a.size, b.size));
}

/** A word that only counts, or tells a variant. */
export function isVariantWord(word: string): boolean {
  return VARIANT_WORDS.has(word) || /^x?\p{N}+$/u.test(word);
}

function withoutVendor(words: readonly string[], vendors: ReadonlySet<string>): readonly string[] {
  const first = words.findIndex((word) => !vendors.has(word));
  return first < 0 || words.slice(first).every(isVariantWord) ? words : words.slice(first);
}

/** A remark of several words, none of which tells a variant. */
function isSubtitle(tail: string): boolean {
  const words = wordsOf(tail);
  return words.length > 1 && !words.some(isVariantWord);
}

/** "MS to Stereo" is not "Stereo to MS". */
function keyOf(words: readonly string[]): string {
  return (words.includes("to") ? words : words.toSorted()).join(" ");
}
