import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { CONFINEMENT_OPTION } from "../../command_line/confinement_option.ts";
import { DRY_RUN_OPTION } from "../../command_line/dry_run_option.ts";
import { describeWithExamples } from "../../command_line/example.ts";
import { OUTPUT_OPTIONS } from "../../output/output_options.ts";
import type { PresetConvertFlags } from "./convert_flags.ts";

/** `pluginary preset convert`. */
export const convertCommand = buildCommand<PresetConvertFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_preset_convert.ts")).runPresetConvert,
  parameters: {
    flags: {
      to: {
        kind: "parsed",
        parse: String,
        placeholder: "TARGET",
        brief: "A plugin, or a kind of file (vstpreset, lv2, rfxchain, adg or dawproject)",
      },
      key: {
        kind: "parsed",
        parse: String,
        placeholder: "PRESET",
        brief: "Convert PRESET of a file with several, by its name or key",
        optional: true,
      },
      name: {
        kind: "parsed",
        parse: String,
        placeholder: "NAME",
        brief: "Name of the converted preset (default: as before, in the library with the format or plugin)",
        optional: true,
      },
      force: {
        kind: "boolean",
        brief: "Replace a file that is there",
        optional: true,
        withNegated: false,
      },
      ...CONFINEMENT_OPTION,
      ...DRY_RUN_OPTION,
      ...OUTPUT_OPTIONS,
      output: {
        ...OUTPUT_OPTIONS.output,
        brief: "Write the preset to FILE, complete or not at all (default: keep it in the library)",
      },
    },
    positional: {
      kind: "tuple",
      parameters: [{
        brief: "A file of presets, or a preset by its id or name",
        placeholder: "PRESET",
        parse: String,
      }],
    },
  },
  docs: {
    brief: "Convert a preset for another plugin, format or host",
    fullDescription: describeWithExamples(
      `Carry a preset over to another plugin, to the same plugin in another format, or
to the file of another host.

A file of another kind gets the same state, byte for byte. Between plugins, each
parameter is matched by name, set to the text that the first plugin displays,
and read back; one that shows nothing like it keeps its default. The report has
both texts and a score for each, and lists what is lost. Parameters that show
the same do not make two plugins sound the same.`,
      [
        {
          command: "pluginary preset convert Warm --to ladspa/ZamTube",
          does: "to LADSPA",
        },
        {
          command: "pluginary preset convert Warm --to rfxchain --output warm.RfxChain",
          does: "for REAPER",
        },
        {
          command: "pluginary preset convert Warm --to clap/ZamTube --dry-run",
          does: "a report",
        },
      ],
    ),
  },
});
