import { buildCommand } from "@stricli/core";
import { CONFINEMENT_OPTION } from "../../command_line/confinement_option.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../../command_line/example.ts";
import { LOG_OPTIONS } from "../../logging/log_options.ts";
import { LONG_OPTIONS, STREAM_OPTIONS, tableOptions } from "../../output/output_options.ts";
import { PRESET_FOLDER_OPTION } from "./preset_folder_option.ts";
import { PRESET_FILE_COLUMNS, type PresetScanFlags } from "./preset_scan_flags.ts";

/** Shown by `pluginary presets scan --help`. */
export const PRESET_SCAN_EXAMPLES: readonly Example[] = [
  { command: "pluginary presets scan", does: "the usual folders" },
  { command: "pluginary presets scan ~/Sounds", does: "one folder and its subfolders" },
  { command: "pluginary presets scan --preset-folder ~/Sounds", does: "one folder more" },
  { command: "pluginary presets scan --force", does: "read unchanged files again" },
  { command: "pluginary presets scan --json", does: "for programs" },
];

const DESCRIPTION = `Find presets on disk and inside plugins, and store them in the catalog.

A PATH is a file of presets, an LV2 bundle or a folder; the default is the usual
folders of this system: those of VST3, LV2 and Audio Unit presets, of REAPER and
of Ableton Live, and those that CLAP plugins declare. A CLAP plugin reads its
presets in a confined worker process; all other files are read without code of
plugins.

Only new and changed files are read. Files that cannot be read are listed with
the reason each time, and the presets that they had before stay in the catalog.
"pluginary scan" does the same for the usual folders when it has scanned the
plugins.`;

/** `pluginary presets scan`. */
export const presetScanCommand = buildCommand<PresetScanFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_preset_scan.ts")).runPresetScan,
  parameters: {
    flags: {
      ...PRESET_FOLDER_OPTION,
      force: {
        kind: "boolean",
        brief: "Read unchanged files again",
        optional: true,
        withNegated: false,
      },
      ...CONFINEMENT_OPTION,
      ...LONG_OPTIONS,
      ...LOG_OPTIONS,
      ...STREAM_OPTIONS,
      ...tableOptions(PRESET_FILE_COLUMNS),
    },
    positional: {
      kind: "array",
      parameter: { brief: "File or folder to search", placeholder: "PATH", parse: parsePath },
    },
  },
  docs: {
    brief: "Find presets on disk and in plugins",
    fullDescription: describeWithExamples(DESCRIPTION, PRESET_SCAN_EXAMPLES),
  },
});

function parsePath(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
