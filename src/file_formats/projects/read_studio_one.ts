import type { PluginUse } from "../../model/projects/project_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import type { ZipReader } from "../packed/zip_reader.ts";
import { childAt, type XmlElement } from "../xml/xml_element.ts";
import { auIdOfText, vst2IdOfClass, vst3Id } from "./plugin_ids.ts";
import { PluginUses } from "./plugin_uses.ts";
import { readXmlProject, type XmlPath } from "./xml_project.ts";

/** Is in every song, and says by which version it was written. */
export const SONG_FILE = "Song/song.xml";

const INFORMATION = "metainfo.xml";

/** Devices are in documents of a folder, and those of single events in the song itself. */
const DEVICES = /^(?:Devices\/[^/]+|Song\/song)\.xml$/;

/** Elements that describe a device, the second one with more around it. */
const INFO = "classInfo";
const GHOST = "ghostData";

/** The name of an attribute in a namespace that is never declared. */
const ID = "x:id";

/** Reads a song of Studio One (`.song`) from its archive. */
export function readStudioOneSong(archive: ZipReader): Project {
  const uses = new PluginUses();
  const channels = new Map<string, string>();
  const synths: { readonly use: PluginUse; readonly channel: string | undefined }[] = [];
  for (const entry of archive.entries.values()) {
    if (!DEVICES.test(entry.name)) continue;
    readXmlProject(archive.pieces(entry), {
      open(name, attributes, path) {
        if (name === "UID" && attributes[ID] === "uniqueID") {
          const label = path.at(-1)?.attributes["label"];
          if (label !== undefined && attributes["uid"] !== undefined) channels.set(attributes["uid"], label);
        }
        return name === "Attributes" &&
          (isSlot(attributes["name"], path) || [INFO, GHOST].includes(attributes[ID] ?? ""));
      },
      kept(element, path) {
        const list = element.children.find((child) => child.attributes[ID] === "synthChannels");
        const isInSlot = isSlot(element.attributes["name"], path);
        for (const use of devicesIn(element)) {
          // Outside of slots the program describes its own parts in this way.
          if (use.format === "internal" && !isInSlot) continue;
          if (list === undefined) uses.add({ ...use, track: channelName(path) });
          else synths.push({ use, channel: childAt(list, "UID")?.attributes["uid"] });
        }
      },
    });
  }
  for (const { use, channel } of synths) {
    uses.add({ ...use, track: channel === undefined ? undefined : channels.get(channel) });
  }
  return { daw: "studio-one", version: versionOf(archive), plugins: uses.plugins() };
}

/** Slots of effects, and synthesizers, which are in a document of their own. */
function isSlot(name: string | undefined, path: XmlPath): boolean {
  if (name === undefined) return false;
  return path.length === 1 && path[0]!.name === "AudioSynthFolder" ||
    /Inserts$/.test(path.at(-1)?.attributes[ID] ?? "");
}

/** The devices of a slot, which has several where it splits the signal; none for one of the program's own parts. */
function* devicesIn(element: XmlElement): Generator<PluginUse> {
  if (element.attributes[ID] === INFO) yield deviceOf(element, element);
  else yield* devicesBelow(element, element);
}

function* devicesBelow(element: XmlElement, slot: XmlElement): Generator<PluginUse> {
  for (const child of element.children) {
    if (child.attributes[ID] === INFO) yield deviceOf(child, slot);
    else yield* devicesBelow(child, child.attributes[ID] === GHOST ? slot : child);
  }
}

function deviceOf(info: XmlElement, slot: XmlElement): PluginUse {
  const { classID, name = "", subCategory = "", vendor } = info.attributes;
  const preset = slot.children.find((child) => child.attributes[ID] === "Presets");
  const data = slot.children.find((child) => child.attributes[ID] === "deviceData");
  return {
    ...idOf(subCategory, classID),
    name,
    vendor,
    preset: preset?.attributes["pname"],
    isBypassed: data?.attributes["bypass"] === "1",
  };
}

function idOf(subCategory: string, classID: string | undefined): Pick<PluginUse, "format" | "id"> {
  const kind = subCategory.split(/[/(]/, 1)[0]!.trim().toLowerCase();
  switch (kind) {
    case "vst2":
      return { format: "vst2", id: vst2IdOfClass(classID) };
    case "vst3":
      return { format: "vst3", id: vst3Id(classID) };
    case "audiounit":
    case "au":
      return { format: "au", id: auIdOfText(classID) };
    case "clap":
      return { format: "clap" };
    default:
      return { format: "internal" };
  }
}

/** The label of the channel that a slot is in, or the name of the track of an event. */
function channelName(path: XmlPath): string | undefined {
  return path.findLast(({ attributes }) => attributes["label"] !== undefined)?.attributes["label"] ??
    path.findLast(({ name }) => name === "MediaTrack")?.attributes["name"];
}

function versionOf(archive: ZipReader): string {
  const entry = archive.entries.get(INFORMATION);
  let generator = "";
  if (entry !== undefined) {
    readXmlProject(archive.pieces(entry), {
      open(_, attributes) {
        if (attributes["id"] === "Document:Generator") generator = attributes["value"] ?? "";
        return false;
      },
    });
  }
  return generator.replace(/^Studio One\//, "");
}
