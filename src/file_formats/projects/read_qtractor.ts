import type { PluginUse } from "../../model/projects/project_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import { childAt, type XmlElement } from "../xml/xml_element.ts";
import { moduleName, textId } from "./plugin_ids.ts";
import { PluginUses } from "./plugin_uses.ts";
import { pluginsOfRack } from "./read_carla.ts";
import { attributeAbove, readXmlProject } from "./xml_project.ts";

/** Elements with a chain of plugins: tracks, and the buses of the mixer. */
const TRACKS: readonly string[] = ["track", "audio-bus", "midi-bus"];

const FORMATS: ReadonlyMap<string, PluginUse["format"]> = new Map([
  ["LADSPA", "ladspa"],
  ["DSSI", "dssi"],
  ["VST", "vst2"],
  ["VST2", "vst2"],
  ["VST3", "vst3"],
  ["LV2", "lv2"],
  ["CLAP", "clap"],
]);

/**
 * Reads a session of Qtractor (`.qtr`, or the one in a `.qtz`). It names a
 * plugin by its module and its label; only LV2 has an id (qtractorPlugin.cpp,
 * `saveElement`).
 */
export function readQtractorSession(pieces: Iterable<Uint8Array>): Project {
  const uses = new PluginUses();
  let version = "";
  readXmlProject(pieces, {
    open(name, attributes) {
      if (name === "session") version = attributes["version"] ?? "";
      return name === "plugin";
    },
    kept(element, path) {
      const use = pluginOf(element);
      const track = attributeAbove(path, TRACKS, "name");
      uses.add({ ...use, track });
      const state = childAt(element, "configs")?.children.map(({ text }) => text) ?? [];
      for (const inside of pluginsOfRack(use, state)) uses.add({ ...inside, track });
    },
  });
  return { daw: "qtractor", version: version.replace(/^qtractor\s+/i, ""), plugins: uses.plugins() };
}

function pluginOf(element: XmlElement): PluginUse {
  const textOf = (name: string) => childAt(element, name)?.text.trim() || undefined;
  const file = textOf("filename");
  const label = textOf("label");
  const format = FORMATS.get(element.attributes["type"] ?? "") ?? "internal";
  const isOwn = format === "ladspa" || format === "dssi" || format === "internal";
  const shared = {
    // Of other formats the label is the name, with "_" for what stands between words.
    name: (isOwn ? label : label?.replaceAll("_", " ")) ?? moduleName(file),
    preset: textOf("preset"),
    isBypassed: !/^(?:1|on|true|yes)$/i.test(textOf("activated") ?? ""),
  };
  switch (format) {
    case "internal":
      return { ...shared, format, name: label ?? element.attributes["type"] ?? "" };
    case "lv2":
      return { ...shared, format, id: textId("lv2", file) };
    case "ladspa":
    case "dssi":
      return { ...shared, format, file, label };
    default:
      return { ...shared, format, file };
  }
}
