import { usageError } from "../../model/usage_error.ts";

/** How an answer is written for programs. */
export type MachineFormat = "json" | "ndjson" | "yaml" | "csv";

/** Formats by the endings of files. */
const FORMATS_BY_ENDING: ReadonlyMap<string, MachineFormat | "table"> = new Map([
  ["json", "json"],
  ["ndjson", "ndjson"],
  ["yaml", "yaml"],
  ["yml", "yaml"],
  ["csv", "csv"],
  ["txt", "table"],
]);

/** Names of standard output. It is not opened by them, which needs rights that the program does not have. */
const STANDARD_OUTPUT = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

/** Rows of a table without `--limit`. */
const TABLE_LIMIT = 50;

/** Values of `--color`. */
const COLOR_CHOICES = ["auto", "always", "never"] as const;

/** Values of `--progress`. */
const PROGRESS_CHOICES = ["auto", "live", "plain", "none"] as const;

/** How the progress of a command is shown, as `--progress` says. */
export type ProgressChoice = (typeof PROGRESS_CHOICES)[number];

/** The options of commands that can take long. */
export interface LongFlags {
  readonly progress?: ProgressChoice;
  readonly verbose?: boolean;
}

/** Options of every command that prints an answer: its format and its destination. */
export interface OutputFlags {
  readonly json?: boolean;
  readonly yaml?: boolean;
  readonly csv?: boolean;
  readonly output?: string;
  readonly noPager?: boolean;
  /** Read by the program, which gives the command a console without messages. */
  readonly quiet?: boolean;
  /** Applied before a command runs: `coloredConsole()` puts it into the environment of its console. */
  readonly color?: (typeof COLOR_CHOICES)[number];
}

/** Options of commands that answer with a table. */
export interface TableFlags<Name extends string = string> extends OutputFlags {
  readonly columns?: readonly Name[];
  readonly wide?: boolean;
}

/** The option of commands that can answer while they work. */
export interface StreamFlags {
  readonly ndjson?: boolean;
}

/** The option of every command that prints messages. */
export const QUIET_OPTION = {
  quiet: {
    kind: "boolean",
    brief: "Print only the answer and errors",
    optional: true,
    withNegated: false,
  },
} as const;

/** Definitions of {@linkcode OutputFlags}, to be spread after a command's own options. */
export const OUTPUT_OPTIONS = {
  json: { kind: "boolean", brief: "Print one JSON document", optional: true, withNegated: false },
  yaml: { kind: "boolean", brief: "Print one YAML document", optional: true, withNegated: false },
  csv: { kind: "boolean", brief: "Print comma-separated values", optional: true, withNegated: false },
  output: {
    kind: "parsed",
    parse: parseFile,
    placeholder: "FILE",
    brief: "Write to FILE, complete or not at all",
    optional: true,
  },
  noPager: {
    kind: "boolean",
    brief: "Do not use a pager for long output",
    optional: true,
    withNegated: false,
  },
  color: {
    kind: "enum",
    values: COLOR_CHOICES,
    placeholder: "WHEN",
    brief: "Use colors (default auto)",
    optional: true,
  },
  ...QUIET_OPTION,
} as const;

/** Definitions of {@linkcode LongFlags}. */
export const LONG_OPTIONS = {
  progress: {
    kind: "enum",
    values: PROGRESS_CHOICES,
    placeholder: "HOW",
    brief: "Show progress (default auto: live on a terminal)",
    optional: true,
  },
  verbose: {
    kind: "boolean",
    brief: "Also print a line for each step as it is done",
    optional: true,
    withNegated: false,
  },
} as const;

/** The definition of {@linkcode StreamFlags}. */
export const STREAM_OPTIONS = {
  ndjson: {
    kind: "boolean",
    brief: "Print each event as a line of JSON as it happens",
    optional: true,
    withNegated: false,
  },
} as const;

const WIDE_OPTION = {
  kind: "boolean",
  brief: "Show all columns in full width",
  optional: true,
  withNegated: false,
} as const;

/** Definitions of {@linkcode TableFlags}. */
export type TableOptions<Name extends string> = typeof OUTPUT_OPTIONS & {
  readonly wide: typeof WIDE_OPTION;
  readonly columns: {
    readonly kind: "enum";
    readonly values: readonly Name[];
    readonly variadic: ",";
    readonly placeholder: string;
    readonly brief: string;
    readonly optional: true;
  };
};

/** Definitions of {@linkcode TableFlags}, for a table of these columns. */
export function tableOptions<Name extends string>(columns: readonly Name[]): TableOptions<Name> {
  return {
    columns: {
      kind: "enum",
      values: columns,
      variadic: ",",
      placeholder: "LIST",
      brief: "Show these columns, in this order",
      optional: true,
    },
    wide: WIDE_OPTION,
    ...OUTPUT_OPTIONS,
  };
}

/** The names of all these options, which help lists below the command's own. */
export const OUTPUT_OPTION_NAMES: readonly string[] = [
  ...Object.keys(STREAM_OPTIONS),
  ...Object.keys(tableOptions([])),
];

/** Options that choose a format. */
export const FORMAT_OPTIONS: readonly MachineFormat[] = ["json", "ndjson", "yaml", "csv"];

/**
 * The format for programs that an option or the ending of the file requests;
 * `undefined` when the answer is for people.
 *
 * @throws {PluginaryError} `usage` when two formats are requested.
 */
export function machineFormat(flags: OutputFlags & StreamFlags): MachineFormat | undefined {
  const [format, other] = FORMAT_OPTIONS.filter((name) => flags[name]);
  if (other !== undefined) throw usageError(`Options "--${format}" and "--${other}" cannot be combined`);
  const ofFile = formatOfFile(flags);
  if (format === undefined) return ofFile === "table" ? undefined : ofFile;
  if (ofFile === undefined || ofFile === format) return format;
  throw usageError(
    `Options "--${format}" and "--output ${flags.output}" cannot be combined`,
    `Omit "--${format}", or name a file that ends in ".${format}"`,
  );
}

/** The format that the ending of the file stands for; `undefined` for other endings. */
export function formatOfFile({ output = "" }: OutputFlags): MachineFormat | "table" | undefined {
  const ending = /\.([a-z]+)$/i.exec(output)?.[1] ?? "";
  return FORMATS_BY_ENDING.get(ending.toLowerCase());
}

/** The file that replaces standard output, if there is one. */
export function outputFile({ output }: OutputFlags): string | undefined {
  return output === undefined || STANDARD_OUTPUT.includes(output) ? undefined : output;
}

/** The most rows of a list; `undefined` for all, which programs and files get unless `--limit` is given. */
export function rowLimit(
  flags: OutputFlags & StreamFlags & { readonly limit?: number },
): number | undefined {
  const isForScreen = machineFormat(flags) === undefined && outputFile(flags) === undefined;
  return flags.limit ?? (isForScreen ? TABLE_LIMIT : undefined);
}

function parseFile(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
