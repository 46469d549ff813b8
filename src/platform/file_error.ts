/** Whether an error comes from the system and is about a file, by its class or its code. */
export function isFileError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return Object.values(Deno.errors).some((kind) => error instanceof kind) ||
    (typeof code === "string" && /^E[A-Z0-9]+$/.test(code));
}
