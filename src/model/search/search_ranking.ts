import { editDistances } from "./edit_distance.ts";
import { initialOf } from "./search_text.ts";
import { TEXT_FIELDS, type TextField, type TextFieldOf, textFields } from "./text_fields.ts";
import { compareFormats } from "../plugin_format.ts";

/** Fields whose words the entries of ranking hold. */
export type RankedField = TextFieldOf<"name" | "kind">;

/** A plugin as ranking sees it. */
export interface SearchEntry {
  readonly id: number;
  /** The name run together. */
  readonly nameKey: string;
  /** The same for all names of a vendor. */
  readonly vendorKey: string;
  /** Words with a space between them; of the kind, the category first. */
  readonly words: Readonly<Record<RankedField, string>>;
  readonly format: string;
  readonly isInstrument: boolean;
}

/** Another way to read a term, and its distance from the typed text: 0 to 1. */
export interface Reading {
  readonly key: string;
  readonly cost: number;
  readonly isPrefix: boolean;
}

/** A term as ranking sees it. */
export interface SoughtTerm {
  /** Run together. */
  readonly key: string;
  /** The term itself first, then likely corrections. */
  readonly readings: readonly Reading[];
  /** Kinds that it means, run together. */
  readonly kinds: readonly string[];
  /** Unset for any field. */
  readonly field?: TextField | undefined;
}

const NAME_FIELDS = textFields("name");

/** Score of a kind's first word, the category, as a whole word. */
const CATEGORY_WEIGHT = TEXT_FIELDS.kind.weight;

/** Score of the kind's other words. */
const OTHER_KIND_WEIGHT = 0.5;

/** What a plugin of a meant kind gains where its name has the typed word inside of one of its own. */
const INSIDE_BONUS = 0.05;
const SHORTEST_INSIDE = 4;

/** Score of the name's initials. */
const INITIALS_WEIGHT = 0.75;

/** Score of a term that is in a plugin's contents, by the field that it was sought in. */
const CONTENTS_WEIGHTS: ReadonlyMap<TextField | undefined, number> = new Map<TextField | undefined, number>([
  ...textFields("contents").map(({ name, weight }) => [name, weight] as const),
  [undefined, Math.max(...textFields("contents").map(({ weight }) => weight))],
]);

/** Parts of the score: the fields found, the covered part of the name, the position in it, the order. */
const PARTS = { found: 0.69, coverage: 0.18, start: 0.09, order: 0.04 } as const;

/** All but the plugin whose name was typed. */
const MOST_OF_OTHERS = 0.97;

/** Where a term stands in a text. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly isWhole: boolean;
  /** The part of the last word that was typed. */
  readonly share: number;
}

/** The best that a term finds. */
interface Finding {
  readonly value: number;
  /** In the name, when it is there. */
  readonly place?: Place | undefined;
}

/**
 * Makes a function that scores a plugin for the typed terms: 1 for its exact name,
 * 0 if it has none of them.
 */
export function entryScorer(terms: readonly SoughtTerm[]): (entry: SearchEntry) => number {
  if (terms.length === 0) return () => 1;
  const typed = terms.map(({ key }) => key).join("");
  const mayBeName = terms.every(({ field = "name" }) => field === "name");
  const weights = terms.map(({ key }) => 2 + Math.min(8, key.length));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (entry) => {
    if (mayBeName && typed === entry.nameKey) return 1;
    const texts = new EntryTexts(entry);
    const places: Place[] = [];
    let found = 0;
    for (const [index, term] of terms.entries()) {
      const { value, place } = findTerm(term, texts);
      found += weights[index]! * value;
      if (place !== undefined) places.push(place);
    }
    const score = PARTS.found * found / total + PARTS.coverage * coverageOf(places, entry.nameKey.length) +
      (places[0]?.start === 0 ? PARTS.start : 0) + (isInOrder(places) ? PARTS.order : 0);
    return score * MOST_OF_OTHERS;
  };
}

/** An entry, with what of it is needed when its name is not enough. */
class EntryTexts {
  readonly entry: SearchEntry;
  readonly #keys: Partial<Record<NameField, string>>;
  readonly #boundaries: Partial<Record<NameField, readonly number[]>> = {};

  constructor(entry: SearchEntry) {
    this.entry = entry;
    this.#keys = { name: entry.nameKey };
  }

  /** A field's words run together. */
  key(field: NameField): string {
    return this.#keys[field] ??= run(this.entry.words[field]);
  }

  /** Where words begin and end in the key. */
  boundaries(field: NameField): readonly number[] {
    return this.#boundaries[field] ??= boundariesOf(this.entry.words[field]);
  }
}

type NameField = TextFieldOf<"name">;

/** The best place of a term, over its readings. */
function findTerm({ key, readings, kinds, field }: SoughtTerm, texts: EntryTexts): Finding {
  const { entry } = texts;
  // Every candidate has the term somewhere; if not in these texts, then in a parameter or a preset.
  let best: Finding = { value: CONTENTS_WEIGHTS.get(field) ?? 0 };
  const consider = (value: number, place?: Place) => {
    if (value > best.value) best = { value, place };
  };
  for (const { key: read, cost, isPrefix } of readings) {
    const factor = 1 - cost;
    for (const { name, weight } of NAME_FIELDS) {
      if (best.value >= weight || (field !== undefined && field !== name)) continue;
      const place = findRun(texts.key(name), texts.boundaries(name), read, isPrefix);
      const isName = name === "name";
      if (place !== undefined) consider(factor * weight * worthOf(place), isName ? place : undefined);
      else if (isName) consider(factor * INITIALS_WEIGHT * initialsShare(entry.words.name, read));
    }
    if (best.value < CATEGORY_WEIGHT && field === undefined) {
      consider(factor * kindValue(entry.words.kind, read, isPrefix));
    }
  }
  if (best.value < CATEGORY_WEIGHT) {
    // "Overdrive" is more of a drive than another distortion is.
    const inName = kinds.length > 0 && key.length >= SHORTEST_INSIDE && entry.nameKey.includes(key);
    for (const kind of kinds) {
      const value = kindValue(entry.words.kind, kind, false);
      consider(value > 0 && inName ? value + INSIDE_BONUS : value);
    }
  }
  return best;
}

/** A whole word, or the part of it that is there. */
function worthOf({ isWhole, share }: Place): number {
  return isWhole ? 1 : 0.7 + 0.25 * share;
}

function kindValue(kindWords: string, key: string, isPrefix: boolean): number {
  const at = wordAt(kindWords, key, isPrefix);
  if (at < 0) return 0;
  const end = at + key.length;
  const isWhole = end === kindWords.length || kindWords[end] === " ";
  return (at === 0 ? CATEGORY_WEIGHT : OTHER_KIND_WEIGHT) * (isWhole ? 1 : 0.7);
}

/** Where a word, or one that begins so, stands among words; -1 for nowhere. */
function wordAt(words: string, key: string, isPrefix: boolean): number {
  for (let at = words.indexOf(key); at >= 0; at = words.indexOf(key, at + 1)) {
    const end = at + key.length;
    const begins = at === 0 || words[at - 1] === " ";
    if (begins && (isPrefix || end === words.length || words[end] === " ")) return at;
  }
  return -1;
}

/** Where the words of a text begin when it is run together, and where it ends. */
function boundariesOf(words: string): number[] {
  const boundaries = [0];
  let spaces = 0;
  for (let at = words.indexOf(" "); at >= 0; at = words.indexOf(" ", at + 1)) boundaries.push(at - spaces++);
  boundaries.push(words.length - spaces);
  return boundaries;
}

function run(words: string): string {
  return words.replaceAll(" ", "");
}

/** Where a text has a key, from the beginning of a word on; whole words rather than beginnings of them. */
function findRun(
  text: string,
  boundaries: readonly number[],
  key: string,
  isPrefix: boolean,
): Place | undefined {
  let begun: Place | undefined;
  for (const start of boundaries) {
    if (!text.startsWith(key, start)) continue;
    const end = start + key.length;
    if (boundaries.includes(end)) return { start, end, isWhole: true, share: 1 };
    if (!isPrefix || begun !== undefined) continue;
    const wordEnd = boundaries.find((boundary) => boundary > end)!;
    const wordStart = boundaries.findLast((boundary) => boundary < end)!;
    begun = { start, end, isWhole: false, share: (end - wordStart) / (wordEnd - wordStart) };
  }
  return begun;
}

/** The part of the name's initials that the key covers; 0 if they do not begin with it. */
function initialsShare(words: string, key: string): number {
  if (key.length < 2 || key.charCodeAt(0) !== words.charCodeAt(0)) return 0;
  let at = 0;
  let count = 0;
  let named = 0;
  for (const word of words.split(" ")) {
    count++;
    if (at === key.length) continue;
    const first = initialOf(word);
    if (!key.startsWith(first, at)) return 0;
    at += first.length;
    named++;
  }
  return at === key.length ? named / count : 0;
}

/** The part of the name that was typed. */
function coverageOf(places: readonly Place[], length: number): number {
  if (length === 0) return 0;
  let covered = 0;
  let reached = 0;
  for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return covered / length;
}

function isInOrder(places: readonly Place[]): boolean {
  return places.length > 0 &&
    places.every(({ start }, index) => index === 0 || start >= places[index - 1]!.end);
}

/** A plugin with its sort keys among those of equal score. */
export interface OrderedEntry {
  readonly entry: SearchEntry;
  /** "pro q" of "pro q 3", and its number. */
  readonly series: string;
  readonly number: number;
}

/** The sort keys of a plugin. */
export function orderedEntry(entry: SearchEntry): OrderedEntry {
  const words = entry.words.name;
  const space = words.lastIndexOf(" ");
  const number = space < 0 || words.length - space > 5 ? NaN : Number(words.slice(space + 1));
  if (!Number.isInteger(number)) return { entry, series: words, number: 0 };
  return { entry, series: words.slice(0, space), number };
}

/** Orders plugins that answer equally well: short names, then the latest of a series, then known formats. */
export function compareEntries(left: OrderedEntry, right: OrderedEntry): number {
  const [a, b] = [left.entry, right.entry];
  return left.series.length - right.series.length || compareText(left.series, right.series) ||
    right.number - left.number || a.nameKey.length - b.nameKey.length || compareText(a.nameKey, b.nameKey) ||
    compareText(a.words.vendor, b.words.vendor) ||
    compareFormats(a.format, b.format) || a.id - b.id;
}

/** Orders plugins where nothing was typed that one could answer better than another: by name, then known formats. */
export function compareNames(a: SearchEntry, b: SearchEntry): number {
  return compareText(a.words.name, b.words.name) || compareText(a.words.vendor, b.words.vendor) ||
    compareFormats(a.format, b.format) || a.id - b.id;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The errors that a word of this length may have. */
export function mostErrors(length: number): number {
  return length < 4 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3;
}

/**
 * The words that were probably meant by one with typing errors, the likeliest first.
 *
 * @param isPrefix Whether it may be the beginning of a word.
 */
export function readingsOf(typed: string, terms: Iterable<string>, isPrefix: boolean): Reading[] {
  const readings: Reading[] = [];
  const most = mostErrors(typed.length);
  const letters = letterSet(typed);
  const digits = digitsOf(typed);
  for (const term of terms) {
    const compared = isPrefix ? term.slice(0, typed.length + most) : term;
    // Each error changes two letters at most.
    if (countBits(letters & ~letterSet(compared)) > most) continue;
    const { whole, prefix } = editDistances(typed, compared);
    const isWhole = !isPrefix || (whole <= prefix && compared === term);
    const distance = isWhole ? whole : prefix + 0.5;
    if (distance > most) continue;
    // The first letter is seldom wrong, and a number hardly ever.
    const surprise = (typed[0] === term[0] ? 0 : 0.5) + (digits === digitsOf(term) ? 0 : 0.5);
    readings.push({
      key: term,
      cost: Math.min(0.9, (distance + surprise) / (typed.length + 1)),
      isPrefix: !isWhole,
    });
  }
  return readings.sort((a, b) => a.cost - b.cost || compareText(a.key, b.key));
}

/** Which letters a word has, as bits; different letters can share one. */
function letterSet(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

function digitsOf(word: string): string {
  return word.replace(/\D+/g, "");
}
