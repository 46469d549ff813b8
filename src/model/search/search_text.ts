/** Most texts, which need no tables of Unicode. */
// deno-lint-ignore no-control-regex
const ASCII = /^[\x00-\x7f]*$/;

/** Accents and the like, which stand apart after a decomposition. */
const MARKS = /\p{M}+/gu;

/** Signs that do not belong to a name; one of them would decompose into letters. */
const SIGNS = /[™®©]/g;

/** Letters that no decomposition takes apart. */
const SPECIAL: Readonly<Record<string, string>> = {
  "ß": "ss",
  "ẞ": "Ss",
  "æ": "ae",
  "Æ": "Ae",
  "œ": "oe",
  "Œ": "Oe",
  "ø": "o",
  "Ø": "O",
  "đ": "d",
  "Đ": "D",
  "ð": "d",
  "Ð": "D",
  "ł": "l",
  "Ł": "L",
  "þ": "th",
  "Þ": "Th",
  "ı": "i",
};
const SPECIAL_LETTERS = new RegExp(`[${Object.keys(SPECIAL).join("")}]`, "gu");

/** Runs of letters and digits that stand between spaces and signs. */
const CHUNKS = /[\p{L}\p{N}]+/gu;
const ASCII_CHUNKS = /[0-9A-Za-z]+/g;

/**
 * Words inside of such a run: digits, capitals that belong together ("TDR"),
 * small letters with the capital before them ("Filter"), and each letter of
 * Chinese, Japanese and Korean, which is written without spaces: any part of
 * such a name is a row of words.
 */
const WORDS = [
  String.raw`\p{N}+`,
  String.raw`[\p{L}&&[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]]`,
  String.raw`\p{Lu}+(?!\p{Ll})`,
  String.raw`\p{Lu}?\p{Ll}+`,
  String.raw`[\p{L}--[\p{Lu}\p{Ll}\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]]+`,
  String.raw`\p{Lu}`,
].join("|");
const ASCII_SIGNS = /[^0-9A-Za-z]+/g;
const ASCII_WORDS = /[0-9]+|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]/g;

/** Most letters of a word; nobody types longer ones. */
const LONGEST_WORD = 48;

/**
 * The words of a name as search knows them: without accents and signs, in
 * small letters, apart where capitals or digits begin. "FabFilter Pro-Q 3" is
 * fab, filter, pro, q, 3.
 */
export function wordsOf(text: string): string[] {
  if (ASCII.test(text)) return (text.match(ASCII_WORDS) ?? []).map(small);
  return chunksOf(text).flatMap((chunk) => chunk.match(anyWords()) ?? []).map(small);
}

/** {@linkcode WORDS}, compiled when a text needs it: a literal costs every start 2 ms for its sets of characters. */
let compiledWords: RegExp | undefined;

function anyWords(): RegExp {
  return compiledWords ??= new RegExp(WORDS, "gv");
}

/** What a word gives to the initials of its name: the first letter, or a number in full. */
export function initialOf(word: string): string {
  return /^\p{N}/u.test(word) ? word : String.fromCodePoint(word.codePointAt(0)!);
}

/** The words as somebody types them: apart only where something stands between them. */
export function typedWordsOf(text: string): string[] {
  return chunksOf(text).map(small);
}

/** A text run together: what of it a person types who knows neither its spaces nor its signs. */
export function keyOf(text: string): string {
  // No word of a short text is too long. Scans take the keys of very many parameters.
  if (text.length <= LONGEST_WORD && ASCII.test(text)) return text.replace(ASCII_SIGNS, "").toLowerCase();
  return wordsOf(text).join("");
}

/** The runs of letters and digits in a text, folded like words and in full length. */
export function foldedRuns(text: string): string[] {
  return chunksOf(text).map(folded);
}

function chunksOf(text: string): string[] {
  if (ASCII.test(text)) return text.match(ASCII_CHUNKS) ?? [];
  return plain(text).match(CHUNKS) ?? [];
}

/** Without accents; letters of other scripts in their usual form, Korean syllables in one piece. */
function plain(text: string): string {
  const apart = text.replace(SIGNS, "").normalize("NFKD").replace(MARKS, "").normalize("NFC");
  return apart.replace(SPECIAL_LETTERS, (letter) => SPECIAL[letter]!);
}

function small(word: string): string {
  const whole = folded(word);
  return whole.length <= LONGEST_WORD ? whole : whole.slice(0, LONGEST_WORD).toWellFormed();
}

/** Lower case can add an accent (of "İ"), which goes too. */
function folded(word: string): string {
  const lower = word.toLowerCase();
  return ASCII.test(lower) ? lower : lower.replace(MARKS, "");
}
