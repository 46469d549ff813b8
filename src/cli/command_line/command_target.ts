import type { Application, Command } from "@stricli/core";
import { camelCase } from "../../config/setting_name.ts";
import type { ProgramContext } from "./command_context.ts";

/** A command, or a name that has commands below it. */
export type CommandTarget = Application<ProgramContext>["root"];

/** A name that has commands below it. */
export type CommandGroup = Extract<CommandTarget, { getAllEntries: unknown }>;

/** An option as a command declares it. */
export type Flag = NonNullable<Command<ProgramContext>["parameters"]["flags"]>[string];

/** A command's options by their names in camel case. */
export type Flags = Readonly<Record<string, Flag>>;

/** Whether it is a command, which can be run. */
export function isCommand(target: CommandTarget): target is Command<ProgramContext> {
  return !("getAllEntries" in target);
}

/** The command that runs for a name: itself, or the default of a group. */
export function commandOf(target: CommandTarget): Command<ProgramContext> | undefined {
  return isCommand(target) ? target : target.getDefaultCommand();
}

/** A name below a group, as the group has it. */
export type CommandEntry = ReturnType<CommandGroup["getAllEntries"]>[number];

/** A command by the names that lead to it from the program's on, in camel case. */
export interface CommandName {
  readonly command: readonly string[];
  /** The same as earlier versions called it, if that differs. */
  readonly formerCommand?: readonly string[];
}

/** The name of a command one step further down. */
export function nameBelow(
  { command, formerCommand }: CommandName,
  { name, aliases }: Pick<CommandEntry, "name" | "aliases">,
): CommandName {
  const own = camelCase(name.original);
  const [former] = aliases;
  const isRenamed = formerCommand !== undefined || former !== undefined;
  return {
    command: [...command, own],
    ...(isRenamed ? { formerCommand: [...formerCommand ?? command, former ?? own] } : {}),
  };
}

/** The options that a name takes; a group that does nothing by itself has none. */
export function flagsOf(target: CommandTarget): Flags {
  return commandOf(target)?.parameters.flags ?? {};
}

/** Other words for commands, in every group that has a command of the name. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  ls: ["list"],
  find: ["search"],
  show: ["info"],
  rm: ["remove", "unset"],
};

/** Names of the commands that a word may stand for, its own first. */
export function namesFor(word: string): readonly string[] {
  return [word, ...Object.hasOwn(ALIASES, word) ? ALIASES[word]! : []];
}

/** The other words for a command of this name. */
export function aliasesOf(name: string): string[] {
  return Object.keys(ALIASES).filter((alias) => ALIASES[alias]!.includes(name));
}
