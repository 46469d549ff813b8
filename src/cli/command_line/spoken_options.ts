import { camelCase } from "../../config/setting_name.ts";
import {
  FORMAT_OPTIONS,
  formatOfFile,
  type MachineFormat,
  machineFormat,
  type OutputFlags,
  type StreamFlags,
} from "../output/output_options.ts";
import type { Console } from "../terminal/console.ts";
import {
  type CalledLine,
  type CommandTarget,
  type Flag,
  type Flags,
  flagsOf,
  type PlacedPart,
} from "./command_target.ts";
import { usageError } from "../../model/usage_error.ts";
import type { PluginaryError } from "../../model/pluginary_error.ts";
import { kebabCase } from "./kebab_case.ts";
import { hasOption, type LinePart, type TypedLine } from "./typed_line.ts";

/** How an answer is printed. */
type OutputForm = MachineFormat | "table";

/**
 * The forms that an option changes, for options that do not change all of
 * them. Options that ask for what a form has anyway are no mistake there, like
 * `--no-pager` or `config list --origin` with `--json`.
 */
const FORMS: Readonly<Record<string, readonly OutputForm[]>> = {
  full: ["json", "ndjson", "yaml"],
  presets: ["table", "json", "yaml"],
  wide: ["table"],
};

/** Whether an option has an effect in a form of output. */
export function appliesTo(option: string, form: OutputForm): boolean {
  return !Object.hasOwn(FORMS, option) || FORMS[option]!.includes(form);
}

/** The formats that an option needs, where a table is not one of its forms. */
function neededFormats(option: string): readonly OutputForm[] {
  const forms = Object.hasOwn(FORMS, option) ? FORMS[option]! : [];
  return forms.includes("table") ? [] : forms;
}

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

/** Whether a part is an option whose value is the next argument. */
export function awaitsValue({ text, target }: PlacedPart): boolean {
  return Object.entries(flagsOf(target))
    .some(([name, { kind }]) => text === `--${kebabCase(name)}` && kind !== "boolean");
}

/** The arguments of a command, without its options and their values. */
export function argumentWords({ parts, rest }: CalledLine): string[] {
  const words = parts.filter(({ option }, index) =>
    option === undefined && (index === 0 || !awaitsValue(parts[index - 1]!))
  );
  return [...words.map(({ text }) => text), ...rest.slice(1)];
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
 * Refuses two formats, and options without an effect in the format.
 *
 * @throws {PluginaryError} `usage`.
 */
export function checkOutput(line: CommandLine): void {
  const output = spokenOutput(line);
  const form = machineFormat(output) ?? "table";
  const given = [...spokenOptions(line)].filter(([, isGiven]) => isGiven).map(([option]) => option);
  const idle = given.find((option) => !appliesTo(option, form));
  if (idle !== undefined) throw idleOption(idle, form, output, flagsOf(line.target));
  if (given.includes("ci") && given.includes("quiet")) {
    throw usageError('Options "--ci" and "--quiet" cannot be combined', "Annotations are messages");
  }
  if (given.includes("quiet") && given.includes("verbose")) {
    throw usageError('Options "--quiet" and "--verbose" cannot be combined');
  }
  const progress = spokenValue(line.parts, "progress");
  if (given.includes("quiet") && (progress === "live" || progress === "plain")) {
    throw usageError(`Options "--quiet" and "--progress ${progress}" cannot be combined`);
  }
}

function idleOption(option: string, form: OutputForm, output: OutputFlags, flags: Flags): PluginaryError {
  const name = `--${kebabCase(option)}`;
  const needed = neededFormats(option).filter((one) => one in flags).map((one) => `"--${one}"`);
  if (needed.length > 0) {
    return usageError(`Option "${name}" requires ${needed.slice(0, -1).join(", ")} or ${needed.at(-1)}`);
  }
  const other = formatOfFile(output) === form ? `--output ${output.output}` : `--${form}`;
  return usageError(`Options "${name}" and "${other}" cannot be combined`);
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
