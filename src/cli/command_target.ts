import type { Application, Command } from "@stricli/core";
import type { ProgramContext } from "./command_context.ts";

/** A command, or a name that has commands below it. */
export type CommandTarget = Application<ProgramContext>["root"];

/** Whether it is a command, which can be run. */
export function isCommand(target: CommandTarget): target is Command<ProgramContext> {
  return !("getAllEntries" in target);
}
