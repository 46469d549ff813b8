/** Longest name of a file, in bytes of UTF-8, with room for an ending. */
const MAXIMUM_BYTES = 200;

/** A name as the name of a file or folder: without the characters that the VST3 SDK replaces, and never a way up. */
export function plainFileName(name: string): string {
  // deno-lint-ignore no-control-regex
  const plain = name.replace(/[\\*?/:<>|"\u0000-\u001f]/g, "_").trim();
  const { read } = new TextEncoder().encodeInto(plain, new Uint8Array(MAXIMUM_BYTES));
  // Windows drops dots and spaces at the end, and a leading dot hides a file.
  return plain.slice(0, read).replace(/^\.+|[. ]+$/g, (dots) => "_".repeat(dots.length)) || "_";
}
