import type { PluginUse } from "../../model/projects/project_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import { FileFormatError } from "../file_format_error.ts";
import type { ZipReader } from "../packed/zip_reader.ts";
import { childAt, type XmlElement } from "../xml/xml_element.ts";
import { auIdOfText, textId, vst2Id, vst2IdOfClass, vst3Id } from "./plugin_ids.ts";
import { PluginUses } from "./plugin_uses.ts";
import { attributeAbove, readXmlProject } from "./xml_project.ts";

/** The document in the archive. */
export const DAWPROJECT_FILE = "project.xml";

/** Elements of plugins, and their formats. */
const PLUGINS: ReadonlyMap<string, PluginUse["format"]> = new Map([
  ["Vst3Plugin", "vst3"],
  ["Vst2Plugin", "vst2"],
  ["ClapPlugin", "clap"],
  ["AuPlugin", "au"],
]);

/** Devices that each program builds itself (DAWproject's `Project.xsd`, `device`). */
const INTERNAL: readonly string[] = [
  "Device",
  "BuiltinDevice",
  "Equalizer",
  "Compressor",
  "NoiseGate",
  "Limiter",
];

/** Reads a project in DAWproject from its archive. */
export function readDawproject(archive: ZipReader): Project {
  const document = archive.entries.get(DAWPROJECT_FILE);
  if (document === undefined) {
    throw new FileFormatError("invalid", `is an archive without "${DAWPROJECT_FILE}"`);
  }
  return readDawprojectXml(archive.pieces(document));
}

/** Reads the document of a DAWproject. */
export function readDawprojectXml(pieces: Iterable<Uint8Array>): Project {
  const uses = new PluginUses();
  let version = "";
  readXmlProject(pieces, {
    open(name, attributes) {
      if (name === "Application") {
        version = `${attributes["name"] ?? ""} ${attributes["version"] ?? ""}`.trim();
      }
      return PLUGINS.has(name) || INTERNAL.includes(name);
    },
    kept(element, path) {
      uses.add({ ...pluginOf(element), track: attributeAbove(path, ["Track"], "name") });
    },
  });
  return { daw: "dawproject", version, plugins: uses.plugins() };
}

function pluginOf(element: XmlElement): PluginUse {
  const { name, attributes } = element;
  const format = PLUGINS.get(name) ?? "internal";
  return {
    format,
    id: idOf(format, attributes["deviceID"]),
    name: attributes["deviceName"] || attributes["name"] || name,
    vendor: attributes["deviceVendor"],
    preset: attributes["name"] === attributes["deviceName"] ? undefined : attributes["name"],
    isBypassed: childAt(element, "Enabled")?.attributes["value"] === "false",
    isOffline: attributes["loaded"] === "false",
  };
}

function idOf(format: PluginUse["format"], id: string | undefined): string | undefined {
  switch (format) {
    case "vst3":
      return vst3Id(id);
    case "vst2":
      return vst2Id(id) ?? vst2IdOfClass(id);
    case "clap":
      return textId("clap", id);
    case "au":
      return auIdOfText(id);
    default:
      return undefined;
  }
}
