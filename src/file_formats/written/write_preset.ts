import { WRITTEN_CONTAINERS, type WrittenContainer } from "../../model/presets/written_container.ts";
import { fromBase64 } from "../byte_text.ts";
import { writeVstPreset } from "../presets/vst_preset.ts";
import { writeVstPresetInfo } from "../presets/vst_preset_info.ts";
import { writeAbletonRack } from "./write_ableton_rack.ts";
import { writeAuPresetFile } from "./write_au_preset.ts";
import { writeDawprojectDevice } from "./write_dawproject_device.ts";
import { writeLv2Bundle } from "./write_lv2_bundle.ts";
import { writeRfxChain } from "./write_rfx_chain.ts";
import { nativeIdOf, type WrittenFile, type WrittenPreset } from "./written_preset.ts";

type Writer = (preset: WrittenPreset) => readonly WrittenFile[];

/** What a kind of file can hold. */
interface WrittenFormat {
  /** Formats of plugins whose states it holds. */
  readonly holds: readonly WrittenPreset["state"]["format"][];
  readonly write: Writer;
}

const WRITERS: Readonly<Record<WrittenContainer, WrittenFormat>> = {
  vstpreset: { holds: ["vst3"], write: writeVstPresetFile },
  lv2: { holds: ["lv2"], write: writeLv2Bundle },
  aupreset: { holds: ["au"], write: writeAuPresetFile },
  rfxchain: { holds: ["vst3", "clap"], write: writeRfxChain },
  adg: { holds: ["vst3", "au"], write: writeAbletonRack },
  dawproject: { holds: ["vst3", "clap", "au", "vst2"], write: writeDawprojectDevice },
};

/** The kinds of files that can hold a state of this format, unchanged. */
export function containersOf(format: WrittenPreset["state"]["format"]): WrittenContainer[] {
  return WRITTEN_CONTAINERS.filter((container) => WRITERS[container].holds.includes(format));
}

/**
 * Writes a preset to a kind of file that can hold its state; the state stays as
 * it is, byte for byte.
 *
 * @returns The files of a folder for `lv2`, otherwise one.
 */
export function writePreset(container: WrittenContainer, preset: WrittenPreset): readonly WrittenFile[] {
  if (!containersOf(preset.state.format).includes(container)) {
    throw new TypeError(`${container} does not hold a state of ${preset.state.format}`);
  }
  return WRITERS[container].write(preset);
}

function writeVstPresetFile(preset: WrittenPreset): WrittenFile[] {
  const { name, author, description, tags, plugin, state } = preset;
  if (state.format !== "vst3") return [];
  const info = writeVstPresetInfo({ name, author, description, tags, pluginName: plugin.name });
  const chunks = new Map([
    ["Comp", fromBase64(state.component)],
    ["Cont", fromBase64(state.controller)],
    ["Info", info],
  ]);
  return [{ path: "", bytes: writeVstPreset(nativeIdOf(plugin), chunks) }];
}
