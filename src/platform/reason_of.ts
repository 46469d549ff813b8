/**
 * Why the system refused, to end a sentence that names the file: without the
 * system's number, and without the path that was tried, which can be that of a
 * temporary file.
 */
export function reasonOf(error: unknown): string {
  // The runtime's own message suggests permissions that cannot be granted.
  if (error instanceof Deno.errors.NotCapable) return "the system's own files are out of reach";
  return error instanceof Error ? error.message.replace(/ \(os error \d+\).*$/s, "") : String(error);
}
