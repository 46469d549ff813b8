/** Characters that a line cannot show: C0 and C1 control characters, DEL, and the separators of lines and paragraphs. */
// deno-lint-ignore no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/**
 * Makes a plugin's text safe to store and show: control characters become
 * spaces, lone surrogates U+FFFD, and text longer than `maximumBytes` of UTF-8
 * is cut between characters.
 */
export function cleanText(text: string, maximumBytes: number): { text: string; isCut: boolean } {
  const plain = text.toWellFormed().replace(CONTROL_CHARACTERS, " ").trim();
  // No UTF-16 unit takes more than three bytes, so most texts need no counting.
  if (plain.length * 3 <= maximumBytes) return { text: plain, isCut: false };
  const { read } = new TextEncoder().encodeInto(plain, new Uint8Array(maximumBytes));
  return { text: plain.slice(0, read), isCut: read < plain.length };
}

/** A message that is a sentence of its own, as the end of another one behind a colon. */
export function endOfSentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
