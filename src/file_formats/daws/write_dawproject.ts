import { strToU8, zipSync } from "fflate/browser";
import type { ExportedPlugin } from "../../model/daws/exported_plugin.ts";
import { writeXml, type XmlNode } from "../written/xml_writer.ts";

/** A track of a project: one instrument at most, and effects behind it. */
export interface WrittenTrack {
  readonly name: string;
  readonly plugins: readonly ExportedPlugin[];
}

/** The earliest time that zip knows, so that the same tracks give the same bytes. */
const NO_TIME = new Date(1980, 0, 1);

/** Elements by the format of a plugin. */
const ELEMENTS: Readonly<Record<string, string>> = {
  vst3: "Vst3Plugin",
  clap: "ClapPlugin",
  au: "AuPlugin",
  vst2: "Vst2Plugin",
};

/** Whether DAWproject 1.0 can name plugins of a format. */
export function isInDawproject(format: string): boolean {
  return Object.hasOwn(ELEMENTS, format);
}

/** Writes a project in DAWproject 1.0 whose tracks have these plugins, in the states in which they start. */
export function writeDawproject(title: string, tracks: readonly WrittenTrack[]): Uint8Array<ArrayBuffer> {
  let last = 0;
  const id = () => `id${last++}`;
  const project: XmlNode = [
    "Project",
    { version: "1.0" },
    ["Application", { name: "pluginary", version: "1.0" }],
    [
      "Structure",
      {},
      ...tracks.map((track) => trackOf(track, id)),
      [
        "Track",
        { contentType: "audio notes", loaded: true, id: id(), name: "Main" },
        ["Channel", { audioChannels: 2, role: "master", id: "main" }],
      ],
    ],
    ["Arrangement", { id: id() }, ["Lanes", { timeUnit: "beats", id: id() }]],
    ["Scenes", {}],
  ];
  const files = {
    "metadata.xml": strToU8(writeXml(["MetaData", {}, ["Title", {}, title]])),
    "project.xml": strToU8(writeXml(project)),
  };
  return new Uint8Array(zipSync(files, { level: 6, mtime: NO_TIME }));
}

function trackOf({ name, plugins }: WrittenTrack, id: () => string): XmlNode {
  const isInstrument = plugins.some((plugin) => plugin.isInstrument);
  return [
    "Track",
    { contentType: isInstrument ? "notes" : "audio", loaded: true, id: id(), name },
    [
      "Channel",
      { audioChannels: 2, destination: "main", role: "regular", id: id() },
      ["Devices", {}, ...plugins.map((plugin) => deviceOf(plugin, id))],
    ],
  ];
}

function deviceOf(
  { format, nativeId, name, vendor, version, isInstrument }: ExportedPlugin,
  id: () => string,
): XmlNode {
  return [
    ELEMENTS[format]!,
    {
      deviceID: deviceId(format, nativeId),
      deviceName: name,
      deviceRole: isInstrument ? "instrument" : "audioFX",
      ...vendor === "" ? {} : { deviceVendor: vendor },
      ...version === "" ? {} : { pluginVersion: version },
      loaded: true,
      id: id(),
      name,
    },
    ["Parameters", {}],
    ["Enabled", { value: true, id: id(), name: "On/Off" }],
  ];
}

/** A class of VST3 is a UUID there, and the number of VST2 unsigned. */
function deviceId(format: string, nativeId: string): string {
  if (format === "vst3") {
    return nativeId.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }
  return format === "vst2" ? String(Number(nativeId) >>> 0) : nativeId;
}
