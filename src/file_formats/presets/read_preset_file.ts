import { FileWindow } from "../../scan/files/file_window.ts";
import type { ByteSource } from "../byte_source.ts";
import { FileFormatError } from "../file_format_error.ts";
import { isGzip } from "../packed/gunzip.ts";
import type { PresetFile, PresetReading } from "./file_preset.ts";
import { type FileContainer, PRESET_ENDINGS } from "./preset_endings.ts";
import { readAbletonPresetFile } from "./read_ableton_preset.ts";
import { readAuPresetFile } from "./read_au_preset.ts";
import { readDawprojectPresets } from "./read_dawproject_presets.ts";
import { readReaperLibrary, readReaperPresetIni, readRfxChain } from "./read_reaper_presets.ts";
import { readVst2PresetFile } from "./read_vst2_preset.ts";
import { readVstPresetFile } from "./read_vst_preset.ts";

type Reader = (source: ByteSource, reading: PresetReading) => PresetFile;

const READERS: Readonly<Record<FileContainer, Reader>> = {
  vstpreset: readVstPresetFile,
  fxp: readVst2PresetFile,
  fxb: readVst2PresetFile,
  aupreset: readAuPresetFile,
  rpl: readReaperLibrary,
  "reaper-ini": readReaperPresetIni,
  rfxchain: readRfxChain,
  adg: (source, reading) => readAbletonPresetFile(source, reading, "adg"),
  adv: (source, reading) => readAbletonPresetFile(source, reading, "adv"),
  dawproject: readDawprojectPresets,
};

/** A file in memory, or one that is open, with the name that it has. */
export interface NamedSource {
  readonly name: string;
  readonly source: ByteSource;
}

/**
 * Reads the presets of a file. What the file begins with decides its kind, then
 * its ending; LV2 presets, which are in Turtle, are read by a worker.
 *
 * @param withStates Without the states, a large file costs little.
 * @throws {FileFormatError} for a file that is no preset, damaged, or too large.
 * @throws {Deno.errors.NotFound} and the other errors of opening and reading a file.
 */
export function readPresetFile(
  file: string | NamedSource,
  { withStates = true }: { readonly withStates?: boolean } = {},
): PresetFile {
  if (typeof file !== "string") return readSource(file, withStates);
  using source = FileWindow.open(file);
  return readSource(
    { name: file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1), source },
    withStates,
  );
}

function readSource({ name, source }: NamedSource, withStates: boolean): PresetFile {
  const dot = name.lastIndexOf(".");
  const byEnding = PRESET_ENDINGS.get(name.slice(dot + 1).toLowerCase());
  const container = containerOf(source, byEnding) ?? byEnding;
  if (source.size === 0) throw new FileFormatError("truncated", "is empty");
  if (container === undefined) throw new FileFormatError("unsupported", "is not a preset of a known kind");
  return READERS[container](source, { title: dot < 1 ? name : name.slice(0, dot), withStates });
}

/** The kind of file by its first bytes; nothing if they are of several kinds, or of none. */
function containerOf(source: ByteSource, byEnding: FileContainer | undefined): FileContainer | undefined {
  const start = new TextDecoder("latin1").decode(source.read(0, 200));
  const isLive = byEnding === "adg" || byEnding === "adv";
  if (start.startsWith("VST3")) return "vstpreset";
  if (start.startsWith("CcnK")) return byEnding === "fxb" ? "fxb" : "fxp";
  if (start.startsWith("PK\x03\x04")) return "dawproject";
  if (start.startsWith("bplist0")) return "aupreset";
  if (isGzip(source)) return isLive ? byEnding : "adg";
  if (/^\s*<REAPER_PRESET_LIBRARY\b/.test(start)) return "rpl";
  if (/<(!DOCTYPE )?plist\b/.test(start)) return "aupreset";
  if (/<Ableton\b/.test(start)) return isLive ? byEnding : "adg";
  return undefined;
}
