import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { CONFINEMENT_OPTION } from "../../command_line/confinement_option.ts";
import { describeWithExamples } from "../../command_line/example.ts";
import { LONG_OPTIONS, OUTPUT_OPTIONS, type OutputFlags } from "../../output/output_options.ts";
import type { PresetBackupFlags, PresetRestoreFlags, PresetVerifyFlags } from "./preset_flags.ts";
import { VERSION_ARGUMENT } from "./preset_argument.ts";

/** `pluginary preset restore`. */
export const restoreCommand = buildCommand<PresetRestoreFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_preset_restore.ts")).runPresetRestore,
  parameters: {
    flags: {
      force: {
        kind: "boolean",
        brief: "Replace a file that is there, and write a state that the plugin does not load",
        optional: true,
        withNegated: false,
      },
      ...CONFINEMENT_OPTION,
      ...OUTPUT_OPTIONS,
      output: { ...OUTPUT_OPTIONS.output, brief: "Write the preset to FILE, complete or not at all" },
    },
    positional: { kind: "tuple", parameters: [VERSION_ARGUMENT] },
  },
  docs: {
    brief: "Write a preset where hosts find it",
    fullDescription: describeWithExamples(
      `Write a version of a preset as a file that hosts or the plugin read: a
.vstpreset in your folder of VST3 presets, a bundle in ~/.lv2, or FILE for any
format.

Before that, the plugin loads the state in a confined worker, and the texts of
its parameters are compared with those of the capture.`,
      [
        { command: "pluginary preset restore Warm", does: "the last version" },
        {
          command: "pluginary preset restore Warm@1 --output warm.vstpreset",
          does: "an earlier one",
        },
      ],
    ),
  },
});

/** `pluginary preset verify`. */
export const verifyCommand = buildCommand<PresetVerifyFlags, [], ProgramContext>({
  loader: async () => (await import("./run_preset_verify.ts")).runPresetVerify,
  parameters: {
    flags: {
      load: {
        kind: "boolean",
        brief: "Also load each state in a worker, and compare the texts of its parameters",
        optional: true,
        withNegated: false,
      },
      ...CONFINEMENT_OPTION,
      ...LONG_OPTIONS,
      ...OUTPUT_OPTIONS,
    },
  },
  docs: {
    brief: "Check the states of the library; exit 1 for a problem",
    fullDescription: describeWithExamples(
      "Read all states of the library and compare them with their hashes.",
      [
        { command: "pluginary preset verify", does: "is anything damaged?" },
        { command: "pluginary preset verify --load", does: "do the plugins still load them?" },
      ],
    ),
  },
});

/** `pluginary preset backup`. */
export const backupCommand = buildCommand<PresetBackupFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_preset_backup.ts")).runPresetBackup,
  parameters: {
    flags: {
      force: {
        kind: "boolean",
        brief: "Replace FILE even if it is not a catalog",
        optional: true,
        withNegated: false,
      },
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "tuple",
      parameters: [{ brief: "Where to write it", placeholder: "FILE", parse: String }],
    },
  },
  docs: {
    brief: "Write the whole library to one file",
    fullDescription: describeWithExamples(
      `Write all presets with their versions, names, tags and notes to one file, a
catalog with nothing else in it. "pluginary preset merge" reads it again.`,
      [{ command: "pluginary preset backup presets.db", does: "for another computer, or for later" }],
    ),
  },
});

/** `pluginary preset merge`. */
export const mergeCommand = buildCommand<OutputFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_preset_backup.ts")).runPresetMerge,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [{ brief: "A backup, or any other catalog", placeholder: "FILE", parse: String }],
    },
  },
  docs: {
    brief: "Add the library of a backup or another catalog",
    fullDescription: describeWithExamples(
      `Add the presets of another library, all or nothing. Nothing that is here is
lost: versions that differ stand one behind the other, and of names, tags and
notes the later ones win.`,
      [{ command: "pluginary preset merge presets.db", does: "a backup, or that of another computer" }],
    ),
  },
});
