import type { PluginUse } from "../../model/projects/project_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import type { XmlAttributes } from "../xml/xml_element.ts";
import { auIdOfText, fileName, ladspaId, moduleName, textId, vst2Id } from "./plugin_ids.ts";
import { PluginUses } from "./plugin_uses.ts";
import { attributeAbove, readXmlProject } from "./xml_project.ts";

/** The root of an edit. */
export const TRACKTION_ROOT = "EDIT";

/** Elements with a name that people see; plugins in racks stand apart from the tracks that use the rack. */
const TRACKS: readonly string[] = ["TRACK", "FOLDERTRACK", "MASTERTRACK", "RACK", "RACKFILTER"];

/** Elements of plugins, and of the list of the master; the second names are those of Tracktion up to version 4. */
const PLUGINS: readonly string[] = ["PLUGIN", "FILTER"];
const MASTERS: readonly string[] = ["MASTERPLUGINS", "MASTERFILTERS"];

/** Parts of every track that are no choice of its user. */
const PARTS: readonly string[] = ["volume", "level"];

/**
 * Reads an edit of Tracktion Waveform (`.tracktionedit`). Plugins of all
 * formats have the type "vst" and a number of JUCE's; the file says of which
 * format they are (tracktion_ExternalPlugin.cpp).
 */
export function readTracktionEdit(pieces: Iterable<Uint8Array>): Project {
  const uses = new PluginUses();
  let version = "";
  readXmlProject(pieces, {
    open(name, attributes, path) {
      if (name === TRACKTION_ROOT) version = attributes["appVersion"] ?? "";
      if (PLUGINS.includes(name) && !PARTS.includes(attributes["type"] ?? "")) {
        const isMaster = path.some((above) => MASTERS.includes(above.name));
        uses.add({
          ...pluginOf(attributes),
          track: attributeAbove(path, TRACKS, "name") ?? (isMaster ? "Master" : undefined),
          isBypassed: attributes["enabled"] === "0",
          isFrozen: attributes["frozen"] === "1",
        });
      }
      return false;
    },
  });
  return { daw: "tracktion", version: version.replace(/^Waveform\s+/i, ""), plugins: uses.plugins() };
}

function pluginOf(attributes: XmlAttributes): PluginUse {
  const { type = "", filename, name, manufacturer } = attributes;
  if (type !== "vst") return { format: "internal", name: name || type };
  const shared = { name: name || moduleName(filename), vendor: manufacturer };
  const [, component] = /^AudioUnit(?:v3)?:(?:[^/]*\/)?(.*)$/.exec(filename ?? "") ?? [];
  if (component !== undefined) return { ...shared, format: "au", id: auIdOfText(component) };
  const format = formatOf(filename ?? "");
  if (format === "lv2" && !/\.lv2$/i.test(filename ?? "")) {
    return { ...shared, format, id: textId("lv2", filename) };
  }
  return { ...shared, format, id: idOf(format, attributes), file: filename };
}

/** JUCE numbers these two as their formats do; other formats have the hash of an id. */
function idOf(format: PluginUse["format"], { uid, uniqueId }: XmlAttributes): string | undefined {
  const [number] = [uid, uniqueId].filter((text) => text !== undefined && /^[0-9a-f]{1,8}$/i.test(text));
  if (number === undefined) return undefined;
  if (format === "vst2") return vst2Id(String(parseInt(number, 16)));
  return format === "ladspa" ? ladspaId(String(parseInt(number, 16))) : undefined;
}

function formatOf(file: string): PluginUse["format"] {
  if (/^https?:|^urn:/.test(file) || /\.lv2$/i.test(file)) return "lv2";
  if (/\.vst3$/i.test(file)) return "vst3";
  if (/\.clap$/i.test(file)) return "clap";
  if (/\.component$/i.test(file) || /^AudioUnit/.test(file)) return "au";
  return /(?:^|\/)ladspa\//i.test(file) && fileName(file) !== undefined ? "ladspa" : "vst2";
}
