import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, STREAM_OPTIONS } from "../output/output_options.ts";
import type { ImportFlags } from "./import_flags.ts";

/** Shown by `pluginary import --help`. */
export const IMPORT_EXAMPLES: readonly Example[] = [
  { command: "pluginary import --legacy --dry-run", does: "what earlier versions left" },
  { command: "pluginary import export.json", does: "an export of another computer" },
];

const DESCRIPTION = `Take over what earlier versions, or another catalog, knew.

A FILE is an export of ours (--json, --ndjson or --yaml; --csv has too little
for that), or a list of plugins, of failures or of what to leave alone, or the
database, of an earlier version; its content tells which. It is only read.
Imported plugins are marked as such until a scan finds them. Importing again
changes nothing.`;

/** `pluginary import`. */
export const importCommand = buildCommand<ImportFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_import.ts")).runImport,
  parameters: {
    flags: {
      legacy: {
        kind: "boolean",
        brief: "Import the files of earlier versions, where they are by default",
        optional: true,
        withNegated: false,
      },
      dryRun: {
        kind: "boolean",
        brief: "Show what would be imported and change nothing",
        optional: true,
        withNegated: false,
      },
      withOverrides: {
        kind: "boolean",
        brief: "Of an export, take over what lets plugins do more than others",
        optional: true,
        withNegated: false,
      },
      ...STREAM_OPTIONS,
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "array",
      parameter: { brief: "File, or folder with such files", placeholder: "FILE", parse: parsePath },
    },
  },
  docs: {
    brief: "Take over what earlier versions or another catalog knew",
    fullDescription: describeWithExamples(DESCRIPTION, IMPORT_EXAMPLES),
  },
});

function parsePath(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
