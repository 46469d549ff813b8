import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { LONG_OPTIONS, OUTPUT_OPTIONS, STREAM_OPTIONS } from "../output/output_options.ts";
import type { ExportFlags } from "./export_flags.ts";

/** Shown by `pluginary export --help`. */
export const EXPORT_EXAMPLES: readonly Example[] = [
  { command: "pluginary export --json --output all.json", does: "everything, to import elsewhere" },
  { command: "pluginary export --csv --output plugins.csv", does: "one row per plugin" },
];

const DESCRIPTION = `Export the whole catalog.

JSON, NDJSON (one record per line) and YAML contain everything, so "pluginary
import" can restore it. CSV has one row per plugin and cannot be imported.`;

/** `pluginary export`. */
export const exportCommand = buildCommand<ExportFlags, [], ProgramContext>({
  loader: async () => (await import("./run_export.ts")).runExport,
  parameters: { flags: { ...LONG_OPTIONS, ...STREAM_OPTIONS, ...OUTPUT_OPTIONS } },
  docs: {
    brief: "Export the whole catalog",
    fullDescription: describeWithExamples(DESCRIPTION, EXPORT_EXAMPLES),
  },
});
