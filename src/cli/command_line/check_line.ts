import type { PluginaryError } from "../../model/pluginary_error.ts";
import {
  type CalledLine,
  commandBelow,
  type CommandGroup,
  commandOf,
  type CommandTarget,
  flagsOf,
  isCommand,
  type PlacedPart,
} from "./command_target.ts";
import { kebabCase } from "./kebab_case.ts";
import { awaitsValue, negatedNames } from "./spoken_options.ts";
import type { TypedOption } from "./typed_line.ts";

/** Names of the option that asks for the version. */
const VERSION_OPTIONS: readonly string[] = ["--version", "-V", "-v"];

/**
 * Rejects commands and options that do not exist, before the parser sees them.
 *
 * The parser takes anything that it does not recognize as an option, like
 * `--x`, `--jobs=` or `-j4`, for an argument, and a scan would look for a
 * plugin of that name. Values that start with a dash are written
 * `--option=-value`.
 *
 * @param wholeTree All commands, for the hint that another one has the option.
 * @throws {PluginaryError} `usage`, with the nearest name that exists.
 */
export async function checkLine(
  root: CommandTarget,
  { parts }: CalledLine,
  wholeTree: () => Promise<CommandTarget>,
): Promise<void> {
  for (const [index, part] of parts.entries()) {
    const { text, option, target } = part;
    if (option !== undefined) await checkOption({ ...part, option }, { root, parts, index, wholeTree });
    else if (!isCommand(target) && commandBelow(target, text) === undefined) {
      throw await unknownCommand(text, target, target === root);
    }
  }
}

async function unknownCommand(name: string, group: CommandGroup, isRoot: boolean): Promise<PluginaryError> {
  return await unknownName(
    `Unknown command "${name}"`,
    name,
    namesBelow(group),
    (isRoot ? await commandsBelow(group, name) : undefined) ?? 'Run "pluginary --help" to see the commands',
  );
}

function namesBelow(group: CommandTarget): string[] {
  if (isCommand(group)) return [];
  return group.getAllEntries().filter(({ hidden }) => !hidden).map(({ name }) => kebabCase(name.original));
}

/** The hint for the name of a command that is in groups: `scan history` for `history`. */
async function commandsBelow(root: CommandGroup, name: string): Promise<string | undefined> {
  const { closestWord } = await import("../../model/search/closest_word.ts");
  const groups = root.getAllEntries().filter(({ hidden }) => !hidden)
    .map(({ name, target }) => ({ group: kebabCase(name.original), names: namesBelow(target) }));
  const closest = closestWord(name, groups.flatMap(({ names }) => names));
  if (closest === undefined) return undefined;
  const commands = groups.filter(({ names }) => names.includes(closest))
    .map(({ group }) => `"${group} ${closest}"`);
  return `Did you mean ${commands.join(" or ")}?`;
}

async function checkOption(
  { text, option, target }: PlacedPart & { readonly option: TypedOption },
  { root, parts, index, wholeTree }: {
    readonly root: CommandTarget;
    readonly parts: readonly PlacedPart[];
    readonly index: number;
    readonly wholeTree: () => Promise<CommandTarget>;
  },
): Promise<void> {
  const { name, value } = option;
  const isRoot = target === root;
  const previous = parts[index - 1];
  const names = optionNames(target, isRoot);
  if (!names.includes(name)) {
    if (previous !== undefined && awaitsValue(previous)) throw await missingValue(previous.text, text);
    const message = `Unknown option "${name}"`;
    const { misplacedHint, otherCommandsHint } = await import("./option_elsewhere.ts");
    const misplaced = misplacedHint(text, target, parts.slice(index + 1));
    if (misplaced !== undefined) throw await unknownName(message, name, [], misplaced);
    const hint = otherCommandsHint(text, await wholeTree()) ?? await hintFor(text, target);
    throw await unknownName(message, name, names, hint);
  }
  const isVersion = isRoot && VERSION_OPTIONS.includes(name);
  if (value !== "" && !isVersion) return;
  const { usageError } = await import("../../model/usage_error.ts");
  if (!isVersion) throw usageError(`Option "${name}" needs a value`);
  // Alone it has been answered already; here it stands beside something else.
  throw usageError('Option "--version" can only be combined with "--json"');
}

async function missingValue(option: string, next: string): Promise<PluginaryError> {
  const { usageError } = await import("../../model/usage_error.ts");
  return usageError(
    `Option "${option}" needs a value`,
    `Write "${option}=${next}" if "${next}" is its value`,
  );
}

/** The modules that make errors are loaded only for one. */
async function unknownName(
  message: string,
  name: string,
  names: readonly string[],
  hint?: string,
): Promise<PluginaryError> {
  const { usageError } = await import("../../model/usage_error.ts");
  const { didYouMean } = await import("./did_you_mean.ts");
  // Every short option is near every other one.
  const nearest = /^-.$/.test(name) ? undefined : didYouMean(name, names);
  return usageError(message, nearest ?? hint);
}

/** A value may be written onto a short option, and a search term can begin with a dash. */
async function hintFor(text: string, target: CommandTarget): Promise<string | undefined> {
  if (!/^-[^-]/.test(text)) return undefined;
  const { shortOptionHint } = await import("./short_options.ts");
  const isWord = commandOf(target)?.parameters.positional?.kind === "array";
  const hints = [
    shortOptionHint(text, target),
    isWord ? `Write "--" before "${text}" if it is not an option` : undefined,
  ].filter((hint) => hint !== undefined);
  return hints.length === 0 ? undefined : hints.join("; ").replace(/; W/, "; w");
}

function optionNames(target: CommandTarget, isRoot: boolean): string[] {
  const names = isRoot ? ["--help", "-h", ...VERSION_OPTIONS] : ["--help", "-h"];
  const flags = flagsOf(target);
  return [
    ...Object.keys(flags).map((name) => `--${kebabCase(name)}`),
    ...names,
    ...negatedNames(flags).keys(),
  ];
}
