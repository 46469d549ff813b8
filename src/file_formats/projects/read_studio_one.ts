import type { PluginUse } from "../../model/projects/project_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import type { ZipReader } from "../packed/zip_reader.ts";
import { childAt, elementsNamed, type XmlElement } from "../xml/xml_element.ts";
import { auId, vst2IdOfClass, vst3Id } from "./plugin_ids.ts";
import { PluginUses } from "./plugin_uses.ts";
import { readXmlProject, type XmlPath } from "./xml_project.ts";

/** Is in every song, and says by which version it was written. */
export const SONG_FILE = "Song/song.xml";

const INFORMATION = "metainfo.xml";

/** Devices are in documents of this folder. */
const DEVICES = /^Devices\/[^/]+\.xml$/;

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
        return name === "Attributes" && isDevice(attributes["name"], path);
      },
      kept(element, path) {
        const use = deviceOf(element);
        if (use === undefined) return;
        const list = element.children.find((child) => child.attributes[ID] === "synthChannels");
        if (list === undefined) uses.add({ ...use, track: channelName(path) });
        else synths.push({ use, channel: childAt(list, "UID")?.attributes["uid"] });
      },
    });
  }
  for (const { use, channel } of synths) {
    uses.add({ ...use, track: channel === undefined ? undefined : channels.get(channel) });
  }
  return { daw: "studio-one", version: versionOf(archive), plugins: uses.plugins() };
}

/** Slots of effects, and synthesizers, which are in a document of their own. */
function isDevice(name: string | undefined, path: XmlPath): boolean {
  if (name === undefined) return false;
  return path.length === 1 && path[0]!.name === "AudioSynthFolder" ||
    /Inserts$/.test(path.at(-1)?.attributes[ID] ?? "");
}

/** The device of a slot; nothing for a slot of the program's own, such as its combinator. */
function deviceOf(slot: XmlElement): PluginUse | undefined {
  const info = elementsNamed(slot, ["Attributes"]).flatMap((inner) =>
    inner.attributes[ID] === "classInfo" ? [inner] : elementsNamed(inner, ["Attributes"])
  ).find((inner) => inner.attributes[ID] === "classInfo");
  if (info === undefined) return undefined;
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
      return { format: "au", id: auId(classID?.split(/[:,-]/) ?? []) };
    case "clap":
      return { format: "clap" };
    default:
      return { format: "internal" };
  }
}

/** The label of the channel that a slot is in. */
function channelName(path: XmlPath): string | undefined {
  return path.findLast(({ attributes }) => attributes["label"] !== undefined)?.attributes["label"];
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
