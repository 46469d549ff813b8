import type { Application, Command } from "@stricli/core";
import type { ProgramContext } from "./command_context.ts";

/** A command, or a name that has commands below it. */
export type CommandTarget = Application<ProgramContext>["root"];

/** Whether it is a command, which can be run. */
export function isCommand(target: CommandTarget): target is Command<ProgramContext> {
  return !("getAllEntries" in target);
}

/** The command that runs for a name: itself, or what a name with commands below it does by default. */
export function commandOf(target: CommandTarget): Command<ProgramContext> | undefined {
  return isCommand(target) ? target : target.getDefaultCommand();
}
