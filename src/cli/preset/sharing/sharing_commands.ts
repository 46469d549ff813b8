import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { DRY_RUN_OPTION } from "../../command_line/dry_run_option.ts";
import { describeWithExamples } from "../../command_line/example.ts";
import { OUTPUT_OPTIONS, tableOptions } from "../../output/output_options.ts";
import { IMPORT_COLUMNS, type PresetImportFlags, type PresetShareFlags } from "./sharing_flags.ts";

/** `pluginary preset share`. */
export const shareCommand = buildCommand<PresetShareFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_preset_share.ts")).runPresetShare,
  parameters: {
    flags: {
      all: {
        kind: "boolean",
        brief: "Share all presets of the library",
        optional: true,
        withNegated: false,
      },
      history: {
        kind: "boolean",
        brief: "Also share earlier versions",
        optional: true,
        withNegated: false,
      },
      license: {
        kind: "parsed",
        parse: parseFile,
        placeholder: "FILE",
        brief: "Add the text of FILE as the license",
        optional: true,
      },
      author: { kind: "parsed", parse: String, placeholder: "NAME", brief: "Say who shares", optional: true },
      note: {
        kind: "parsed",
        parse: String,
        placeholder: "TEXT",
        brief: "Write a note to whoever imports",
        optional: true,
      },
      force: {
        kind: "boolean",
        brief: "Replace another file",
        optional: true,
        withNegated: false,
      },
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "array",
      parameter: {
        brief: "The file to write, and the presets to share",
        placeholder: "FILE PRESET",
        parse: String,
      },
      minimum: 1,
    },
  },
  docs: {
    brief: "Share presets in one file",
    fullDescription: describeWithExamples(
      `Write presets of the library to one file that another computer can import: the
states, the texts of their parameters, tags, notes and, if you add one, a
license. ".pluginary-presets" is added to a name without that ending.

A PRESET is named as for "pluginary preset log"; "@2" behind it chooses version
2, otherwise the last one is shared. The plugins themselves are not shared.`,
      [
        { command: "pluginary preset share warm Warm", does: "one preset" },
        { command: "pluginary preset share first Warm@1 --author Ada", does: "its first version" },
        { command: "pluginary preset share all-of-it --all --history", does: "the whole library" },
      ],
    ),
  },
});

/** `pluginary preset import`. */
export const importCommand = buildCommand<PresetImportFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_preset_import.ts")).runPresetImport,
  parameters: {
    flags: {
      ...DRY_RUN_OPTION,
      yes: { kind: "boolean", brief: "Skip the confirmation prompt", optional: true, withNegated: false },
      ...tableOptions(IMPORT_COLUMNS),
    },
    positional: {
      kind: "tuple",
      parameters: [{ brief: "A file of shared presets", placeholder: "FILE", parse: String }],
    },
  },
  docs: {
    brief: "Import shared presets",
    fullDescription: describeWithExamples(
      `Add the presets of a shared file to the library. First the presets are shown,
with the plugins that they are for: installed, installed in another version or
format, or missing. On a terminal you are then asked.

Every checksum is compared before anything is imported. Nothing that the library
has is replaced: a preset that is there already gets the versions that are new.
Importing a file twice changes nothing. No plugin is loaded; "pluginary preset
restore" lets a plugin load a state in a confined worker first.`,
      [
        { command: "pluginary preset import sounds.pluginary-presets --dry-run", does: "only look" },
        { command: "pluginary preset import sounds.pluginary-presets", does: "import all of it" },
      ],
    ),
  },
});

function parseFile(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
