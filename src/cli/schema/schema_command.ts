import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags } from "../output/output_options.ts";

/** Shown by `pluginary schema --help`. */
export const SCHEMA_EXAMPLES: readonly Example[] = [
  { command: "pluginary schema", does: "list the names of all schemas" },
  { command: "pluginary schema list", does: 'the output of "list --json"' },
  { command: "pluginary schema scan-event", does: 'a line of "scan --ndjson"' },
];

const DESCRIPTION = `Print the JSON Schema of a document that commands print with --json or --yaml.

The field "schema" of a document names its schema. Fields may be added at any
time; "schemaVersion" increases when a field is removed or changes its meaning.

The lines of --ndjson have separate schemas, like "scan-event", one per command.
The first line has the fields of the document outside its lists. A command that
fails ends with a line of the schema "error-event".`;

/** `pluginary schema`. */
export const schemaCommand = buildCommand<OutputFlags, [name?: string], ProgramContext>({
  loader: async () => (await import("./run_schema.ts")).runSchema,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [{
        brief: "Schema to print (default: list all names)",
        placeholder: "NAME",
        parse: String,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Print the JSON Schemas of the output",
    fullDescription: describeWithExamples(DESCRIPTION, SCHEMA_EXAMPLES),
  },
});
