import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { describeWithExamples } from "../../command_line/example.ts";
import { parseCount } from "../../command_line/parse_count.ts";
import { OUTPUT_OPTIONS } from "../../output/output_options.ts";
import type { ParameterSetting, PresetCaptureFlags } from "./preset_flags.ts";

/** `pluginary preset capture`. */
export const captureCommand = buildCommand<PresetCaptureFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_preset_capture.ts")).runPresetCapture,
  parameters: {
    flags: {
      program: {
        kind: "parsed",
        parse: parseCount,
        placeholder: "N",
        brief: "Choose the plugin's program N, which count from 0",
        optional: true,
      },
      preset: {
        kind: "parsed",
        parse: String,
        placeholder: "PRESET",
        brief: "Load one of the plugin's presets, by its name or file",
        optional: true,
      },
      set: {
        kind: "parsed",
        parse: parseSetting,
        placeholder: "PARAMETER=TEXT",
        brief: "Set a parameter, by its id or name, to TEXT as it is displayed; may be repeated",
        variadic: true,
        optional: true,
      },
      name: {
        kind: "parsed",
        parse: String,
        placeholder: "NAME",
        brief: "Name in the library (default: the program's or preset's, else Default)",
        optional: true,
      },
      tag: {
        kind: "parsed",
        parse: String,
        placeholder: "TAG",
        brief: "Give it TAG; may be repeated",
        variadic: true,
        optional: true,
      },
      author: {
        kind: "parsed",
        parse: String,
        placeholder: "NAME",
        brief: "Author of this version",
        optional: true,
      },
      note: {
        kind: "parsed",
        parse: String,
        placeholder: "TEXT",
        brief: "Write a note about this version",
        optional: true,
      },
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "tuple",
      parameters: [{
        brief: 'A plugin, named as for "pluginary info"',
        placeholder: "PLUGIN",
        parse: String,
      }],
    },
  },
  docs: {
    brief: "Keep the state of a plugin",
    fullDescription: describeWithExamples(
      `Load a plugin in a confined worker, choose a program or load a preset and set
parameters if you ask for that, and keep its state in the library with the texts of all parameters.

A name that the plugin's presets have already gets a new version; a state that
is the last version already is not kept twice.`,
      [
        {
          command: "pluginary preset capture vst3/ZamTube --name Warm",
          does: "the state in which it starts",
        },
        {
          command: "pluginary preset capture vst3/ZamTube --tag bass --note 'as it is'",
          does: "with a tag and a note",
        },
        {
          command: "pluginary preset capture vst3/ZamTube --set Bass=5 --name Boomy",
          does: "a parameter changed",
        },
      ],
    ),
  },
});

function parseSetting(input: string): ParameterSetting {
  const at = input.indexOf("=");
  if (at < 1) throw new SyntaxError('it is not like "PARAMETER=TEXT"');
  return [input.slice(0, at), input.slice(at + 1)];
}
