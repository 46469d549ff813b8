import { type CalledLine, flagsOf } from "./command_target.ts";
import { kebabCase } from "./kebab_case.ts";
import { type LinePart, readPart } from "./typed_line.ts";

/** Options as earlier versions called them, and their names of today. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ["--extra-folders", "--folder"],
  ["--folders", "--folder"],
  ["--rescan", "--force"],
  ["--workers", "--jobs"],
  ["--concurrency", "--jobs"],
  ["--manufacturer", "--vendor"],
  ["--filter", "--name"],
  ["--param", "--parameter"],
  ["--params", "--parameters"],
]);

/** Values of `--format` as earlier versions called them. */
const FORMATS: ReadonlyMap<string, string> = new Map([["aufx", "au"]]);

/** A line in today's names, and one warning for each old name. */
export interface TodaysLine {
  readonly called: CalledLine;
  readonly warnings: readonly string[];
}

/** Replaces names of earlier versions, where the command has the option that they mean. */
export function withTodaysNames(called: CalledLine): TodaysLine {
  const warnings = new Set<string>();
  const parts = called.parts.map((part, index) => {
    const { text, target } = part;
    const options = Object.keys(flagsOf(target)).map((name) => `--${kebabCase(name)}`);
    const isFormat = called.parts[index - 1]?.text === "--format" && options.includes("--format");
    const today = isFormat ? renameFormats(text, warnings) : renamePart(part, options, warnings);
    return { ...readPart(today), target };
  });
  return { called: { ...called, parts }, warnings: [...warnings] };
}

function renamePart({ text, option }: LinePart, options: readonly string[], warnings: Set<string>): string {
  if (option === undefined) return text;
  const { name, value } = option;
  const today = OPTIONS.get(name);
  if (today !== undefined && !options.includes(name) && options.includes(today)) {
    warnings.add(`Option "${name}" is called "${today}" now`);
    return today + text.slice(name.length);
  }
  return name === "--format" && value !== undefined ? `${name}=${renameFormats(value, warnings)}` : text;
}

function renameFormats(list: string, warnings: Set<string>): string {
  return list.split(",").map((format) => {
    const today = FORMATS.get(format);
    if (today !== undefined) warnings.add(`Format "${format}" is called "${today}" now`);
    return today ?? format;
  }).join(",");
}
