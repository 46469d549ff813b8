import { type CalledLine, type Flag, flagsOf, type PlacedPart } from "./command_target.ts";
import { kebabCase } from "./kebab_case.ts";
import { type LinePart, readPart } from "./typed_line.ts";

/** Short names of options, each with one meaning in all commands that have the option. */
const SHORT_OPTIONS: Readonly<Record<string, string>> = {
  "-f": "format",
  "-j": "jobs",
  "-n": "limit",
  "-o": "output",
  "-q": "quiet",
  "-v": "verbose",
};

/** The short name of an option, like `-n`. */
export function shortNameOf(option: string): string | undefined {
  return Object.keys(SHORT_OPTIONS).find((short) => SHORT_OPTIONS[short] === option);
}

/** The option that a short name like `-n` stands for, in the commands that have it. */
export function longNameOf(short: string): string | undefined {
  return Object.hasOwn(SHORT_OPTIONS, short) ? SHORT_OPTIONS[short] : undefined;
}

/** The hint for a value written onto a short option, which only a number may be: `-fvst3`. */
export function shortOptionHint(text: string, target: PlacedPart["target"]): string | undefined {
  const flag = flagOf(text.slice(0, 2), target);
  if (flag === undefined || flag.kind === "boolean") return undefined;
  return `Write "${text.slice(0, 2)} ${text.slice(2)}" if "${text.slice(2)}" is its value`;
}

/** The line with short options written out: `-n 5`, `-n5` and `-n=5` become `--limit` with its value. */
export function withLongNames(called: CalledLine): CalledLine {
  const parts = called.parts.map((part) => ({ ...longPart(part), target: part.target }));
  return { ...called, parts };
}

function longPart({ text, target }: PlacedPart): LinePart {
  const short = text.slice(0, 2);
  const flag = flagOf(short, target);
  if (flag === undefined) return readPart(text);
  const long = `--${kebabCase(SHORT_OPTIONS[short]!)}`;
  const rest = text.slice(2);
  if (rest === "" || rest.startsWith("=")) return readPart(long + rest);
  // Other texts may be words to search for that begin with a dash.
  return readPart(/^\d+$/.test(rest) && flag.kind !== "boolean" ? `${long}=${rest}` : text);
}

function flagOf(short: string, target: PlacedPart["target"]): Flag | undefined {
  const option = longNameOf(short);
  return option === undefined ? undefined : flagsOf(target)[option];
}
