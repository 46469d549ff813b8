/**
 * Text of a file that does not say its encoding: UTF-8, or Windows-1252, in
 * which older programs write. Other bytes than those of a text in UTF-8 are as
 * good as never in that form by chance.
 */
export function unstatedText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return new TextDecoder("windows-1252").decode(bytes);
    throw error;
  }
}
