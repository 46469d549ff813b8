import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { CONFINEMENT_OPTION } from "../../command_line/confinement_option.ts";
import { describeWithExamples } from "../../command_line/example.ts";
import {
  OUTPUT_OPTIONS,
  type OutputFlags,
  STREAM_OPTIONS,
  tableOptions,
} from "../../output/output_options.ts";
import { PAGE_OPTIONS } from "../../plugins/page_options.ts";
import { LIBRARY_COLUMNS, type PresetDiffFlags, type PresetListFlags } from "./preset_flags.ts";
import { PRESET_ARGUMENT, VERSION_ARGUMENT } from "./preset_argument.ts";

/** `pluginary preset list`. */
export const listCommand = buildCommand<PresetListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_preset_list.ts")).runPresetList,
  parameters: {
    flags: {
      plugin: {
        kind: "parsed",
        parse: String,
        placeholder: "PLUGIN",
        brief: "Only presets of plugins with PLUGIN in their name or id",
        optional: true,
      },
      tag: {
        kind: "parsed",
        parse: String,
        placeholder: "TAG",
        brief: "Only presets with TAG; may be repeated",
        variadic: true,
        optional: true,
      },
      deleted: {
        kind: "boolean",
        brief: "Show deleted presets instead",
        optional: true,
        withNegated: false,
      },
      ...PAGE_OPTIONS,
      ...STREAM_OPTIONS,
      ...tableOptions(LIBRARY_COLUMNS),
    },
  },
  docs: {
    brief: "List the presets of the library",
    fullDescription: describeWithExamples(
      `List the presets that you keep, by their names. "pluginary presets list" also
lists those that plugins and hosts have.`,
      [
        { command: "pluginary preset list", does: "all of them" },
        { command: "pluginary preset list --plugin zam --tag bass", does: "some of them" },
        { command: "pluginary preset list --json", does: "for programs" },
      ],
    ),
  },
});

/** `pluginary preset log`. */
export const logCommand = buildCommand<OutputFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_preset_log.ts")).runPresetLog,
  parameters: { flags: OUTPUT_OPTIONS, positional: { kind: "tuple", parameters: [PRESET_ARGUMENT] } },
  docs: {
    brief: "Show the versions of a preset",
    fullDescription: describeWithExamples(
      "Show a preset with its versions, the last one first.",
      [
        { command: "pluginary preset log Warm", does: "who kept which version, and when" },
        { command: "pluginary preset log Warm --csv", does: "a line for each version" },
      ],
    ),
  },
});

/** `pluginary preset diff`. */
export const diffCommand = buildCommand<PresetDiffFlags, [string, string?], ProgramContext>({
  loader: async () => (await import("./run_preset_diff.ts")).runPresetDiff,
  parameters: {
    flags: {
      recorded: {
        kind: "boolean",
        brief: "Compare the texts of the captures, without loading the plugin",
        optional: true,
        withNegated: false,
      },
      ...CONFINEMENT_OPTION,
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "tuple",
      parameters: [VERSION_ARGUMENT, {
        brief: "The preset or version to compare it with (default: the version before it)",
        placeholder: "OTHER",
        parse: String,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Show how two versions differ",
    fullDescription: describeWithExamples(
      `Show which parameters differ, as the plugin displays them: it loads both states
in a confined worker. If it is not installed, the texts of the captures are
compared.`,
      [
        { command: "pluginary preset diff Warm", does: "what the last version changed" },
        { command: "pluginary preset diff Warm@1 Warm@3", does: "from one version to another" },
        { command: "pluginary preset diff Warm Cold", does: "from one preset to another" },
      ],
    ),
  },
});
