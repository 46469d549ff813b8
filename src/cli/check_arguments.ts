import { commandOf, type CommandTarget, isCommand } from "./command_target.ts";
import { negatedNames } from "./config/called_command.ts";
import { kebabCase } from "./kebab_case.ts";
import { didYouMean, usageError } from "./usage_error.ts";

/**
 * Finds commands and options that do not exist, before the parser sees them.
 *
 * The parser takes what it does not recognise as an option, like `--x`,
 * `--jobs=` or `-j4`, for an argument, and a scan would look for a plugin of
 * that name. Values that start with a dash are written `--option=-value`.
 *
 * @throws {PluginaryError} `usage`, with the nearest name that exists.
 */
export function checkArguments(root: CommandTarget, args: readonly string[]): void {
  let target = root;
  for (const arg of args) {
    if (arg === "--") return;
    if (arg.startsWith("-") && arg !== "-") checkOption(arg, target, target === root);
    else target = nextTarget(target, arg);
  }
}

function nextTarget(target: CommandTarget, name: string): CommandTarget {
  if (isCommand(target)) return target;
  const next = target.getRoutingTargetForInput(name) ?? target.getDefaultCommand();
  if (next !== undefined) return next;
  const names = target.getAllEntries().filter(({ hidden }) => !hidden).map((entry) =>
    kebabCase(entry.name.original)
  );
  const hint = didYouMean(name, names) ?? 'Run "pluginary --help" to see the commands';
  throw usageError(`Unknown command "${name}"`, hint);
}

function checkOption(arg: string, target: CommandTarget, isRoot: boolean): void {
  const equals = arg.indexOf("=");
  const name = equals < 0 ? arg : arg.slice(0, equals);
  const names = optionNames(target, isRoot);
  if (!names.includes(name)) throw usageError(`Unknown option "${name}"`, hintFor(name, names, target));
  if (equals === arg.length - 1) throw usageError(`Option "${name}" needs a value`);
}

/** A word of a search can begin with a dash, and looks like an option then. */
function hintFor(name: string, names: readonly string[], target: CommandTarget): string | undefined {
  const closest = didYouMean(name, names);
  const isWord = /^-[^-]/.test(name) && commandOf(target)?.parameters.positional?.kind === "array";
  return closest ?? (isWord ? `Write "--" before "${name}" if it is no option` : undefined);
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
