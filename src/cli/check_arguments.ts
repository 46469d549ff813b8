import type { Application } from "@stricli/core";
import type { ProgramContext } from "./command_context.ts";
import { usageError } from "./usage_error.ts";

/** A command, or a name that has commands below it. */
export type CommandTarget = Application<ProgramContext>["root"];

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
  if (!("getAllEntries" in target)) return target;
  const next = target.getRoutingTargetForInput(name);
  if (next !== undefined) return next;
  const names = target.getAllEntries().filter(({ hidden }) => !hidden).map((entry) => entry.name.original);
  throw usageError(`Unknown command "${name}"`, name, names);
}

function checkOption(arg: string, target: CommandTarget, isRoot: boolean): void {
  const equals = arg.indexOf("=");
  const name = equals < 0 ? arg : arg.slice(0, equals);
  const names = optionNames(target, isRoot);
  if (!names.includes(name)) throw usageError(`Unknown option "${name}"`, name, names);
  if (equals === arg.length - 1) throw usageError(`Option "${name}" needs a value`);
}

function optionNames(target: CommandTarget, isRoot: boolean): string[] {
  const names = isRoot ? ["--help", "-h", "--version", "-V"] : ["--help", "-h"];
  if ("getAllEntries" in target) return names;
  return [...Object.keys(target.parameters.flags ?? {}).map((name) => `--${kebabCase(name)}`), ...names];
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
