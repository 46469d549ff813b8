import { strToU8, zipSync } from "fflate/browser";
import { fromBase64 } from "../byte_text.ts";
import { writeClapPreset } from "../presets/clap_preset.ts";
import { readVst2Preset } from "../presets/vst2_preset.ts";
import { bytesAsSource } from "../byte_source.ts";
import { writeVstPreset } from "../presets/vst_preset.ts";
import { nativeIdOf, type WrittenFile, type WrittenPlugin, type WrittenPreset } from "./written_preset.ts";
import { writeXml, type XmlNode } from "./xml_writer.ts";

/** The state of a plugin in the archive. */
interface Device {
  readonly element: string;
  readonly id: string;
  readonly ending: string;
  readonly file: Uint8Array;
}

/** The earliest time that zip knows, so that the same preset gives the same bytes. */
const NO_TIME = new Date(1980, 0, 1);

/** Writes a project in DAWproject 1.0 with one track, whose only device is the plugin. */
export function writeDawprojectDevice(preset: WrittenPreset): WrittenFile[] {
  const device = deviceOf(preset);
  const path = `plugins/${crypto.randomUUID()}.${device.ending}`;
  const { name, author, description } = preset;
  const project = writeXml(projectOf(preset, device, path));
  const metadata = writeXml(["MetaData", {}, ["Title", {}, name], ["Artist", {}, author], [
    "Comment",
    {},
    description,
  ]]);
  const files = { "metadata.xml": strToU8(metadata), "project.xml": strToU8(project), [path]: device.file };
  return [{ path: "", bytes: new Uint8Array(zipSync(files, { level: 6, mtime: NO_TIME })) }];
}

function deviceOf({ plugin, state }: WrittenPreset): Device {
  const id = nativeIdOf(plugin);
  switch (state.format) {
    case "vst3": {
      const chunks = new Map([["Comp", fromBase64(state.component)], ["Cont", fromBase64(state.controller)]]);
      return { element: "Vst3Plugin", id: dashed(id), ending: "vstpreset", file: writeVstPreset(id, chunks) };
    }
    case "clap":
      return {
        element: "ClapPlugin",
        id,
        ending: "clap-preset",
        file: writeClapPreset(id, fromBase64(state.data)),
      };
    case "vst2": {
      // Integers are unsigned there, unlike in our ids.
      const number = String(Number(id) >>> 0);
      const ending = readVst2Preset(bytesAsSource(state.file)).isBank ? "fxb" : "fxp";
      return { element: "Vst2Plugin", id: number, ending, file: state.file };
    }
    case "au":
      return { element: "AuPlugin", id, ending: "aupreset", file: state.file };
    default:
      throw new TypeError(`DAWproject does not hold a state of ${state.format}`);
  }
}

/** A class id as a UUID. */
function dashed(classId: string): string {
  return classId.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function projectOf({ name, plugin }: WrittenPreset, device: Device, path: string): XmlNode {
  return [
    "Project",
    { version: "1.0" },
    ["Application", { name: "pluginary", version: "1.0" }],
    [
      "Structure",
      {},
      [
        "Track",
        { contentType: plugin.isInstrument ? "notes" : "audio", loaded: true, id: "track", name },
        [
          "Channel",
          { audioChannels: 2, destination: "main", role: "regular", id: "channel" },
          ["Devices", {}, [
            device.element,
            {
              deviceID: device.id,
              deviceName: plugin.name,
              deviceRole: plugin.isInstrument ? "instrument" : "audioFX",
              ...deviceDetails(plugin),
              loaded: true,
              id: "device",
              name,
            },
            ["Parameters", {}],
            ["Enabled", { value: true, id: "enabled", name: "On/Off" }],
            ["State", { path }],
          ]],
        ],
      ],
      [
        "Track",
        { contentType: "audio notes", loaded: true, id: "mainTrack", name: "Main" },
        ["Channel", { audioChannels: 2, role: "master", id: "main" }],
      ],
    ],
    ["Arrangement", { id: "arrangement" }, ["Lanes", { timeUnit: "beats", id: "lanes" }]],
    ["Scenes", {}],
  ];
}

function deviceDetails({ vendor, version }: WrittenPlugin): Record<string, string> {
  return {
    ...vendor === "" ? {} : { deviceVendor: vendor },
    ...version === "" ? {} : { pluginVersion: version },
  };
}
