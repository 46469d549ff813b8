import type { Project } from "../../model/projects/project.ts";
import type { ByteSource } from "../byte_source.ts";
import { piecesOf } from "../byte_source.ts";
import { FileFormatError } from "../file_format_error.ts";
import { gunzip, isGzip } from "../packed/gunzip.ts";
import { readLiveTags, type TagListener } from "./live_tags.ts";
import { auId, moduleName, vst2Id, vst3Id } from "./plugin_ids.ts";
import { PluginUses } from "./plugin_uses.ts";

type Attribute = (name: string) => string | undefined;

/** Elements of tracks. */
const TRACKS: ReadonlySet<string> = new Set([
  "AudioTrack",
  "MidiTrack",
  "GroupTrack",
  "ReturnTrack",
  "MasterTrack",
  "MainTrack",
  "PreHearTrack",
]);

/** Devices that are plugins. */
const PLUGIN_DEVICES: ReadonlySet<string> = new Set(["PluginDevice", "AuPluginDevice"]);

/** Elements that describe a plugin, and the kind of each. */
const INFOS: ReadonlyMap<string, "vst2" | "vst3" | "au"> = new Map([
  ["VstPluginInfo", "vst2"],
  ["Vst3PluginInfo", "vst3"],
  ["AuPluginInfo", "au"],
]);

/** Values of a plugin's description that are read, by the path below it. */
const READ_VALUES: ReadonlySet<string> = new Set([
  "Path",
  "FileName",
  "PlugName",
  "UniqueId",
  "Name",
  "Manufacturer",
  "ComponentType",
  "ComponentSubType",
  "ComponentManufacturer",
  "Uid/Fields.0",
  "Uid/Fields.1",
  "Uid/Fields.2",
  "Uid/Fields.3",
  "Preset/Vst3Preset/Uid/Fields.0",
  "Preset/Vst3Preset/Uid/Fields.1",
  "Preset/Vst3Preset/Uid/Fields.2",
  "Preset/Vst3Preset/Uid/Fields.3",
  "Preset/Vst3Preset/Name",
  "Preset/VstPreset/Name",
  "Preset/AuPreset/Name",
]);

interface Track {
  readonly depth: number;
  name: string;
  isFrozen: boolean;
}

interface Device {
  readonly depth: number;
  readonly name: string;
  isOff: boolean;
}

interface Info {
  readonly depth: number;
  readonly format: "vst2" | "vst3" | "au";
  readonly values: Map<string, string>;
}

/** Reads a set of Ableton Live (`.als`), or a rack or device of it, in memory that does not grow with the file. */
export function readLiveProject(source: ByteSource): Project {
  const reader = new LiveReader();
  readLiveTags(isGzip(source) ? gunzip(source) : piecesOf(source), reader);
  return { daw: "live", version: reader.version ?? "", plugins: reader.uses.plugins() };
}

class LiveReader implements TagListener {
  readonly uses = new PluginUses();
  version: string | undefined;
  /** Names of the open elements from the root on. */
  readonly #path: string[] = [];
  #track: Track | undefined;
  readonly #devices: Device[] = [];
  #info: Info | undefined;

  open(name: string, attribute: Attribute): void {
    const parent = this.#path.at(-1);
    this.#path.push(name);
    const depth = this.#path.length;
    if (depth === 1) return this.#root(name, attribute);
    if (this.#info !== undefined) return this.#value(this.#info, attribute);
    const format = INFOS.get(name);
    if (format !== undefined) {
      this.#info = { depth, format, values: new Map() };
    } else if (parent === "Devices" || PLUGIN_DEVICES.has(name)) {
      this.#devices.push({ depth, name, isOff: false });
    } else if (TRACKS.has(name)) {
      this.#track = { depth, name: name === "MasterTrack" ? "Master" : "", isFrozen: false };
    } else if (this.#track !== undefined) {
      this.#ofTrack(this.#track, name, depth, attribute);
    }
    const device = this.#devices.at(-1);
    if (name === "Manual" && parent === "On" && device?.depth === depth - 2) {
      device.isOff = attribute("Value") === "false";
    }
  }

  close(): void {
    const depth = this.#path.length;
    if (this.#info?.depth === depth) {
      this.#plugin(this.#info);
      this.#info = undefined;
    } else if (this.#devices.at(-1)?.depth === depth) {
      this.#device(this.#devices.pop()!);
    } else if (this.#track?.depth === depth) {
      this.#track = undefined;
    }
    this.#path.pop();
  }

  #root(name: string, attribute: Attribute): void {
    if (name !== "Ableton") throw new FileFormatError("invalid", "is XML, and not of Ableton Live");
    this.version = attribute("Creator")?.replace(/^Ableton Live\s*/, "") ?? "";
  }

  #ofTrack(track: Track, name: string, depth: number, attribute: Attribute): void {
    if (name === "EffectiveName" && depth === track.depth + 2) track.name = attribute("Value") ?? "";
    // Live 8 keeps no names but those that people gave; the master has none.
    if (name === "UserName" && depth === track.depth + 2 && track.name === "") {
      track.name = attribute("Value") ?? "";
    }
    if (name === "Freeze" && depth === track.depth + 1) track.isFrozen = attribute("Value") === "true";
  }

  #value(info: Info, attribute: Attribute): void {
    if (this.#path.length > info.depth + 4) return;
    const path = this.#path.slice(info.depth).join("/");
    if (READ_VALUES.has(path)) info.values.set(path, attribute("Value") ?? "");
  }

  #plugin({ format, values }: Info): void {
    // Up to Live 9 the folder is in a form of macOS's or of Windows', and the name of the file apart from it.
    const path = values.get("Path") || values.get("FileName");
    const name = values.get("PlugName") || values.get("Name") || moduleName(path);
    this.uses.add({
      format,
      id: idOf(format, values),
      name,
      vendor: values.get("Manufacturer"),
      file: path,
      preset: values.get("Preset/Vst3Preset/Name") ?? values.get("Preset/VstPreset/Name") ??
        values.get("Preset/AuPreset/Name"),
      ...this.#place(),
    });
  }

  /** Live's own devices; racks only hold others. */
  #device({ name, isOff }: Device): void {
    if (PLUGIN_DEVICES.has(name) || name.endsWith("GroupDevice")) return;
    this.uses.add({ format: "internal", name, ...this.#place(), isBypassed: isOff || this.#isOff() });
  }

  #place(): { track: string | undefined; isBypassed: boolean; isFrozen: boolean } {
    return {
      track: this.#track?.name,
      isBypassed: this.#isOff(),
      isFrozen: this.#track?.isFrozen === true,
    };
  }

  /** Whether the device, or a rack that it is in, is switched off. */
  #isOff(): boolean {
    return this.#devices.some(({ isOff }) => isOff);
  }
}

function idOf(format: Info["format"], values: ReadonlyMap<string, string>): string | undefined {
  switch (format) {
    case "vst2":
      return vst2Id(values.get("UniqueId"));
    case "vst3":
      return classId(values, "Uid") ?? classId(values, "Preset/Vst3Preset/Uid");
    case "au":
      return auId([
        values.get("ComponentType"),
        values.get("ComponentSubType"),
        values.get("ComponentManufacturer"),
      ]);
  }
}

/** A class id is stored as four signed numbers. */
function classId(values: ReadonlyMap<string, string>, path: string): string | undefined {
  const fields = [0, 1, 2, 3].map((index) => values.get(`${path}/Fields.${index}`) ?? "");
  if (!fields.every((field) => /^-?\d{1,10}$/.test(field))) return undefined;
  return vst3Id(fields.map((field) => (Number(field) >>> 0).toString(16).padStart(8, "0")).join(""));
}
