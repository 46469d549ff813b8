import { runApp } from "./app.ts";
import type { ProgramContext } from "./command_context.ts";
import { TOPICS } from "./topics/topics.ts";

/** Prints the help of a command or on a topic, or of the whole program. */
export async function runHelp(
  this: ProgramContext,
  _flags: Record<never, never>,
  ...command: string[]
): Promise<void> {
  const topic = command.length === 1 ? TOPICS.get(command[0]!) : undefined;
  if (topic !== undefined) return await this.console.stdout.write(await topic());
  await runApp([...command, "--help"], this.console);
}
