import { commandOf, type CommandTarget, isCommand } from "./command_target.ts";
import { kebabCase } from "./kebab_case.ts";

/** Options as earlier versions called them, and as they are called now. */
const OPTIONS: Readonly<Record<string, string>> = {
  "--extra-folders": "--folder",
  "--folders": "--folder",
  "--rescan": "--force",
  "--workers": "--jobs",
  "--concurrency": "--jobs",
  "--manufacturer": "--vendor",
  "--filter": "--name",
};

/** Values of `--format` as earlier versions called them. */
const FORMATS: Readonly<Record<string, string>> = { aufx: "au" };

/** Arguments in today's names, and what to tell about each old one, once. */
export interface TodaysArguments {
  readonly args: readonly string[];
  readonly warnings: readonly string[];
}

/** Replaces the names that earlier versions had, where a command has the option that they mean. */
export function withTodaysNames(root: CommandTarget, args: readonly string[]): TodaysArguments {
  const warnings = new Set<string>();
  let target = root;
  let hasEnded = false;
  let isFormat = false;
  const renamed = args.map((arg) => {
    hasEnded ||= arg === "--";
    if (hasEnded) return arg;
    const options = optionNames(target);
    const isValue = isFormat;
    isFormat = arg === "--format" && options.includes(arg);
    if (isValue) return renameFormats(arg, warnings);
    if (!arg.startsWith("-")) {
      target = childOf(target, arg);
      return arg;
    }
    const option = renameOption(arg, options, warnings);
    const value = option.startsWith("--format=") ? renameFormats(option.slice(9), warnings) : undefined;
    return value === undefined ? option : `--format=${value}`;
  });
  return { args: renamed, warnings: [...warnings] };
}

function renameOption(arg: string, options: readonly string[], warnings: Set<string>): string {
  const old = nameOf(arg);
  const today = Object.hasOwn(OPTIONS, old) ? OPTIONS[old]! : undefined;
  if (today === undefined || options.includes(old) || !options.includes(today)) return arg;
  warnings.add(`Option "${old}" is called "${today}" now`);
  return today + arg.slice(old.length);
}

function renameFormats(list: string, warnings: Set<string>): string {
  return list.split(",").map((format) => {
    const today = Object.hasOwn(FORMATS, format) ? FORMATS[format]! : undefined;
    if (today !== undefined) warnings.add(`Format "${format}" is called "${today}" now`);
    return today ?? format;
  }).join(",");
}

function nameOf(arg: string): string {
  return arg.split("=", 1)[0]!;
}

function childOf(target: CommandTarget, name: string): CommandTarget {
  return isCommand(target) ? target : target.getRoutingTargetForInput(name) ?? target;
}

function optionNames(target: CommandTarget): readonly string[] {
  return Object.keys(commandOf(target)?.parameters.flags ?? {}).map((name) => `--${kebabCase(name)}`);
}
