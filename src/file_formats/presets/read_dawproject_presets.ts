import type { PluginState } from "../../model/presets/plugin_state.ts";
import { bytesAsSource, type ByteSource } from "../byte_source.ts";
import { FileFormatError } from "../file_format_error.ts";
import { ZipReader } from "../packed/zip_reader.ts";
import { readXml } from "../xml/read_xml.ts";
import { childAt, type XmlElement } from "../xml/xml_element.ts";
import { readAuPreset } from "./au_preset.ts";
import { readClapPreset } from "./clap_preset.ts";
import {
  type FilePreset,
  type ForeignState,
  MOST_STATE_BYTES,
  type PresetFile,
  type PresetReading,
  titleOf,
  UNDESCRIBED,
} from "./file_preset.ts";
import { auPluginId } from "./read_au_preset.ts";
import { vst2PluginId } from "./read_vst2_preset.ts";
import { vst3State } from "./read_vst_preset.ts";
import { readVst2Preset } from "./vst2_preset.ts";
import { readVstPreset } from "./vst_preset.ts";

/** Plugins of a project; its other devices are built into the program that wrote it. */
const PLUGINS: readonly string[] = ["Vst3Plugin", "Vst2Plugin", "ClapPlugin", "AuPlugin"];

type PluginPart = Pick<FilePreset, "pluginId" | "state" | "foreign">;

/**
 * Reads the plugins of a project in DAWproject 1.0, an archive with
 * `project.xml` and a file for the state of each plugin.
 */
export function readDawprojectPresets(source: ByteSource, reading: PresetReading): PresetFile {
  const archive = ZipReader.open(source);
  const project = archive.entries.get("project.xml");
  if (project === undefined) throw new FileFormatError("invalid", 'is an archive without "project.xml"');
  const plugins: XmlElement[] = [];
  readXml(archive.pieces(project), {
    open: (name) => PLUGINS.includes(name),
    kept: (element) => plugins.push(element),
  });
  return {
    container: "dawproject",
    presets: plugins.map((plugin, index) => {
      const { deviceName: pluginName, deviceID = "" } = plugin.attributes;
      // A plugin without an id is known by its state.
      const needsFile = reading.withStates || deviceID === "";
      const part = pluginOf(plugin, needsFile ? stateFile(archive, plugin) : undefined);
      return {
        ...UNDESCRIBED,
        ...reading.withStates ? part : idOf(part),
        ...pluginName === undefined || pluginName === "" ? {} : { pluginName },
        name: titleOf(reading, plugin.attributes["name"] ?? pluginName, plugins.length),
        loadKey: String(index),
      };
    }),
  };
}

function idOf({ pluginId }: PluginPart): PluginPart {
  return pluginId === undefined ? {} : { pluginId };
}

/** The file of a plugin's state; a plugin may have none. */
function stateFile(archive: ZipReader, plugin: XmlElement): Uint8Array<ArrayBuffer> | undefined {
  const { path, external } = childAt(plugin, "State")?.attributes ?? {};
  // A file outside of the archive could be any file of the computer.
  if (path === undefined || external === "true") return undefined;
  const entry = archive.entries.get(path);
  if (entry !== undefined) return archive.bytes(entry, MOST_STATE_BYTES);
  throw new FileFormatError("invalid", `names the state ${JSON.stringify(path)}, which it does not contain`);
}

function pluginOf(
  { name, attributes }: XmlElement,
  file: Uint8Array<ArrayBuffer> | undefined,
): PluginPart {
  const id = attributes["deviceID"]?.trim() ?? "";
  switch (name) {
    case "Vst3Plugin":
      return vst3Plugin(id, file);
    case "ClapPlugin":
      return {
        ...id === "" ? {} : { pluginId: `clap:${id}` },
        ...file === undefined ? {} : { state: clapState(file) },
      };
    case "Vst2Plugin": {
      const number = /^-?\d{1,10}$/.test(id) ? Number(id) : undefined;
      const uniqueId = number ??
        (file === undefined ? undefined : readVst2Preset(bytesAsSource(file)).uniqueId);
      return {
        ...uniqueId === undefined ? {} : { pluginId: vst2PluginId(uniqueId) },
        ...foreign("vst2", file),
      };
    }
    default: {
      const component = /^(.{4}):(.{4}):(.{4})$/.exec(id)?.slice(1) ??
        (file === undefined ? undefined : readAuPreset(file).component);
      return {
        ...component === undefined ? {} : { pluginId: auPluginId(component) },
        ...foreign("au", file),
      };
    }
  }
}

function vst3Plugin(id: string, file: Uint8Array<ArrayBuffer> | undefined): PluginPart {
  const digits = id.replaceAll(/[-{}]/g, "").toUpperCase();
  const source = file === undefined ? undefined : bytesAsSource(file);
  const preset = source === undefined ? undefined : readVstPreset(source);
  const classId = /^[0-9A-F]{32}$/.test(digits) ? digits : preset?.classId;
  return {
    ...classId === undefined ? {} : { pluginId: `vst3:${classId}` },
    ...preset === undefined ? {} : { state: vst3State(source!, preset) },
  };
}

function clapState(file: Uint8Array<ArrayBuffer>): PluginState {
  const { offset, size } = readClapPreset(bytesAsSource(file));
  return { format: "clap", data: file.subarray(offset, offset + size).toBase64() };
}

function foreign(
  format: ForeignState["format"],
  file: Uint8Array<ArrayBuffer> | undefined,
): Pick<FilePreset, "foreign"> {
  return file === undefined ? {} : { foreign: { format, file } };
}
