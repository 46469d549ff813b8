/** Measures how many columns of a terminal a text takes. */
export type TextWidth = (text: string) => number;

const ASCII = /^[\x20-\x7e]*$/;

/** Characters that stand alone, whatever their neighbours: Latin letters and signs, in one column each. */
const NARROW = String.raw`\x20-\x7e\xa1-\xac\xae-\u02ff`;

/** Kana, Chinese characters, Korean syllables and emoji without variants, in two columns each. */
const WIDE = [
  String.raw`\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\u{1f300}-\u{1f320}\u{1f337}-\u{1f37c}`,
  String.raw`\u{1f380}-\u{1f393}\u{1f3a0}-\u{1f3ca}\u{1f400}-\u{1f43e}\u{1f442}-\u{1f4fc}\u{1f5fb}-\u{1f64f}`,
].join("");

/**
 * The measure for some texts. The usual characters do without the tables of all
 * others, which take longer to load than everything else.
 */
export async function textWidthFor(texts: Iterable<string>): Promise<TextWidth> {
  const usual = new RegExp(`^[${NARROW}${WIDE}]*$`, "u");
  let isAscii = true;
  for (const text of texts) {
    if (ASCII.test(text)) continue;
    if (!usual.test(text)) return (await import("string-width")).default;
    isAscii = false;
  }
  if (isAscii) return (text) => text.length;
  const wide = new RegExp(`[${WIDE}]`, "gu");
  return (text) => text.replace(wide, "  ").length;
}

/** A measure that is never too small and needs no tables: two columns for each character outside ASCII. */
export function largestTextWidth(text: string): number {
  let width = 0;
  for (const character of text) width += character <= "~" ? 1 : 2;
  return width;
}

/** Cuts a text to a number of columns, never inside a character; a cut text ends in `…`. */
export function truncate(text: string, columns: number, widthOf: TextWidth): string {
  if (widthOf(text) <= columns) return text;
  if (columns < 1) return "";
  let kept = "";
  let used = 1;
  for (const piece of charactersOf(text)) {
    used += widthOf(piece);
    if (used > columns) break;
    kept += piece;
  }
  return `${kept}…`;
}

/** Cuts the beginning of a text instead, and puts `…` there. */
export function truncateStart(text: string, columns: number, widthOf: TextWidth): string {
  if (widthOf(text) <= columns) return text;
  if (columns < 1) return "";
  let kept = "";
  let used = 1;
  for (const piece of [...charactersOf(text)].reverse()) {
    used += widthOf(piece);
    if (used > columns) break;
    kept = piece + kept;
  }
  return `…${kept}`;
}

/** The characters as a reader sees them: a letter and its accents are one. */
function* charactersOf(text: string): Generator<string> {
  if (ASCII.test(text)) yield* text;
  else for (const { segment } of new Intl.Segmenter().segment(text)) yield segment;
}
