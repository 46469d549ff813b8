import { reaperNumber } from "../../model/plugins/reaper_number.ts";
import { fromBase64 } from "../byte_text.ts";
import { writeReaperVst3Data } from "../reaper/reaper_vst_data.ts";
import { reaperWord } from "../reaper/reaper_words.ts";
import { nativeIdOf, type WrittenFile, type WrittenPlugin, type WrittenPreset } from "./written_preset.ts";

/** Characters of a line of Base64, as REAPER breaks it. */
const LINE = 128;

/** Writes a chain of one plugin for REAPER. */
export function writeRfxChain({ name, plugin, state }: WrittenPreset): WrittenFile[] {
  const block = state.format === "vst3"
    ? vst3Block(plugin, fromBase64(state.component), fromBase64(state.controller), name)
    : state.format === "clap"
    ? clapBlock(plugin, fromBase64(state.data))
    : [];
  const lines = ["BYPASS 0 0 0", ...block, `PRESETNAME ${reaperWord(name)}`, "WAK 0 0"];
  return [{ path: "", bytes: new TextEncoder().encode(lines.map((line) => `${line}\n`).join("")) }];
}

function vst3Block(
  plugin: WrittenPlugin,
  component: Uint8Array,
  controller: Uint8Array,
  presetName: string,
): string[] {
  const classId = nativeIdOf(plugin).toUpperCase();
  const number = reaperNumber(classId) ?? 0;
  const file = reaperWord(plugin.fileName || `${plugin.name}.vst3`);
  return [
    `<VST ${titleOf(plugin, "VST3")} ${file} 0 "" ${number}{${classId}} ""`,
    ...writeReaperVst3Data(number, component, controller, presetName).flatMap((part) =>
      base64Lines(part, "  ")
    ),
    ">",
  ];
}

function clapBlock(plugin: WrittenPlugin, data: Uint8Array): string[] {
  return [
    `<CLAP ${titleOf(plugin, "CLAP")} ${reaperWord(nativeIdOf(plugin))} ""`,
    '  CFG 4 0 0 ""',
    "  <STATE",
    ...base64Lines(data, "    "),
    "  >",
    ">",
  ];
}

function titleOf({ name, vendor, isInstrument }: WrittenPlugin, kind: string): string {
  const title = `${kind}${isInstrument ? "i" : ""}: ${name}${vendor === "" ? "" : ` (${vendor})`}`;
  const word = reaperWord(title);
  return word === title ? `"${title}"` : word;
}

function base64Lines(bytes: Uint8Array, indentation: string): string[] {
  const text = bytes.toBase64();
  return Array.from(
    { length: Math.ceil(text.length / LINE) },
    (_, index) => indentation + text.slice(index * LINE, (index + 1) * LINE),
  );
}
