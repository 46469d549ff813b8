import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags } from "../output/output_options.ts";

/** Shown by `pluginary schema --help`. */
export const SCHEMA_EXAMPLES: readonly Example[] = [
  { command: "pluginary schema", does: "the names of all documents" },
  { command: "pluginary schema list", does: 'what "list --json" prints' },
  { command: "pluginary schema scan-event", does: 'each line of "scan --ndjson"' },
];

const DESCRIPTION = `Print the JSON Schema of a document that commands print with --json or --yaml.

A document says in its field "schema" which one it is. New fields may be added
to a document at any time; one that goes or changes its meaning raises the
document's "schemaVersion".

The lines of --ndjson have schemas of their own, like "scan-event": each line is
valid by that of its command. The first one says what a document says beside its
lists; a command that fails ends with the line of "error-event".`;

/** `pluginary schema`. */
export const schemaCommand = buildCommand<OutputFlags, [name?: string], ProgramContext>({
  loader: async () => (await import("./run_schema.ts")).runSchema,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [{ brief: "Document to describe", placeholder: "NAME", parse: String, optional: true }],
    },
  },
  docs: {
    brief: "Describe what commands print for programs",
    fullDescription: describeWithExamples(DESCRIPTION, SCHEMA_EXAMPLES),
  },
});
