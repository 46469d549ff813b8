import { keyOf, wordsOf } from "../search/search_text.ts";
import { type SiblingVendor, siblingVendor } from "./sibling_vendor.ts";

/** Words that tell variants of one plugin apart, so that a name without them is another plugin's. */
const VARIANT_WORDS: ReadonlySet<string> = new Set(
  "mono stereo multi multichannel surround quad mid side left right lr ms in out input output cv audio control"
    .split(" "),
);

/** Words that tell editions of one product apart, each a plugin of its own that is often made of the same code. */
const EDITION_WORDS: ReadonlySet<string> = new Set([
  ..."classic custom demo deluxe eco elements essential essentials express extended free full gold".split(
    " ",
  ),
  ..."intro jr junior le legacy light limited lite live lt ltd max micro mini nano one original platinum"
    .split(" "),
  ..."player plus premium pro professional se silver solo stage standard starter studio trial ultimate ultra xl xt zl"
    .split(" "),
  ..."chain effect effects ext fx instrument instruments key mfx midi multiout outs sc sidechain".split(" "),
]);

/** Signs that set a subtitle off: "Pulse-VCO -- Anti-aliased oscillator". */
const BEFORE_SUBTITLE = /\s+(?:-{1,3}|[–—|])\s+|\s{3,}/u;

/** A plus that belongs to a word: "Vinyl+" is another plugin than "Vinyl". */
const PLUS = /[\p{L}\p{N}]\++(?=\s|$)/gu;

/** The processor, the system or the format at the end of a name: "Serum_x64", "Diva(x64)", "Dexed (VST3)". */
const PACKAGING = [
  /(?:[\s_\-,.]+[([]?|[([])\s*(?:x64|x86(?:[_\-]?64)?|amd64|arm64|win(?:32|64)|(?:32|64)[\s\-]?bits?|vst(?:[23]i?|i)?|lv2|ladspa|dssi|aax|auv[23])\s*[)\]]?$/iu,
  /[([]\s*(?:au|clap|component)\s*[)\]]$/iu,
  /[\s_\-]+(?:AU|CLAP)$/u,
];

/** A version at the end of a name, with a point: "v3" alone can be a product's generation. */
const VERSION = /[\s_\-]+[([]?(?:v|ver\.?|version)\s?\d+(?:\.\d+)+[a-z]?[)\]]?$/iu;

/** The end of a name that can be the vendor: "Room (Valhalla DSP)", "Helm by Matt Tytel". */
const VENDOR_AT_END = /\s*[([]([^()[\]]{1,80})[)\]]\s*$|\s+(?:by|from|[\-–—|])\s+(\S[^\-–—|]{0,80})$/iu;

/** Channels as some hosts abbreviate them: "(m->s)" is "Mono/Stereo". */
const CHANNELS: ReadonlyMap<string, string> = new Map([
  ["m", "mono"],
  ["s", "stereo"],
  ["m->s", "mono stereo"],
]);
const SHORT_CHANNELS = /\s*\((m|s|m->s)\)$/iu;

/** Numbers of generations: "Twin II" is "Twin 2". */
const ROMAN: ReadonlyMap<string, string> = new Map([["ii", "2"], ["iii", "3"], ["iv", "4"]]);

/** Longest part of a name that tells it from others. */
const LONGEST_NAME = 1000;

/** Most letters that a key consists of. */
const LONGEST_KEY = 200;

/** A plugin's name as siblings are looked for. */
export interface SiblingName {
  /** All of it run together. */
  readonly whole: string;
  /** Without the vendor, the format, the processor and the version, run together. */
  readonly own: string;
  /** That without its subtitle, run together; the same where it has none. */
  readonly short: string;
  /** The letters and numbers of the short name in a fixed order: two names that may be one plugin's share this. */
  readonly key: string;
  /** The words of the short name in a fixed order, except where the order matters. */
  readonly sorted: string;
  readonly words: readonly string[];
  /** Words whose letters end in a plus. */
  readonly pluses: number;
}

/** Takes a name apart. */
export function siblingName(name: string, vendor: string | undefined): SiblingName {
  const shown = name.slice(0, LONGEST_NAME);
  const maker = siblingVendor(vendor);
  const bare = withoutEnds(shown, maker);
  const words = wordsOf(shown);
  const own = ownWords(bare, maker);
  const [head = "", ...tail] = bare.split(BEFORE_SUBTITLE);
  const short = isSubtitle(tail.join(" ")) ? ownWords(head, maker) : [];
  const kept = short.length > 0 ? short : own;
  return {
    whole: words.join(""),
    own: own.join(""),
    short: kept.join(""),
    key: lettersOf(kept),
    // "MS to Stereo" is not "Stereo to MS".
    sorted: (kept.includes("to") ? kept : kept.toSorted()).join(" "),
    words,
    pluses: (bare.match(PLUS) ?? []).length,
  };
}

/** The form of a name by which an index finds the plugins that may be siblings. */
export function siblingKey(name: string, vendor: string | undefined): string {
  return siblingName(name, vendor).key;
}

/** Shortest name in an id that says which plugin it is. */
const SHORTEST_ID_NAME = 5;

/**
 * The name at the end of an id, run together: ports keep it where they rename
 * a plugin. Empty for formats whose ids are numbers, and for short names.
 */
export function idKey(format: string, nativeId: string): string {
  const parts = ["clap", "lv2", "ladspa"].includes(format)
    ? nativeId.slice(-LONGEST_NAME).split(format === "clap" ? "." : /[/#:]/)
    : [];
  const key = keyOf(parts.at(-1) ?? "");
  return key.length < SHORTEST_ID_NAME || !/\p{L}{3}/u.test(key) ? "" : key.slice(0, LONGEST_KEY);
}

/** A word that only counts, or tells a variant. */
export function isVariantWord(word: string): boolean {
  return VARIANT_WORDS.has(word) || /^x?\p{N}+$/u.test(word);
}

/** A word that tells an edition ("Massive X"), or that only counts or tells a variant. */
export function isEditionWord(word: string): boolean {
  return EDITION_WORDS.has(word) || isVariantWord(word) || /^[a-z]$/.test(word);
}

/** A name without the endings that say nothing about the plugin; at least one letter is left. */
function withoutEnds(name: string, vendor: SiblingVendor): string {
  let bare = name.trim();
  for (;;) {
    const next = withoutEnd(bare, vendor);
    if (next === bare || wordsOf(next).length === 0) return withChannels(bare);
    bare = next;
  }
}

function withoutEnd(name: string, vendor: SiblingVendor): string {
  for (const ending of [...PACKAGING, VERSION]) {
    const without = name.replace(ending, "");
    if (without !== name) return without;
  }
  const [whole, bracketed, said] = VENDOR_AT_END.exec(name) ?? [];
  const maker = siblingVendor(bracketed ?? said);
  const isVendor = maker.key !== "" &&
    (maker.key === vendor.key || [...maker.words].every((word) => vendor.words.has(word)));
  return whole !== undefined && isVendor ? name.slice(0, -whole.length) : name;
}

function withChannels(name: string): string {
  const [whole, channels = ""] = SHORT_CHANNELS.exec(name) ?? [];
  if (whole === undefined) return name;
  return `${name.slice(0, -whole.length)} ${CHANNELS.get(channels.toLowerCase())}`;
}

/** The words of a name without the vendor's at its beginning. */
function ownWords(name: string, vendor: SiblingVendor): readonly string[] {
  const words = wordsOf(name).map((word, index) => index === 0 ? word : ROMAN.get(word) ?? word);
  return withoutVendor(words, vendor);
}

function withoutVendor(words: readonly string[], vendor: SiblingVendor): readonly string[] {
  const isVendors = (word: string, index: number) =>
    vendor.words.has(word) || index === 0 && vendor.initials.length > 1 && word === vendor.initials;
  const first = words.findIndex((word, index) => !isVendors(word, index));
  return first < 0 || words.slice(first).every(isVariantWord) ? words : words.slice(first);
}

/** A remark of several words, none of which tells a variant. */
function isSubtitle(tail: string): boolean {
  const words = wordsOf(tail);
  return words.length > 1 && !words.some(isVariantWord);
}

/** The letters in order, then the numbers: "Twin 12" is not nearly "Twin 21". */
function lettersOf(words: readonly string[]): string {
  const numbers = words.filter(isNumber).sort();
  const letters = words.filter((word) => !isNumber(word)).join("").slice(0, LONGEST_KEY);
  return [[...letters].sort().join(""), ...numbers].join(" ").slice(0, LONGEST_KEY);
}

function isNumber(word: string): boolean {
  return /^\p{N}+$/u.test(word);
}
