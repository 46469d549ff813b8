import type { PluginUse } from "../../model/projects/project_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import { childAt, type XmlElement } from "../xml/xml_element.ts";
import { auId, ladspaId, moduleName, textId, vst2Id, vst3Id } from "./plugin_ids.ts";
import { PluginUses } from "./plugin_uses.ts";
import { readXmlProject } from "./xml_project.ts";

/** Names of the root: a whole project, and one plugin. */
export const CARLA_ROOTS: readonly string[] = ["CARLA-PROJECT", "CARLA-PRESET"];

/** Types of plugins; players of sound fonts and Carla's own parts are the others. */
const FORMATS: ReadonlyMap<string, PluginUse["format"]> = new Map([
  ["LADSPA", "ladspa"],
  ["DSSI", "dssi"],
  ["LV2", "lv2"],
  ["VST", "vst2"],
  ["VST2", "vst2"],
  ["VST3", "vst3"],
  ["AU", "au"],
  ["CLAP", "clap"],
]);

/** Reads a project of Carla (`.carxp`), or a preset of it (`.carxs`). */
export function readCarlaProject(pieces: Iterable<Uint8Array>): Project {
  const uses = new PluginUses();
  let version = "";
  readXmlProject(pieces, {
    open(name, attributes) {
      if (CARLA_ROOTS.includes(name)) version = attributes["VERSION"] ?? "";
      return name === "Plugin" || name === "CARLA-PRESET";
    },
    skipsText: (name) => name === "Chunk" || name === "Value",
    kept(element) {
      const use = carlaPluginOf(element);
      if (use !== undefined) uses.add(use);
    },
  });
  return { daw: "carla", version, plugins: uses.plugins() };
}

/** What an element of a plugin says; nothing for an empty one. */
export function carlaPluginOf(element: XmlElement): PluginUse | undefined {
  const info = childAt(element, "Info");
  const textOf = (name: string) => childAt(info, name)?.text.trim() || undefined;
  const type = textOf("Type");
  if (type === undefined) return undefined;
  const format = FORMATS.get(type.toUpperCase()) ?? "internal";
  const file = textOf("Binary");
  const label = textOf("Label") ?? textOf("Identifier");
  const name = textOf("Name") || label || moduleName(file);
  return {
    format,
    id: idOf(format, { label, uri: textOf("URI"), number: textOf("UniqueID") }),
    name,
    file,
    ...["ladspa", "dssi", "internal"].includes(format) ? { label } : {},
    preset: childAt(element, "Data", "CurrentProgramName")?.text.trim() || undefined,
    isBypassed: childAt(element, "Data", "Active")?.text.trim() !== "Yes",
  };
}

interface Names {
  readonly label: string | undefined;
  readonly uri: string | undefined;
  readonly number: string | undefined;
}

function idOf(format: PluginUse["format"], { label, uri, number }: Names): string | undefined {
  switch (format) {
    case "lv2":
      return textId("lv2", uri ?? label);
    case "ladspa":
      return ladspaId(number, label);
    case "vst2":
      return vst2Id(number);
    case "vst3":
      return vst3Id(label);
    case "clap":
      return textId("clap", label);
    case "au":
      return auId(label?.split(/[:,]/) ?? []);
    default:
      return undefined;
  }
}
