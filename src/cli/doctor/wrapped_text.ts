import { largestTextWidth } from "../terminal/text_width.ts";

/** Breaks a text between words; a word that is longer than a line stays whole. */
export function wrappedText(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || largestTextWidth(`${last} ${word}`) > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
