import { PluginaryError } from "./pluginary_error.ts";

/** An error of wrong usage, which ends the program with exit code 2. */
export function usageError(
  message: string,
  hint = 'Run the command with "--help" to see what it takes',
): PluginaryError {
  return new PluginaryError("usage", message, hint);
}
