/** The choice that a text stands for, whatever the case of its letters; the text itself where there is none. */
export function knownChoice(text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text;
  const lower = text.toLowerCase();
  return choices.find((choice) => choice.toLowerCase() === lower) ?? text;
}
