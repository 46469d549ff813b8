import { largestTextWidth } from "./text_width.ts";

/**
 * Breaks text between words; a word that is wider than the columns gets a line
 * of its own. No line begins with `::`, which build servers take for a command,
 * unless the text does.
 */
export function wrapWords(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    const isCommand = word.trimStart().startsWith("::");
    if (last === undefined || (largestTextWidth(longer) > columns && !isCommand)) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
