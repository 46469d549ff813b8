import { commandOf, type CommandTarget, isCommand } from "../command_line/command_target.ts";
import { kebabCase } from "../command_line/kebab_case.ts";
import { PROGRAM_VERSION } from "../command_line/program_version.ts";
import { OUTPUT_OPTION_NAMES } from "../output/output_options.ts";
import {
  argumentEntries,
  type Entry,
  HELP_OPTION,
  optionEntries,
  usage,
  VERSION_OPTION,
} from "./help_page.ts";
import { HELP_TOPICS } from "./help_topics.ts";

/** The topic that has a section with a name of its own in every manual page. */
const EXIT_CODES = "exit-codes";

/** The manual page of the program, in the language of roff. */
export function manPage(root: CommandTarget): string {
  const { description, examples } = partsOf(root);
  const topics = Object.entries(HELP_TOPICS).filter(([name]) => name !== EXIT_CODES);
  const lines = [
    `.TH PLUGINARY 1 "" "pluginary ${PROGRAM_VERSION}" "User Commands"`,
    // Commands are to be copied, so no word is broken.
    ".nh",
    ".ad l",
    ".SH NAME",
    `pluginary \\- ${inline(root.brief.replace(/^[A-Z]/, (letter) => letter.toLowerCase()))}`,
    ".SH SYNOPSIS",
    "\\fBpluginary\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...]",
    ".SH DESCRIPTION",
    ...paragraphs(description),
    ".SH OPTIONS",
    ...[HELP_OPTION, VERSION_OPTION].flatMap(tagged),
    ".SH COMMANDS",
    ...commandsBelow(root, ["pluginary"]),
    ".SH OUTPUT OPTIONS",
    ...paragraphs("Most commands have these options; each command names those that it has."),
    ...outputOptions(root).flatMap(tagged),
    ...topics.flatMap(([name, { text }]) => [`.SH ${name.toUpperCase()}`, ...paragraphs(text)]),
    ".SH EXIT STATUS",
    ...paragraphs(HELP_TOPICS[EXIT_CODES]!.text),
    ...(examples === undefined ? [] : [".SH EXAMPLES", ...examplesOf(examples)]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function commandsBelow(target: CommandTarget, words: readonly string[]): string[] {
  if (isCommand(target)) return [];
  return target.getAllEntries().filter(({ hidden }) => !hidden).flatMap(({ name, target }) => {
    const path = [...words, kebabCase(name.original)];
    return [...section(target, path), ...commandsBelow(target, path)];
  });
}

function section(target: CommandTarget, words: readonly string[]): string[] {
  const { description, examples } = partsOf(target);
  const command = commandOf(target);
  const own = (name: string) => !OUTPUT_OPTION_NAMES.includes(name);
  const output = command === undefined ? [] : optionEntries(command, (name) => !own(name));
  const names = output.map(([name]) => name.trim().replace(/^.*(--\S+).*$/, "$1"));
  return [
    `.SS ${inline(words.slice(1).join(" "))}`,
    ...verbatim(usage(target, words.join(" ")).replaceAll(/^(Usage: | {7})/gm, "")),
    ".PP",
    ...paragraphs(description),
    ...(command === undefined ? [] : [...argumentEntries(command), ...optionEntries(command, own)]).flatMap(
      tagged,
    ),
    ...(names.length === 0 ? [] : [".PP", inline(`Output options: ${names.join(", ")}.`)]),
    ...(examples === undefined ? [] : [".PP", "Examples:", ...examplesOf(examples)]),
  ];
}

/** The output options of all commands, each once. */
function outputOptions(root: CommandTarget): Entry[] {
  const entries = new Map<string, Entry>();
  const visit = (target: CommandTarget): void => {
    const command = commandOf(target);
    const own = command === undefined
      ? []
      : optionEntries(command, (name) => OUTPUT_OPTION_NAMES.includes(name));
    for (const [name, meaning] of own) {
      // Each command has columns of its own.
      if (!entries.has(name)) {
        entries.set(name, [name, meaning.replace(/^(Show these columns.*?): .*/, "$1")]);
      }
    }
    if (!isCommand(target)) {
      target.getAllEntries().filter(({ hidden }) => !hidden).forEach((entry) => visit(entry.target));
    }
  };
  visit(root);
  return [...entries.values()];
}

function partsOf(target: CommandTarget): { description: string; examples: string | undefined } {
  const text = commandOf(target)?.fullDescription ?? target.fullDescription ?? target.brief;
  const [description = "", examples] = text.split("\n\nExamples:\n");
  return { description, examples };
}

/** Text as paragraphs and lists that fit every width; indented lines stay as they are. */
function paragraphs(text: string): string[] {
  return text.split("\n\n").flatMap((paragraph, index) => {
    const entries = entriesOf(paragraph);
    if (entries !== undefined) return entries.flatMap(tagged);
    const lines = paragraph.startsWith(" ") ? verbatim(paragraph) : paragraph.split("\n").map(inline);
    return index === 0 ? lines : [".PP", ...lines];
  });
}

/** The entries of a list in two columns, whose second one can go on in further lines. */
function entriesOf(paragraph: string): Entry[] | undefined {
  const entries: [string, string][] = [];
  for (const line of paragraph.split("\n")) {
    const [, name, meaning] = /^(\S.*?) {2,}(\S.*)$/.exec(line) ?? [];
    const last = entries.at(-1);
    if (name !== undefined && meaning !== undefined) entries.push([name, meaning]);
    else if (last !== undefined && /^ {2,}\S/.test(line)) last[1] += ` ${line.trim()}`;
    else return undefined;
  }
  return entries;
}

function examplesOf(examples: string): string[] {
  return paragraphs(examples.replaceAll(/^ {2}/gm, ""));
}

function verbatim(text: string): string[] {
  return [".nf", ...text.split("\n").map(inline), ".fi"];
}

function tagged([name, meaning]: Entry): string[] {
  return [".TP", `\\fB${inline(name.trim())}\\fR`, inline(meaning)];
}

/** A line of text in which nothing is an instruction to roff. */
function inline(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^[.']/, "\\&$&");
}
