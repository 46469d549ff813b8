import type { PluginUse } from "../../model/projects/project_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import { codeText } from "../code_text.ts";
import { childAt, type XmlAttributes, type XmlElement } from "../xml/xml_element.ts";
import { auId, auIdOfText, ladspaId, textId, vst2Id, vst3Id } from "./plugin_ids.ts";
import { PluginUses } from "./plugin_uses.ts";
import { attributeAbove, readXmlProject } from "./xml_project.ts";

/** Types of processors that are plugins; the others are parts of the mixer. */
const PLUGINS: ReadonlyMap<string, PluginUse["format"]> = new Map([
  ["lv2", "lv2"],
  ["ladspa", "ladspa"],
  ["vst3", "vst3"],
  ["lxvst", "vst2"],
  ["mac-vst", "vst2"],
  ["windows-vst", "vst2"],
  ["audiounit", "au"],
  ["luaproc", "internal"],
]);

/**
 * Elements of plugins: of tracks since Ardour 3, and before it; of regions, and
 * of the inputs and outputs of the session (region_fx_plugin.cc, io_plug.cc).
 */
const ELEMENTS: readonly string[] = ["Processor", "Insert", "RegionFXPlugin", "IOPlug"];

/** Reads a session of Ardour (`.ardour`), or of Mixbus, which has the same form. */
export function readArdourSession(pieces: Iterable<Uint8Array>): Project {
  const uses = new PluginUses();
  let version = "";
  const frozen = new Set<string>();
  /** Names of routes by their numbers. */
  const routes = new Map<string, string>();
  const found: { use: PluginUse; route: string | undefined }[] = [];
  /** The name of the route that is read, in sessions of Ardour 2. */
  let oldRoute: string | undefined;
  readXmlProject(pieces, {
    open(name, attributes, path) {
      if (name === "ProgramVersion") {
        version = attributes["modified-with"] ?? attributes["created-with"] ?? "";
      }
      if (name === "Route") {
        oldRoute = undefined;
        routes.set(attributes["id"] ?? "", attributes["name"] ?? "");
      }
      if (name === "IO" && path.at(-1)?.name === "Route") oldRoute = attributes["name"];
      const route = attributeAbove(path, ["Route"], "id");
      if (/^freeze-?info$/i.test(name) && attributes["state"] === "Frozen" && route !== undefined) {
        frozen.add(route);
      }
      return ELEMENTS.includes(name) && PLUGINS.has(attributes["type"] ?? "");
    },
    skipsText: () => true,
    kept(element, path) {
      const use = element.name === "Insert" ? insertOf(element) : processorOf(element);
      const track = attributeAbove(path, ["Route"], "name") ??
        (element.name === "Insert" ? oldRoute : undefined);
      const route = attributeAbove(path, ["Route"], "id") ??
        attributeAbove(path, ["Playlist"], "orig-track-id");
      found.push({ use: { ...use, track }, route });
    },
  });
  for (const { use, route } of found) {
    const track = use.track ?? routes.get(route ?? "");
    uses.add({ ...use, track, isFrozen: route !== undefined && frozen.has(route) });
  }
  return { daw: "ardour", version: version.replace(/^Ardour\s+/, ""), plugins: uses.plugins() };
}

function processorOf({ attributes, children }: XmlElement): PluginUse {
  const format = PLUGINS.get(attributes["type"] ?? "")!;
  const state = children.find((child) => child.attributes["last-preset-label"] !== undefined);
  return {
    format,
    id: idOf(format, attributes),
    name: attributes["name"] ?? "",
    preset: state?.attributes["last-preset-label"],
    isBypassed: isOff(attributes["active"]),
  };
}

/** Ardour 2 keeps the name and the state in an element of their own; before version 2.0 the name was the id. */
function insertOf(element: XmlElement): PluginUse {
  const { attributes } = element;
  const format = PLUGINS.get(attributes["type"] ?? "")!;
  const redirect = childAt(element, "Redirect");
  return {
    format,
    id: idOf(format, attributes),
    name: childAt(redirect, "IO")?.attributes["name"] || attributes["id"] || "",
    isBypassed: isOff(redirect?.attributes["active"]),
  };
}

/** Up to Ardour 5 states are words. */
function isOff(active: string | undefined): boolean {
  return active === "0" || active === "no";
}

function idOf(format: PluginUse["format"], attributes: XmlAttributes): string | undefined {
  const id = attributes["unique-id"];
  switch (format) {
    case "lv2":
      return textId("lv2", id);
    case "ladspa":
      return ladspaId(id);
    case "vst3":
      return vst3Id(id);
    case "vst2":
      return vst2Id(id);
    case "au":
      return auOf(id ?? "");
    default:
      return undefined;
  }
}

/** Three numbers with signs, or three texts of four characters. */
function auOf(id: string): string | undefined {
  const numbers = /^\s*(-?\d{5,10})\D+?(-?\d{5,10})\D+?(-?\d{5,10})\s*$/.exec(id)?.slice(1);
  return numbers === undefined ? auIdOfText(id) : auId(numbers.map((number) => codeText(Number(number))));
}
