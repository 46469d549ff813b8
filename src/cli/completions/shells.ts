/** Shells for which there are completions. */
export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

/** One of {@linkcode SHELLS}. */
export type Shell = (typeof SHELLS)[number];

/**
 * Reads the name of a shell.
 *
 * @throws {SyntaxError} whose message ends a sentence about the value.
 */
export function parseShell(input: string): Shell {
  const shell = SHELLS.find((name) => name === input.toLowerCase());
  if (shell !== undefined) return shell;
  throw new SyntaxError(`expected one of ${SHELLS.join(", ")}`);
}
