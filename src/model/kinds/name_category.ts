import {
  COMPOUND_BEGINNINGS,
  COMPOUND_ENDINGS,
  MEANINGLESS_WORDS,
  NAME_WORDS,
  WEAK_WORDS,
} from "./name_words.ts";

/** A word, or words in a row, of a name that names a kind of plugin. */
export interface NamedKind {
  /** CLAP's word. */
  readonly category: string;
  /** The words of the name that say so. */
  readonly words: string;
  /** Whether other kinds of plugins have the word in their names as well. */
  readonly isWeak: boolean;
}

/** A kind by its words; `null` for words in a row without a meaning. */
const MEANINGS: ReadonlyMap<string, string | null> = new Map([
  ...Object.entries(NAME_WORDS).flatMap(([category, names]) =>
    names.map((name): [string, string | null] => [name, category])
  ),
  ...MEANINGLESS_WORDS.map((words): [string, null] => [words, null]),
]);

/** Words of the longest entry. */
const LONGEST = Math.max(...[...MEANINGS.keys()].map((words) => words.split(" ").length));

/** Most words of a name to read; the longest names are not written by people. */
const MOST_WORDS = 64;

/**
 * The kinds that a name names, the likeliest first: in English the last word
 * says what a thing is, so "Tape Delay" is a delay and "Delay Compressor" a
 * compressor.
 *
 * @param vendor Its maker, whose name in the plugin's name says nothing:
 * "FabFilter One" is not a filter.
 */
export function kindsOfName(name: string, vendor = ""): NamedKind[] {
  const found = withoutVendor(name, vendor).split(NEXT_THING).flatMap(kindsOfThing);
  const strongest = [...found.filter(({ isWeak }) => !isWeak), ...found.filter(({ isWeak }) => isWeak)];
  const categories = new Set<string>();
  return strongest.filter(({ category }) => !categories.has(category) && categories.add(category));
}

/** What stands after these only adds to what a thing is: "Compressor and limiter", "Gate (for drums)". */
const NEXT_THING = /\s(?:and|for|with)\s|[&+/,([]/i;

/** The kinds that a part of a name names, the last one first. */
function kindsOfThing(name: string): NamedKind[] {
  const words = wordsOfName(name);
  const found: NamedKind[] = [];
  for (let from = 0; from < words.length;) {
    const { length, meaning } = meaningAt(words, from);
    if (meaning !== null) {
      const said = words.slice(from, from + length).join(" ");
      found.unshift({ category: meaning, words: said, isWeak: WEAK_WORDS.has(said) });
    }
    from += length;
  }
  return found;
}

function withoutVendor(name: string, vendor: string): string {
  const isThere = vendor.length > 1 && name.length > vendor.length &&
    name.slice(0, vendor.length).toLowerCase() === vendor.toLowerCase();
  return isThere ? name.slice(vendor.length) : name;
}

/** Lower-case words, cut where the case changes and between letters and digits, so that numbers fall away. */
export function wordsOfName(name: string): string[] {
  const cut = name.normalize("NFKC")
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, " ")
    .toLowerCase();
  return (cut.match(/\p{L}+/gu) ?? []).slice(0, MOST_WORDS);
}

/** The longest entry that begins at a word, or one word without a meaning. */
function meaningAt(words: readonly string[], from: number): { length: number; meaning: string | null } {
  for (let length = Math.min(LONGEST, words.length - from); length > 0; length--) {
    const meaning = MEANINGS.get(words.slice(from, from + length).join(" "));
    if (meaning !== undefined) return { length, meaning };
  }
  return { length: 1, meaning: compoundMeaning(words[from]!) };
}

/** The meaning of a compound word. */
function compoundMeaning(word: string): string | null {
  for (const beginning of COMPOUND_BEGINNINGS) {
    if (!word.startsWith(beginning)) continue;
    const rest = word.slice(beginning.length);
    const meaning = rest.length < SHORTEST_REST ? undefined : MEANINGS.get(rest);
    if (meaning && !WEAK_WORDS.has(rest)) return meaning;
  }
  return COMPOUND_ENDINGS.find(([ending]) => ending.test(word))?.[1] ?? null;
}

/** Shortest word at the end of a compound: shorter ones also end other words. */
const SHORTEST_REST = 4;
