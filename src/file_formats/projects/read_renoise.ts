import type { PluginUse } from "../../model/projects/project_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import { FileFormatError } from "../file_format_error.ts";
import type { ZipReader } from "../packed/zip_reader.ts";
import { childAt, type XmlElement } from "../xml/xml_element.ts";
import { auIdOfText, moduleName, vst2Id, vst3Id } from "./plugin_ids.ts";
import { PluginUses } from "./plugin_uses.ts";
import { readXmlProject, type XmlPath } from "./xml_project.ts";

/** The document in the archive. */
export const RENOISE_FILE = "Song.xml";

/** Elements of plugins: an instrument's, and effects of tracks. */
const PLUGINS: readonly string[] = ["PluginDevice", "AudioPluginDevice"];

/** Elements whose first name is that of a track. */
const TRACKS: readonly string[] = [
  "Instrument",
  "SequencerTrack",
  "SequencerGroupTrack",
  "SequencerMasterTrack",
  "SequencerSendTrack",
];

/** Reads a song of Renoise (`.xrns`), in which most plugins have a name and few an id. */
export function readRenoiseSong(archive: ZipReader): Project {
  const document = archive.entries.get(RENOISE_FILE);
  if (document === undefined) {
    throw new FileFormatError("invalid", `is an archive without "${RENOISE_FILE}"`);
  }
  const uses = new PluginUses();
  let version = "";
  let track = "";
  readXmlProject(archive.pieces(document), {
    open(name, attributes, path) {
      if (name === "RenoiseSong") version = attributes["doc_version"] ?? "";
      if (TRACKS.includes(name)) track = "";
      return PLUGINS.includes(name) || name === "Name" && TRACKS.includes(path.at(-1)?.name ?? "");
    },
    skipsText: (name) => name === "ParameterChunk",
    kept(element, path) {
      if (element.name === "Name") track = element.text;
      else {
        const use = pluginOf(element);
        if (use !== undefined) uses.add({ ...use, track: isTracked(path) ? track : undefined });
      }
    },
  });
  return { daw: "renoise", version: version === "" ? "" : `document ${version}`, plugins: uses.plugins() };
}

function isTracked(path: XmlPath): boolean {
  return path.some(({ name }) => TRACKS.includes(name));
}

function pluginOf(element: XmlElement): PluginUse | undefined {
  const textOf = (name: string) => childAt(element, name)?.text.trim() || undefined;
  const type = textOf("PluginType")?.toLowerCase();
  const id = textOf("PluginIdentifier");
  // Only the long title has the maker.
  const title = textOf("PluginDisplayName") ?? textOf("PluginShortDisplayName") ?? textOf("PluginName");
  if (type === undefined || id === undefined && title === undefined) return undefined;
  const [vendor, name] = splitTitle(title ?? moduleName(id));
  const shared = { name, vendor, isBypassed: isOff(childAt(element, "IsActive")) };
  switch (type) {
    case "vst":
    case "vst2":
      return { ...shared, format: "vst2", id: vst2Id(id), ...vst2Id(id) === undefined ? { file: id } : {} };
    case "vst3":
      return { ...shared, format: "vst3", id: vst3Id(id) };
    case "au":
      return { ...shared, format: "au", id: auIdOfText(id) };
    case "ladspa":
    case "dssi":
      return { ...shared, format: type, label: id };
    default:
      return { ...shared, format: "internal" };
  }
}

/** A switch is a parameter with a value, and in old songs a word. */
function isOff(active: XmlElement | undefined): boolean {
  const value = childAt(active, "Value")?.text ?? active?.text ?? "";
  return /^(?:false|0(?:\.0*)?)$/.test(value.trim());
}

/** Splits "VST: Vendor: Name", whose first parts may be missing. */
function splitTitle(title: string): [vendor: string | undefined, name: string] {
  const parts = title.split(": ");
  if (/^(?:VST3?|AU|LADSPA|DSSI)$/.test(parts[0]!) && parts.length > 1) parts.shift();
  return parts.length < 2 ? [undefined, parts[0]!] : [parts[0], parts.slice(1).join(": ")];
}
