import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { CONFINEMENT_OPTION } from "../../command_line/confinement_option.ts";
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
        placeholder: "TEXT",
        brief: "Load the plugin's preset TEXT, a name or a file",
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
      ...CONFINEMENT_OPTION,
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
      `Load a plugin in a confined worker and keep its state in the library, with the
texts of all its parameters. You can choose a program or a preset first, and set
parameters.

If the plugin has a preset of that name, it gets a new version. A state that is
already its last version is not kept twice.`,
      [
        {
          command: "pluginary preset capture vst3/ZamTube --name Warm",
          does: "as it starts",
        },
        {
          command: "pluginary preset capture vst3/ZamTube --tag bass --note raw",
          does: "tagged",
        },
        {
          command: "pluginary preset capture vst3/ZamTube --set Bass=5 --name Boomy",
          does: "changed",
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
