import {
  FORMAT_OPTIONS,
  formatOfFile,
  type OutputFlags,
  type StreamFlags,
} from "../output/output_options.ts";
import { spokenOptions, spokenValue } from "./spoken_options.ts";
import type { CommandTarget } from "./command_target.ts";
import type { LinePart } from "./typed_line.ts";

/** A command's parts of a line. */
interface CommandLine {
  readonly target: CommandTarget;
  readonly parts: readonly LinePart[];
}

/** The options of a line that choose the format and the file. */
export function spokenOutput(line: CommandLine): OutputFlags & StreamFlags {
  const spoken = spokenOptions(line);
  const formats = FORMAT_OPTIONS.filter((name) => spoken.get(name) === true);
  const output = spokenValue(line.parts, "output");
  return {
    ...Object.fromEntries(formats.map((name) => [name, true])),
    ...(output === undefined ? {} : { output }),
  };
}

/** The format options that a line decides about, also by the ending of its file: `true` for the chosen one. */
export function spokenFormats(line: CommandLine): Map<string, boolean> {
  const format = formatOfFile(spokenOutput(line));
  return new Map(format === undefined ? [] : FORMAT_OPTIONS.map((name) => [name, name === format]));
}
