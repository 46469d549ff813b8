/**
 * The system's reason, to end a sentence that names the file: without the error
 * number, and without the path, which can be that of a temporary file.
 */
export function reasonOf(error: unknown): string {
  // The runtime's own message suggests permissions that cannot be granted.
  if (error instanceof Deno.errors.NotCapable) return "access to the system's own files is not allowed";
  return error instanceof Error ? error.message.replace(/ \(os error \d+\).*$/s, "") : String(error);
}
