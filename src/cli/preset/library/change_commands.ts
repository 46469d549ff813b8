import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { describeWithExamples } from "../../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags } from "../../output/output_options.ts";
import type { PresetDeleteFlags, PresetTagFlags } from "./preset_flags.ts";
import { PRESET_ARGUMENT } from "./preset_argument.ts";

/** `pluginary preset tag`. */
export const tagCommand = buildCommand<PresetTagFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_preset_change.ts")).runPresetTag,
  parameters: {
    flags: {
      remove: { kind: "boolean", brief: "Take the tags away", optional: true, withNegated: false },
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "array",
      parameter: { brief: "A preset, and its tags", placeholder: "PRESET TAG", parse: String },
      minimum: 2,
    },
  },
  docs: {
    brief: "Tag a preset",
    fullDescription: describeWithExamples(
      'Give a preset tags, or take them away. "pluginary undo" takes that back.',
      [
        { command: "pluginary preset tag Warm bass verse", does: "two tags" },
        { command: "pluginary preset tag Warm verse --remove", does: "one fewer" },
      ],
    ),
  },
});

/** `pluginary preset note`. */
export const noteCommand = buildCommand<OutputFlags, [string, string], ProgramContext>({
  loader: async () => (await import("./run_preset_change.ts")).runPresetNote,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [PRESET_ARGUMENT, {
        brief: "The note; '' removes it",
        placeholder: "TEXT",
        parse: String,
      }],
    },
  },
  docs: {
    brief: "Write a note about a preset",
    fullDescription: describeWithExamples(
      "Write a note about a preset, in the place of the last one.",
      [
        { command: "pluginary preset note Warm 'for the verse'", does: "write one" },
        { command: "pluginary preset note Warm ''", does: "remove it" },
      ],
    ),
  },
});

/** `pluginary preset rename`. */
export const renameCommand = buildCommand<OutputFlags, [string, string], ProgramContext>({
  loader: async () => (await import("./run_preset_change.ts")).runPresetRename,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [PRESET_ARGUMENT, { brief: "Its new name", placeholder: "NAME", parse: String }],
    },
  },
  docs: {
    brief: "Give a preset another name",
    fullDescription: describeWithExamples(
      "Give a preset another name. Its id and its versions stay.",
      [{ command: "pluginary preset rename Warm 'Warm tube'", does: "a longer name" }],
    ),
  },
});

/** `pluginary preset delete`. */
export const deleteCommand = buildCommand<PresetDeleteFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_preset_change.ts")).runPresetDelete,
  parameters: {
    flags: {
      forever: {
        kind: "boolean",
        brief: "Also delete its versions, so that nothing brings it back",
        optional: true,
        withNegated: false,
      },
      yes: { kind: "boolean", brief: "Skip the confirmation prompt", optional: true, withNegated: false },
      ...OUTPUT_OPTIONS,
    },
    positional: { kind: "tuple", parameters: [PRESET_ARGUMENT] },
  },
  docs: {
    brief: "Delete a preset",
    fullDescription: describeWithExamples(
      `Delete a preset. "pluginary undo" brings it back with all of its versions, which
stay in the catalog until you delete them forever.`,
      [
        { command: "pluginary preset delete Warm", does: "until you undo it" },
        { command: "pluginary preset list --deleted", does: "what has been deleted" },
      ],
    ),
  },
});
