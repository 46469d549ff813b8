import type { Application, Command } from "@stricli/core";
import { camelCase } from "../../config/setting_name.ts";
import type { ProgramContext } from "./command_context.ts";
import type { LinePart, TypedLine } from "./typed_line.ts";

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

/** A part, and the command or group that it is for. */
export interface PlacedPart extends LinePart {
  readonly target: CommandTarget;
}

/** The option that a part of a line names; `undefined` for one that its target does not have, and for a word. */
export function flagOf({ option, target }: PlacedPart): Flag | undefined {
  if (option === undefined) return undefined;
  const name = camelCase(option.name.replace(/^--/, ""));
  const flags = flagsOf(target);
  return Object.hasOwn(flags, name) ? flags[name] : undefined;
}

/** A typed line whose command has been looked up. */
export interface CalledLine extends CommandName {
  /** The command or group that the leading words name. */
  readonly target: CommandTarget;
  /** The leading words that name it, as typed. */
  readonly words: readonly string[];
  /** All parts behind those. */
  readonly parts: readonly PlacedPart[];
  readonly rest: readonly string[];
}

/** Finds the command that a line is about, or the group where it names none. */
export function findCalled(root: CommandTarget, { parts, rest }: TypedLine): CalledLine {
  let target = root;
  let name: CommandName = { command: [] };
  for (const { text, option } of parts) {
    const next = option === undefined ? commandBelow(target, text) : undefined;
    if (next === undefined) break;
    name = nameBelow(name, entryOf(target, next, text));
    target = next;
  }
  const length = name.command.length;
  const words = parts.slice(0, length).map(({ text }) => text);
  return { target, ...name, words, parts: placeParts(target, parts.slice(length)), rest };
}

/** The line that a called one was read from, with other parts behind the command's words. */
export function withParts({ words, rest }: CalledLine, parts: readonly LinePart[]): TypedLine {
  return { parts: [...words.map((text) => ({ text })), ...parts], rest };
}

/** The command or group that a word names; `undefined` below a command and for an unknown word. */
export function commandBelow(target: CommandTarget, word: string): CommandTarget | undefined {
  if (isCommand(target)) return undefined;
  const name = namesFor(word).find((name) => target.getRoutingTargetForInput(name) !== undefined);
  return name === undefined ? undefined : target.getRoutingTargetForInput(name);
}

/** Behind an option, a word names no command any more where the group does something by itself. */
function placeParts(named: CommandTarget, parts: readonly LinePart[]): PlacedPart[] {
  let target = named;
  return parts.map((part) => {
    if (!isCommand(target)) target = target.getDefaultCommand() ?? target;
    const placed = { ...part, target };
    if (part.option === undefined) target = commandBelow(target, part.text) ?? target;
    return placed;
  });
}

/** A child by its own name, whichever of its names was typed. */
function entryOf(
  parent: CommandTarget,
  child: CommandTarget,
  word: string,
): Pick<CommandEntry, "name" | "aliases"> {
  const entries = isCommand(parent) ? [] : parent.getAllEntries();
  return entries.find(({ target, hidden }) => target === child && !hidden) ??
    { name: { original: word, "convert-camel-to-kebab": word }, aliases: [] };
}
