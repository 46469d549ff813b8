import {
  aliasesOf,
  commandOf,
  type CommandTarget,
  type Flag,
  isCommand,
} from "../command_line/command_target.ts";
import { HELP_TOPICS } from "./help_topics.ts";
import { kebabCase } from "../command_line/kebab_case.ts";
import { OUTPUT_OPTION_NAMES } from "../output/output_options.ts";
import { shortNameOf } from "../command_line/short_options.ts";
import type { Styles } from "../terminal/terminal.ts";

/** A line of a list: a name and its meaning. */
export type Entry = readonly [name: string, meaning: string];

/** The width of a page on any terminal. */
const PAGE_COLUMNS = 80;

/** The option that every command has, although none declares it. */
export const HELP_OPTION: Entry = ["-h, --help", "Show help for the program or a command"];
/** The option that only the program has. */
export const VERSION_OPTION: Entry = ["-V, --version", "Print the version and build details"];

/**
 * The page that `--help` prints.
 *
 * @param prefix The program's name and the commands that lead to the target.
 */
export function helpPage(target: CommandTarget, prefix: readonly string[], { bold }: Styles): string {
  const command = commandOf(target);
  const isOwn = (name: string) => !OUTPUT_OPTION_NAMES.includes(name);
  const lists = command === undefined
    ? [
      list("Commands", commandEntries(target)),
      list("Topics", prefix.length === 1 ? topicEntries() : []),
      list("Options", prefix.length === 1 ? [HELP_OPTION, VERSION_OPTION] : [HELP_OPTION]),
    ]
    : [
      list("Commands", commandEntries(target)),
      list("Arguments", argumentEntries(command)),
      list("Options", [...optionEntries(command, isOwn), HELP_OPTION]),
      list("Output", optionEntries(command, (name) => !isOwn(name))),
    ];
  const text = (command ?? target).fullDescription ?? target.brief;
  const [description, examples] = text.split("\n\nExamples:\n");
  const sections = [description, usage(target, prefix.join(" ")), ...lists];
  if (examples !== undefined) sections.push(`Examples:\n${examples}`);
  const page = sections.filter((section) => section !== "").join("\n\n");
  return `${page.replace(/^(Usage|[A-Z][a-z]+):/gm, (heading) => bold(heading))}\n`;
}

/** The lines that show how a command is called. */
export function usage(target: CommandTarget, name: string): string {
  const command = commandOf(target);
  const group = `${name} COMMAND [OPTION...]`;
  if (command === undefined) return `Usage: ${group}`;
  const options = Object.keys(command.parameters.flags ?? {}).length === 0 ? [] : ["[OPTION...]"];
  const words = [name, ...options, ...argumentWords(command)];
  const line = `Usage: ${words.join(" ")}`;
  return isCommand(target) ? line : `${line}\n       ${group}`;
}

/** Arguments in a usage line, the optional ones in brackets. */
function argumentWords({ parameters }: Extract<CommandTarget, { parameters: unknown }>): string[] {
  const { positional } = parameters;
  if (positional === undefined) return [];
  if (positional.kind === "tuple") {
    return positional.parameters.map(({ placeholder = "ARGUMENT", optional }) =>
      optional ? `[${placeholder}]` : placeholder
    );
  }
  // A placeholder like "KEY VALUE" names the first arguments; the last one repeats.
  const names = `${positional.parameter.placeholder}...`.split(" ");
  return names.map((name, index) => index < (positional.minimum ?? 0) ? name : `[${name}]`);
}

function list(title: string, entries: readonly Entry[]): string {
  if (entries.length === 0) return "";
  const width = Math.max(...entries.map(([name]) => name.length));
  const lines = entries.flatMap(([name, meaning]) => entryLines(name.padEnd(width), meaning));
  return [`${title}:`, ...lines].join("\n");
}

/** Wraps the meaning into a column of its own. */
function entryLines(name: string, meaning: string): string[] {
  const indent = " ".repeat(name.length);
  return wrapped(meaning, PAGE_COLUMNS - name.length - 4)
    .map((line, index) => `  ${index === 0 ? name : indent}  ${line}`);
}

/** Breaks ASCII text between words. */
function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function commandEntries(target: CommandTarget): Entry[] {
  if (isCommand(target)) return [];
  return target.getAllEntries().filter(({ hidden }) => !hidden).map(commandEntry);
}

function commandEntry(entry: { name: { original: string }; target: { brief: string } }): Entry {
  const name = kebabCase(entry.name.original);
  return [[name, ...aliasesOf(name)].join(", "), entry.target.brief];
}

/** The topics of `pluginary help`. */
function topicEntries(): Entry[] {
  return Object.entries(HELP_TOPICS).map(([name, { brief }]) => [`help ${name}`, brief]);
}

/** A command's arguments. */
export function argumentEntries({ parameters }: Extract<CommandTarget, { parameters: unknown }>): Entry[] {
  const { positional } = parameters;
  if (positional === undefined) return [];
  if (positional.kind === "array") {
    return [[`${positional.parameter.placeholder}...`, positional.parameter.brief]];
  }
  return positional.parameters.map(({ placeholder, brief }) => [placeholder ?? "ARGUMENT", brief]);
}

/** A command's options whose names are wanted. */
export function optionEntries(
  { parameters }: Extract<CommandTarget, { parameters: unknown }>,
  isWanted: (name: string) => boolean,
): Entry[] {
  return Object.entries(parameters.flags ?? {})
    .filter(([name, flag]) => flag.hidden !== true && isWanted(name))
    .map(optionEntry);
}

/** A name without a short one is indented by its width. */
function optionEntry([name, flag]: [string, Flag]): Entry {
  const value = flag.kind === "boolean" || flag.kind === "counter" ? "" : ` ${flag.placeholder ?? "VALUE"}`;
  const values = flag.kind === "enum" ? `: ${flag.values.join(", ")}` : "";
  const short = shortNameOf(name);
  return [`${short === undefined ? "   " : `${short},`} --${kebabCase(name)}${value}`, flag.brief + values];
}
