import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, STREAM_OPTIONS } from "../output/output_options.ts";
import type { ExportFlags } from "./export_flags.ts";

/** Shown by `pluginary export --help`. */
export const EXPORT_EXAMPLES: readonly Example[] = [
  { command: "pluginary export --json --output all.json", does: "everything, to be imported again" },
  { command: "pluginary export --csv --output plugins.csv", does: "a row per plugin" },
];

const DESCRIPTION = `Write down the whole catalog.

JSON, a line of JSON per record (--ndjson) and YAML hold all of it, to be
restored by "pluginary import". CSV has a row per plugin, too little for that.`;

/** `pluginary export`. */
export const exportCommand = buildCommand<ExportFlags, [], ProgramContext>({
  loader: async () => (await import("./run_export.ts")).runExport,
  parameters: { flags: { ...STREAM_OPTIONS, ...OUTPUT_OPTIONS } },
  docs: {
    brief: "Write down the whole catalog, to be imported elsewhere",
    fullDescription: describeWithExamples(DESCRIPTION, EXPORT_EXAMPLES),
  },
});
