import type { Application, Command } from "@stricli/core";
import type { ProgramContext } from "./command_context.ts";

/** A command, or a name that has commands below it. */
export type CommandTarget = Application<ProgramContext>["root"];

/** A name that has commands below it. */
export type CommandGroup = Extract<CommandTarget, { getAllEntries: unknown }>;

/** Whether it is a command, which can be run. */
export function isCommand(target: CommandTarget): target is Command<ProgramContext> {
  return !("getAllEntries" in target);
}

/** The command that runs for a name: itself, or what a name with commands below it does by default. */
export function commandOf(target: CommandTarget): Command<ProgramContext> | undefined {
  return isCommand(target) ? target : target.getDefaultCommand();
}

/** What the first arguments name, and those arguments. */
export interface NamedTarget {
  readonly target: CommandTarget;
  readonly words: readonly string[];
}

/** Finds the command, or as much of the way to one as the first arguments go. */
export function findTarget(root: CommandTarget, args: readonly string[]): NamedTarget {
  let target = root;
  const words: string[] = [];
  for (const arg of args) {
    const next = isCommand(target) ? undefined : target.getRoutingTargetForInput(arg);
    if (next === undefined) break;
    target = next;
    words.push(arg);
  }
  return { target, words };
}
