import { camelCase } from "../../config/setting_name.ts";
import {
  FORMAT_OPTIONS,
  formatOfFile,
  machineFormat,
  type OutputFlags,
  type StreamFlags,
} from "../output/output_options.ts";
import type { Console } from "../terminal/console.ts";
import { type CommandTarget, type Flag, type Flags, flagsOf } from "./command_target.ts";
import { kebabCase } from "./kebab_case.ts";
import { type CalledLine, hasOption, type LinePart, type TypedLine } from "./typed_line.ts";

/** A command's parts of a line. */
interface CommandLine {
  readonly target: CommandTarget;
  readonly parts: readonly LinePart[];
}

/** Options that a line mentions: `true` where it gives them, `false` where it takes them back. */
export function spokenOptions({ target, parts }: CommandLine): Map<string, boolean> {
  const negated = negatedNames(flagsOf(target));
  const spoken = new Map<string, boolean>();
  for (const { option } of parts) {
    if (option === undefined) continue;
    const taken = negated.get(option.name);
    if (taken !== undefined) spoken.set(taken, false);
    spoken.set(camelCase(option.name.replace(/^--/, "")), option.value !== "false");
  }
  return spoken;
}

/** The value that a line gives an option; `undefined` if it does not mention it. */
export function spokenValue(parts: readonly LinePart[], name: string): string | undefined {
  const index = parts.findIndex(({ option }) => option?.name === `--${kebabCase(name)}`);
  return index < 0 ? undefined : parts[index]!.option!.value ?? parts[index + 1]?.text;
}

/**
 * The console with the colors that a line asks for: `--color` replaces its
 * environment variable, and `--no-color` stands for `--color never`.
 */
export function coloredConsole(console: Console, line: TypedLine): Console {
  const choice = spokenValue(line.parts, "color") ?? (hasOption(line, "--no-color") ? "never" : undefined);
  if (choice === undefined) return console;
  const { environment } = console;
  return { ...console, environment: (name) => name === "PLUGINARY_COLOR" ? choice : environment(name) };
}

/** The options of a line that choose the format and the file. */
function spokenOutput(line: CommandLine): OutputFlags & StreamFlags {
  const spoken = spokenOptions(line);
  const formats = FORMAT_OPTIONS.filter((name) => spoken.get(name) === true);
  const output = spokenValue(line.parts, "output");
  return {
    ...Object.fromEntries(formats.map((name) => [name, true])),
    ...(output === undefined ? {} : { output }),
  };
}

/**
 * Refuses two formats.
 *
 * @throws {PluginaryError} `usage`.
 */
export function checkFormat(line: CommandLine): void {
  machineFormat(spokenOutput(line));
}

/** The format options that a line decides about, also by the ending of its file: `true` for the chosen one. */
export function spokenFormats(line: CommandLine): Map<string, boolean> {
  const format = formatOfFile(spokenOutput(line));
  return new Map(format === undefined ? [] : FORMAT_OPTIONS.map((name) => [name, name === format]));
}

/** The parts of a line without those that only take back configuration, which the parser does not know. */
export function withoutNegations({ target, parts }: CalledLine): LinePart[] {
  const flags = flagsOf(target);
  const negated = negatedNames(flags);
  return parts.filter(({ option }) => {
    const taken = option && negated.get(option.name);
    return taken === undefined || negatesItself(flags[taken]!);
  });
}

/** Options that `--no-…` can take back: `--no-json` for `--json`, `--catalog` for `--no-catalog`. */
export function negatedNames(flags: Flags): Map<string, string> {
  const names = new Map<string, string>();
  for (const option of Object.keys(flags)) {
    const name = kebabCase(option);
    const negated = name.startsWith("no-") ? name.slice(3) : `no-${name}`;
    if (!(camelCase(negated) in flags)) names.set(`--${negated}`, option);
  }
  return names;
}

/** Whether the parser knows a `--no-…` of the option: it is on without being given. */
export function negatesItself(flag: Flag): boolean {
  return flag.kind === "boolean" && flag.withNegated !== false;
}
