import { PluginaryError } from "./pluginary_error.ts";

/** The hint of an error of wrong usage without a better one. */
export const SEE_HELP = 'Run the command with "--help" to see what it takes';

/** An error of wrong usage, which ends the program with exit code 2. */
export function usageError(
  message: string,
  hint = SEE_HELP,
): PluginaryError {
  return new PluginaryError("usage", message, hint);
}
