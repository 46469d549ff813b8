import {
  type CommandEntry,
  type CommandName,
  type CommandTarget,
  isCommand,
  nameBelow,
  namesFor,
} from "./command_target.ts";

/** A word or an option, as it was typed. */
export interface LinePart {
  readonly text: string;
  /** Unset for a word. */
  readonly option?: TypedOption;
}

/** An option in its two halves. */
export interface TypedOption {
  /** With its dashes: `--jobs`. */
  readonly name: string;
  /** The text after an equals sign; a value can also be the next word of the line. */
  readonly value?: string;
}

/** The command line, split into its parts; nothing else in the program takes arguments apart. */
export interface TypedLine {
  /** Words and options up to `--`, in order. */
  readonly parts: readonly LinePart[];
  /** The rest of the line from `--` on: arguments, whatever they look like. */
  readonly rest: readonly string[];
}

/** Splits a command line into its parts. */
export function readLine(args: readonly string[]): TypedLine {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  return { parts: own.map(readPart), rest: args.slice(own.length) };
}

/** Reads one argument; a single dash is a word, which stands for a stream. */
export function readPart(text: string): LinePart {
  if (!text.startsWith("-") || text === "-") return { text };
  const equals = text.indexOf("=");
  if (equals < 0) return { text, option: { name: text } };
  return { text, option: { name: text.slice(0, equals), value: text.slice(equals + 1) } };
}

/** The arguments that a line consists of. */
export function argumentsOf({ parts, rest }: TypedLine): string[] {
  return [...parts.map(({ text }) => text), ...rest];
}

/** Whether a line has one of these options, without a value. */
export function hasOption({ parts }: TypedLine, ...names: readonly string[]): boolean {
  return parts.some(({ text }) => names.includes(text));
}

/** Words before the first option: the command's names, and its first arguments. */
export function leadingWords({ parts }: TypedLine): string[] {
  const end = parts.findIndex(({ option }) => option !== undefined);
  return parts.slice(0, end < 0 ? parts.length : end).map(({ text }) => text);
}

/** A part, and the command or group that it is for. */
export interface PlacedPart extends LinePart {
  readonly target: CommandTarget;
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
