import { runApp } from "./app.ts";
import type { ProgramContext } from "./command_context.ts";

/** Prints the help of a command, or of the whole program. */
export async function runHelp(
  this: ProgramContext,
  _flags: Record<never, never>,
  ...command: string[]
): Promise<void> {
  await runApp([...command, "--help"], this.console);
}
