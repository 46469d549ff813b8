import type { PluginUse } from "../../model/projects/project_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import { FileFormatError } from "../file_format_error.ts";
import { childAt, type XmlElement } from "../xml/xml_element.ts";
import { auIdOfText, ladspaId, moduleName, textId, vst2Id, vst3Id } from "./plugin_ids.ts";
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

/** Deepest nesting of racks. */
const MOST_DEPTH = 8;

/** Reads a project of Carla (`.carxp`), or a preset of it (`.carxs`). */
export function readCarlaProject(pieces: Iterable<Uint8Array>): Project {
  const uses = new PluginUses();
  let version = "";
  readXmlProject(pieces, {
    open(name, attributes) {
      if (CARLA_ROOTS.includes(name)) version = attributes["VERSION"] ?? "";
      return name === "Plugin" || name === "CARLA-PRESET";
    },
    skipsText: (name) => name === "Chunk",
    kept(element) {
      for (const use of carlaPluginsOf(element)) uses.add(use);
    },
  });
  return { daw: "carla", version, plugins: uses.plugins() };
}

/**
 * What an element of a plugin says, and behind it the plugins inside, of a rack
 * or a patchbay of Carla's; nothing for an empty one.
 *
 * @param depth Racks around it.
 */
export function carlaPluginsOf(element: XmlElement, depth = 0): PluginUse[] {
  const use = pluginOf(element);
  if (use === undefined) return [];
  const values = childrenNamed(childAt(element, "Data"), "CustomData")
    .map((data) => childAt(data, "Value")?.text ?? "");
  return [use, ...pluginsOfRack(use, values, depth)];
}

/**
 * The plugins inside of a rack or a patchbay of Carla's, which is a plugin and
 * has a project of its own as a text of its state (CarlaPluginNative.cpp).
 *
 * @param texts Of the state of any plugin; others than that of Carla's have none inside.
 * @param depth Racks around it.
 */
export function pluginsOfRack(rack: PluginUse, texts: readonly string[], depth = 0): PluginUse[] {
  return texts.filter((text) => text.includes("<CARLA-PROJECT"))
    .flatMap((text) => pluginsInside(text.trim(), depth + 1))
    .map((inside) => ({
      ...inside,
      isBypassed: rack.isBypassed === true || inside.isBypassed === true,
    }));
}

function pluginsInside(text: string, depth: number): PluginUse[] {
  if (depth > MOST_DEPTH) {
    throw new FileFormatError("too-large", `has more than ${MOST_DEPTH} racks inside of each other`);
  }
  const found: PluginUse[] = [];
  readXmlProject([new TextEncoder().encode(text)], {
    open: (name) => name === "Plugin",
    skipsText: (name) => name === "Chunk",
    kept(element) {
      found.push(...carlaPluginsOf(element, depth));
    },
  });
  return found;
}

function childrenNamed(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

function pluginOf(element: XmlElement): PluginUse | undefined {
  const info = childAt(element, "Info");
  const textOf = (name: string) => childAt(info, name)?.text.trim() || undefined;
  const type = textOf("Type");
  if (type === undefined) return undefined;
  const format = FORMATS.get(type.toUpperCase()) ?? "internal";
  const file = textOf("Binary") ?? textOf("Bundle") ?? textOf("Filename");
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
      return auIdOfText(label);
    default:
      return undefined;
  }
}
