import { usageError } from "../../model/usage_error.ts";

/** How an answer is written for programs. */
export type MachineFormat = "json" | "ndjson" | "yaml" | "csv";

/** Options of every command that prints an answer: its format and its destination. */
export interface OutputFlags {
  readonly json?: boolean;
  readonly yaml?: boolean;
  readonly csv?: boolean;
  readonly output?: string;
  readonly noPager?: boolean;
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

/**
 * The requested format for programs; `undefined` when the answer is for people.
 *
 * @throws {PluginaryError} `usage` when two formats are requested.
 */
export function machineFormat(flags: OutputFlags & StreamFlags): MachineFormat | undefined {
  const [format, other] = (["json", "ndjson", "yaml", "csv"] as const).filter((name) => flags[name]);
  if (other !== undefined) throw usageError(`Options "--${format}" and "--${other}" exclude each other`);
  return format;
}

function parseFile(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
