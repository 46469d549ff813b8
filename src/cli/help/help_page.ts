import { commandOf, type CommandTarget, type Flag, isCommand } from "../command_line/command_target.ts";
import { HELP_TOPICS } from "./help_topics.ts";
import { kebabCase } from "../command_line/kebab_case.ts";
import { OUTPUT_OPTION_NAMES } from "../output/output_options.ts";
import type { Styles } from "../terminal/terminal.ts";

/** A line of a list: a name and what it means. */
type Entry = readonly [name: string, meaning: string];

/** What a page takes, whatever the terminal. */
const PAGE_COLUMNS = 80;

/** Options that are not a command's own. */
const HELP_OPTION: Entry = ["-h, --help", "Explain the program or a command"];
const VERSION_OPTION: Entry = ["-V, --version", "Print the version and how the program was built"];

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

function usage(target: CommandTarget, name: string): string {
  const command = commandOf(target);
  const group = `${name} COMMAND [OPTION...]`;
  if (command === undefined) return `Usage: ${group}`;
  const options = Object.keys(command.parameters.flags ?? {}).length === 0 ? [] : ["[OPTION...]"];
  const words = [name, ...options, ...argumentEntries(command).map(([argument]) => `[${argument}]`)];
  const line = `Usage: ${words.join(" ")}`;
  return isCommand(target) ? line : `${line}\n       ${group}`;
}

function list(title: string, entries: readonly Entry[]): string {
  if (entries.length === 0) return "";
  const width = Math.max(...entries.map(([name]) => name.length));
  const lines = entries.flatMap(([name, meaning]) => entryLines(name.padEnd(width), meaning));
  return [`${title}:`, ...lines].join("\n");
}

/** The meaning goes on below its own start. */
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
  return [kebabCase(entry.name.original), entry.target.brief];
}

/** What `pluginary help` explains beside commands. */
function topicEntries(): Entry[] {
  return Object.entries(HELP_TOPICS).map(([name, { brief }]) => [`help ${name}`, brief]);
}

function argumentEntries({ parameters }: Extract<CommandTarget, { parameters: unknown }>): Entry[] {
  const { positional } = parameters;
  if (positional === undefined) return [];
  if (positional.kind === "array") {
    return [[`${positional.parameter.placeholder}...`, positional.parameter.brief]];
  }
  return positional.parameters.map(({ placeholder, brief }) => [placeholder ?? "ARGUMENT", brief]);
}

function optionEntries(
  { parameters }: Extract<CommandTarget, { parameters: unknown }>,
  isWanted: (name: string) => boolean,
): Entry[] {
  return Object.entries(parameters.flags ?? {})
    .filter(([name, flag]) => flag.hidden !== true && isWanted(name))
    .map(optionEntry);
}

/** Names line up behind the place of a short name. */
function optionEntry([name, flag]: [string, Flag]): Entry {
  const value = flag.kind === "boolean" || flag.kind === "counter" ? "" : ` ${flag.placeholder ?? "VALUE"}`;
  const values = flag.kind === "enum" ? `: ${flag.values.join(", ")}` : "";
  return [`    --${kebabCase(name)}${value}`, flag.brief + values];
}
