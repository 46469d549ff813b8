import type { PluginaryError } from "../../model/pluginary_error.ts";
import { type CommandGroup, commandOf, type CommandTarget, isCommand } from "./command_target.ts";
import { negatedNames } from "./called_command.ts";
import { kebabCase } from "./kebab_case.ts";

/**
 * Finds commands and options that do not exist, before the parser sees them.
 *
 * The parser takes what it does not recognise as an option, like `--x`,
 * `--jobs=` or `-j4`, for an argument, and a scan would look for a plugin of
 * that name. Values that start with a dash are written `--option=-value`.
 *
 * @throws {PluginaryError} `usage`, with the nearest name that exists.
 */
export async function checkArguments(root: CommandTarget, args: readonly string[]): Promise<void> {
  let target = root;
  for (const [index, arg] of args.entries()) {
    if (arg === "--") return;
    if (arg.startsWith("-") && arg !== "-") await checkOption(arg, args[index - 1], target, target === root);
    else if (!isCommand(target)) target = nextTarget(target, arg) ?? await noCommand(arg, target);
  }
}

/** What is no name of a command below is an argument of what the group does by default. */
function nextTarget(target: CommandGroup, name: string): CommandTarget | undefined {
  return target.getRoutingTargetForInput(name) ?? target.getDefaultCommand();
}

async function noCommand(name: string, target: CommandGroup): Promise<never> {
  const names = target.getAllEntries().filter(({ hidden }) => !hidden).map((entry) =>
    kebabCase(entry.name.original)
  );
  throw await wrongName(
    `Unknown command "${name}"`,
    name,
    names,
    'Run "pluginary --help" to see the commands',
  );
}

async function checkOption(
  arg: string,
  previous: string | undefined,
  target: CommandTarget,
  isRoot: boolean,
): Promise<void> {
  const equals = arg.indexOf("=");
  const name = equals < 0 ? arg : arg.slice(0, equals);
  const names = optionNames(target, isRoot);
  if (!names.includes(name)) {
    if (previous !== undefined && takesValue(previous, target)) throw await noValue(previous, arg);
    throw await wrongName(`Unknown option "${name}"`, name, names, hintFor(name, target));
  }
  const isVersion = isRoot && (name === "--version" || name === "-V");
  if (equals !== arg.length - 1 && !isVersion) return;
  const { usageError } = await import("../../model/usage_error.ts");
  if (!isVersion) throw usageError(`Option "${name}" needs a value`);
  // Alone it has been answered already; here it stands beside something else.
  throw usageError('Option "--version" goes with no other argument than "--json"');
}

/** Whether an argument is an option whose value is the next one. */
function takesValue(arg: string, target: CommandTarget): boolean {
  const flags = Object.entries(commandOf(target)?.parameters.flags ?? {});
  return flags.some(([name, { kind }]) => arg === `--${kebabCase(name)}` && kind !== "boolean");
}

async function noValue(option: string, arg: string): Promise<PluginaryError> {
  const { usageError } = await import("../../model/usage_error.ts");
  return usageError(`Option "${option}" needs a value`, `Write "${option}=${arg}" if "${arg}" is its value`);
}

/** What makes errors is loaded for errors. */
async function wrongName(
  message: string,
  name: string,
  names: readonly string[],
  hint?: string,
): Promise<PluginaryError> {
  const { usageError } = await import("../../model/usage_error.ts");
  const { didYouMean } = await import("./did_you_mean.ts");
  return usageError(message, didYouMean(name, names) ?? hint);
}

/** A word of a search can begin with a dash, and looks like an option then. */
function hintFor(name: string, target: CommandTarget): string | undefined {
  const isWord = /^-[^-]/.test(name) && commandOf(target)?.parameters.positional?.kind === "array";
  return isWord ? `Write "--" before "${name}" if it is no option` : undefined;
}

function optionNames(target: CommandTarget, isRoot: boolean): string[] {
  const names = isRoot ? ["--help", "-h", "--version", "-V"] : ["--help", "-h"];
  const flags = commandOf(target)?.parameters.flags;
  if (flags === undefined) return names;
  return [
    ...Object.keys(flags).map((name) => `--${kebabCase(name)}`),
    ...names,
    ...negatedNames(flags).keys(),
  ];
}
