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

/** The width of a page, unless the terminal is narrower. */
const PAGE_COLUMNS = 80;

/** Below it lines are no longer broken to fit. */
const LEAST_COLUMNS = 20;

/** In less than that, meanings stand below their names. */
const LEAST_MEANING_COLUMNS = 32;

/** The option that every command has, although none declares it. */
export const HELP_OPTION: Entry = ["-h, --help", "Show help for the program or a command"];
/** The option that only the program has. */
export const VERSION_OPTION: Entry = ["-V, --version", "Print the version and build details"];

/**
 * The page that `--help` prints.
 *
 * @param prefix The program's name and the commands that lead to the target.
 * @param terminalColumns In fewer than 80, only what a person may copy is wider.
 */
export function helpPage(
  target: CommandTarget,
  prefix: readonly string[],
  { bold }: Styles,
  terminalColumns: number = PAGE_COLUMNS,
): string {
  const columns = Math.min(PAGE_COLUMNS, Math.max(LEAST_COLUMNS, terminalColumns));
  const list = (title: string, entries: readonly Entry[]) => listLines(title, entries, columns).join("\n");
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
  const [description = "", examples] = text.split("\n\nExamples:\n");
  const call = usage(target, prefix.join(" "));
  const isNarrow = columns < PAGE_COLUMNS;
  const sections = isNarrow
    ? [
      ...description.split("\n\n").map((paragraph) => narrowParagraph(paragraph, columns)),
      narrowUsage(call, columns),
    ]
    : [description, call];
  sections.push(...lists);
  if (examples !== undefined) {
    sections.push(`Examples:\n${isNarrow ? narrowExamples(examples, columns) : examples}`);
  }
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

function listLines(title: string, entries: readonly Entry[], columns: number): string[] {
  if (entries.length === 0) return [];
  const width = Math.max(...entries.map(([name]) => name.length));
  if (columns < PAGE_COLUMNS && columns - width - 4 < LEAST_MEANING_COLUMNS) {
    return [
      `${title}:`,
      ...entries.flatMap(([name, meaning]) => narrowEntry(name.trimStart(), meaning, columns)),
    ];
  }
  return [
    `${title}:`,
    ...entries.flatMap(([name, meaning]) => entryLines(name.padEnd(width), meaning, columns)),
  ];
}

/** The meaning stands below the name. */
function narrowEntry(name: string, meaning: string, columns: number): string[] {
  return [`  ${name}`, ...wrapped(meaning, columns - 6).map((line) => `      ${line}`)];
}

/** Prose is broken anew; names with their meanings, which are indented, become a list. */
function narrowParagraph(paragraph: string, columns: number): string {
  const prose: string[] = [];
  const entries: [name: string, meaning: string][] = [];
  for (const line of paragraph.split("\n")) {
    const [, name, meaning] = NAMED_MEANING.exec(line) ?? [];
    const last = entries.at(-1);
    if (name !== undefined) entries.push([name, meaning!]);
    else if (last === undefined) prose.push(line);
    else last[1] += ` ${line.trim()}`;
  }
  return [
    ...prose.length === 0 ? [] : wrapped(prose.join(" "), columns),
    ...entries.flatMap(([name, meaning]) => narrowEntry(name, meaning, columns)),
  ].join("\n");
}

/** A line with a name and its meaning, in columns. */
const NAMED_MEANING = /^ {2}(\S.*\S|\S) {2,}(\S.*)$/;

function narrowUsage(call: string, columns: number): string {
  return call.split("\n").flatMap((line) => {
    const [, start = "", words = ""] = /^(Usage: | *)(.*)$/.exec(line)!;
    return wrapped(words, columns - start.length).map((part, index) =>
      `${index === 0 ? start : " ".repeat(start.length)}${part}`
    );
  }).join("\n");
}

/** Commands stay whole, since people copy them. */
function narrowExamples(examples: string, columns: number): string {
  return examples.split("\n").flatMap((line) => {
    const [, command, does] = NAMED_MEANING.exec(line) ?? [];
    return command === undefined ? [line] : narrowEntry(command, does!, columns);
  }).join("\n");
}

/** Wraps the meaning into a column of its own. */
function entryLines(name: string, meaning: string, columns: number): string[] {
  const indent = " ".repeat(name.length);
  return wrapped(meaning, columns - name.length - 4)
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
