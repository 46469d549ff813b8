/** Signs that quote a word; REAPER takes the first one that the word does not contain. */
const QUOTES = ['"', "'", "`"] as const;

/** Splits a line of REAPER's files into its words, without their quotes. */
export function reaperWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"?|'([^']*)'?|`([^`]*)`?|([^\s"'`]\S*)/g)].map(
    ([, double, single, back, plain]) => double ?? single ?? back ?? plain ?? "",
  );
}

/** A word as REAPER writes it, quoted if it has to be. */
export function reaperWord(word: string): string {
  const text = word.replaceAll(/[\r\n]+/g, " ");
  if (/^[^\s"'`<>#;|][^\s]*$/.test(text)) return text;
  const quote = QUOTES.find((sign) => !text.includes(sign));
  return quote === undefined ? `\`${text.replaceAll("`", "'")}\`` : `${quote}${text}${quote}`;
}
