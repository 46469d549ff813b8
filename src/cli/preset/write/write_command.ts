import { buildCommand } from "@stricli/core";
import { WRITTEN_CONTAINERS } from "../../../model/presets/written_container.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { CONFINEMENT_OPTION } from "../../command_line/confinement_option.ts";
import { describeWithExamples } from "../../command_line/example.ts";
import { OUTPUT_OPTIONS } from "../../output/output_options.ts";
import type { PresetWriteFlags } from "./write_flags.ts";

/** `pluginary preset write`. */
export const writeCommand = buildCommand<PresetWriteFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_preset_write.ts")).runPresetWrite,
  parameters: {
    flags: {
      to: {
        kind: "enum",
        values: WRITTEN_CONTAINERS,
        placeholder: "KIND",
        brief: "Kind of the new file (default: as its ending says)",
        optional: true,
      },
      key: {
        kind: "parsed",
        parse: String,
        placeholder: "PRESET",
        brief: "Write PRESET of a file with several, by its name or key",
        optional: true,
      },
      name: {
        kind: "parsed",
        parse: String,
        placeholder: "NAME",
        brief: "Call it NAME in the new file",
        optional: true,
      },
      force: {
        kind: "boolean",
        brief: "Replace a file that is there",
        optional: true,
        withNegated: false,
      },
      ...CONFINEMENT_OPTION,
      ...OUTPUT_OPTIONS,
      output: {
        kind: "parsed",
        parse: String,
        placeholder: "FILE",
        brief: "Write the preset to FILE, complete or not at all; a folder for lv2",
      },
    },
    positional: {
      kind: "tuple",
      parameters: [{
        brief: "File, name or id of the preset; PRESET@N for version N in the library",
        placeholder: "PRESET",
        parse: String,
      }],
    },
  },
  docs: {
    brief: "Write a preset to a file for another host",
    fullDescription: describeWithExamples(
      `Write a preset of a file, of your library or of the catalog to a file of another
kind. The state goes into it byte for byte, so only kinds for the same format
are possible:

  VST3        vstpreset, rfxchain (REAPER), adg (Live), dawproject
  CLAP        rfxchain, dawproject
  LV2         lv2
  Audio Unit  aupreset, adg, dawproject
  VST2        dawproject

Presets in plugins and those of LV2 and CLAP are loaded by their plugin, in a
confined worker. For other formats, see "pluginary preset convert".`,
      [
        { command: "pluginary preset write verse.vstpreset --output verse.adg", does: "for Live" },
        {
          command: "pluginary preset write verse.RfxChain --key 0 --output a.adg",
          does: "from a chain",
        },
        {
          command: "pluginary preset write Warm@1 --output warm.dawproject",
          does: "kept",
        },
      ],
    ),
  },
});
