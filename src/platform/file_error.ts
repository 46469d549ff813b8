/** Whether an error is the system's, about a file: every Deno class of those, and what has only the system's code. */
export function isFileError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return Object.values(Deno.errors).some((kind) => error instanceof kind) ||
    (typeof code === "string" && /^E[A-Z0-9]+$/.test(code));
}
