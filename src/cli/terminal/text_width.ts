/** Measures how many columns of a terminal a text takes. */
export type TextWidth = (text: string) => number;

const ASCII = /^[\x20-\x7e]*$/;

/**
 * The measure for some texts. Plain ASCII does without the tables of wide
 * characters and emoji, which take longer to load than everything else.
 */
export async function textWidthFor(texts: Iterable<string>): Promise<TextWidth> {
  for (const text of texts) {
    if (!ASCII.test(text)) return (await import("string-width")).default;
  }
  return (text) => text.length;
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
