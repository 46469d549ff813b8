import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { LOG_OPTIONS } from "../logging/log_options.ts";
import { LONG_OPTIONS, OUTPUT_OPTIONS, STREAM_OPTIONS } from "../output/output_options.ts";
import type { ImportFlags } from "./import_flags.ts";

/** Shown by `pluginary import --help`. */
export const IMPORT_EXAMPLES: readonly Example[] = [
  { command: "pluginary import --legacy --dry-run", does: "preview the files of earlier versions" },
  { command: "pluginary import export.json", does: "an export from another computer" },
];

const DESCRIPTION = `Import from an earlier version or another catalog.

A FILE is an export (--json, --ndjson or --yaml, but not --csv), or a file of an
earlier version: a list of plugins, failures or ignored files, or its database.
The type is detected from the content, and the file is never changed. Imported
plugins are marked until a scan finds them. Importing a file twice is harmless.`;

/** `pluginary import`. */
export const importCommand = buildCommand<ImportFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_import.ts")).runImport,
  parameters: {
    flags: {
      legacy: {
        kind: "boolean",
        brief: "Import the files of earlier versions from their usual folders",
        optional: true,
        withNegated: false,
      },
      dryRun: {
        kind: "boolean",
        brief: "Show what would be imported, without changing anything",
        optional: true,
        withNegated: false,
      },
      withOverrides: {
        kind: "boolean",
        brief: "Also import overrides that give plugins more access",
        optional: true,
        withNegated: false,
      },
      ...LONG_OPTIONS,
      ...LOG_OPTIONS,
      ...STREAM_OPTIONS,
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "array",
      parameter: {
        brief: 'File or folder to import; "-" is standard input',
        placeholder: "FILE",
        parse: parsePath,
      },
    },
  },
  docs: {
    brief: "Import from an earlier version or another catalog",
    fullDescription: describeWithExamples(DESCRIPTION, IMPORT_EXAMPLES),
  },
});

function parsePath(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
