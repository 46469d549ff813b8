import {
  type CalledLine,
  commandOf,
  type CommandTarget,
  findCalled,
  type Flag,
  flagOf,
  flagsOf,
} from "../command_line/command_target.ts";
import { kebabCase } from "../command_line/kebab_case.ts";
import { argumentWords, awaitsValue, negatedNames } from "../command_line/spoken_options.ts";
import { readLine, readPart } from "../command_line/typed_line.ts";
import { commandNames } from "./command_names.ts";
import { completeValue } from "./complete_value.ts";
import {
  behind,
  type Completion,
  continuing,
  firstAndLast,
  listed,
  plain,
  type Proposal,
} from "./proposal.ts";
import type { TypedWords } from "./typed_words.ts";
import { ARGUMENT_KINDS, OPTION_KINDS } from "./value_kinds.ts";
import type { ValueSources } from "./value_request.ts";

/** Most proposals for a word: more would only fill the screen. */
const MOST_PROPOSALS = 200;

const HELP_OPTION: Proposal = { value: "--help", about: "Show help for the program or a command" };
const VERSION_OPTION: Proposal = { value: "--version", about: "Print the version and build details" };

/**
 * Finds how the word at the cursor can go on: from the command tree, and from
 * the catalog where only that knows the values.
 */
export async function completeWords(typed: TypedWords, sources: ValueSources): Promise<Completion> {
  const completion = await completionFor(typed, sources);
  const rest = typed.current.slice(completion.prefix.length);
  const proposals = firstAndLast(continuing(rest, completion.proposals), MOST_PROPOSALS);
  return { ...completion, proposals };
}

async function completionFor({ words, current }: TypedWords, sources: ValueSources): Promise<Completion> {
  const root = await sources.commandTree(words, words.length === 0 ? current : "");
  const called = await inTodaysNames(findCalled(root, readLine(words)));
  const previous = called.parts.at(-1);
  const target = previous?.target ?? called.target;
  if (called.rest.length > 0) return await completeArgument(called, target, current, sources);
  if (previous !== undefined && awaitsValue(previous)) {
    return withoutDashes(await completeOption(previous.text, flagOf(previous)!, current, called, sources));
  }
  if (!current.startsWith("-")) return await completeWord(called, target, current, sources);
  const { option } = readPart(current);
  if (option?.value === undefined) return optionNames(called, target, target === root, current);
  const flag = flagOf({ text: current, option, target });
  if (flag === undefined) return plain([]);
  return behind(`${option.name}=`, await completeOption(option.name, flag, option.value, called, sources));
}

/** The line with short options written out and options of earlier versions renamed. */
async function inTodaysNames(called: CalledLine): Promise<CalledLine> {
  if (!called.parts.some(({ option }) => option !== undefined)) return called;
  const { withLongNames } = await import("../command_line/short_options.ts");
  const long = withLongNames(called);
  if (!long.parts.some((part) => part.option !== undefined && flagOf(part) === undefined)) return long;
  const { withTodaysNames } = await import("../command_line/legacy_names.ts");
  return withTodaysNames(long).called;
}

/** Options that can still be given. Those that take configured ones back are proposed where nothing else matches. */
function optionNames(
  { parts }: CalledLine,
  target: CommandTarget,
  isRoot: boolean,
  current: string,
): Completion {
  const flags = flagsOf(target);
  const given = new Set(parts.map(({ option }) => option?.name));
  const options = Object.entries(flags)
    .filter(([, flag]) => flag.hidden !== true)
    .map(([name, flag]) => ({ value: `--${kebabCase(name)}`, about: flag.brief, flag }))
    .filter(({ value, flag }) => !given.has(value) || isRepeatable(flag))
    .map(({ value, about }) => ({ value, about }));
  const proposals = [...options, HELP_OPTION, ...(isRoot ? [VERSION_OPTION] : [])];
  if (proposals.some(({ value }) => value.startsWith(current))) return plain(proposals);
  return plain(
    [...negatedNames(flags)]
      .map(([value, option]) => ({ value, about: `Ignore the configured --${kebabCase(option)}` })),
  );
}

function isRepeatable(flag: Flag): boolean {
  return flag.kind !== "boolean" && flag.kind !== "counter" && flag.variadic === true;
}

async function completeOption(
  option: string,
  flag: Flag,
  typed: string,
  called: CalledLine,
  sources: ValueSources,
): Promise<Completion> {
  if (flag.kind === "boolean") return plain([{ value: "true" }, { value: "false" }]);
  if (flag.kind === "counter") return plain([]);
  if (flag.kind === "enum") {
    const proposals = flag.values.map((value: string) => ({ value }));
    return flag.variadic === "," ? listed(typed, proposals) : plain(proposals);
  }
  const name = Object.keys(OPTION_KINDS).find((name) => `--${kebabCase(name)}` === option);
  if (name === undefined) return plain([]);
  return await completeValue(OPTION_KINDS[name]!, { typed, words: argumentWords(called), sources });
}

/** A command below a group, or the argument of a command. */
async function completeWord(
  called: CalledLine,
  target: CommandTarget,
  current: string,
  sources: ValueSources,
): Promise<Completion> {
  const commands = called.parts.length === 0 ? commandNames(target, current) : [];
  const completion = withoutDashes(await completeArgument(called, target, current, sources));
  return { ...completion, proposals: [...commands, ...completion.proposals] };
}

async function completeArgument(
  called: CalledLine,
  target: CommandTarget,
  current: string,
  sources: ValueSources,
): Promise<Completion> {
  const words = argumentWords(called);
  const kinds = ARGUMENT_KINDS[called.command.map(kebabCase).join(" ")] ?? [];
  const isEndless = commandOf(target)?.parameters.positional?.kind === "array";
  const kind = kinds[words.length] ?? (isEndless ? kinds.at(-1) : undefined);
  if (kind === undefined) return plain([]);
  return await completeValue(kind, { typed: current, words, sources });
}

/** Without values that would be taken for options. */
function withoutDashes(completion: Completion): Completion {
  if (completion.prefix !== "") return completion;
  const proposals = completion.proposals.filter(({ value }) => !value.startsWith("-"));
  return { ...completion, proposals };
}
