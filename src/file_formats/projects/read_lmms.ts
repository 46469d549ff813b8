import type { PluginUse } from "../../model/projects/project_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import { childAt, elementsNamed, type XmlElement } from "../xml/xml_element.ts";
import { moduleName, textId, uriName } from "./plugin_ids.ts";
import { PluginUses } from "./plugin_uses.ts";
import { CARLA_ROOTS, carlaPluginsOf } from "./read_carla.ts";
import { attributeAbove, readXmlProject, type XmlPath } from "./xml_project.ts";

/** Names of the root, the older one last. */
export const LMMS_ROOTS: readonly string[] = ["lmms-project", "multimedia-project"];

/** Elements with a name that people see: tracks, and channels of the mixer under two names. */
const TRACKS: readonly string[] = ["track", "fxchannel", "mixerchannel"];

/** Reads a project of LMMS (`.mmp`, or `.mmpz` unpacked). */
export function readLmmsProject(pieces: Iterable<Uint8Array>): Project {
  const uses = new PluginUses();
  let version = "";
  readXmlProject(pieces, {
    open(name, attributes) {
      if (LMMS_ROOTS.includes(name)) version = attributes["creatorversion"] ?? "";
      return name === "effect" || name === "instrument";
    },
    skipsText: (name) => name === "Chunk",
    kept(element, path) {
      const track = attributeAbove(path, TRACKS, "name");
      const use = element.name === "effect" ? effectOf(element, path) : instrumentOf(element);
      if (use === undefined) return;
      uses.add({ ...use, track });
      for (const inside of pluginsOfCarla(element)) {
        uses.add({ ...inside, track, isBypassed: use.isBypassed === true || inside.isBypassed === true });
      }
    },
  });
  return { daw: "lmms", version, plugins: uses.plugins() };
}

/** An effect is named by a key of attributes. */
function effectOf(element: XmlElement, path: XmlPath): PluginUse | undefined {
  const key = keyOf(element);
  const place = {
    isBypassed: element.attributes["on"] === "0" || attributeAbove(path, ["fxchain"], "enabled") === "0",
  };
  const file = fileOf(key.get("file"));
  switch (element.attributes["name"]) {
    case "ladspaeffect": {
      const label = key.get("plugin");
      return { ...place, format: "ladspa", name: label || moduleName(file), file, label };
    }
    case "vsteffect":
      return { ...place, format: "vst2", name: moduleName(file), file };
    case "lv2effect":
      return { ...place, ...lv2Of(key.get("uri")) };
    case undefined:
    case "":
      return undefined;
    default:
      return { ...place, format: "internal", name: element.attributes["name"]! };
  }
}

function instrumentOf(element: XmlElement): PluginUse | undefined {
  const key = keyOf(element);
  const name = element.attributes["name"] ?? "";
  switch (name) {
    case "vestige": {
      const file = fileOf(childAt(element, "vestige")?.attributes["plugin"]);
      return file === undefined || file === "" ? undefined : { format: "vst2", name: moduleName(file), file };
    }
    case "lv2instrument":
      return lv2Of(key.get("uri"));
    case "":
      return undefined;
    default:
      return { format: "internal", name };
  }
}

/** Carla in LMMS is a rack, which keeps a project of its own. */
function pluginsOfCarla(element: XmlElement): PluginUse[] {
  return elementsNamed(element, CARLA_ROOTS).flatMap((project) => elementsNamed(project, ["Plugin"]))
    .flatMap((plugin) => carlaPluginsOf(plugin));
}

function lv2Of(uri: string | undefined): PluginUse {
  return { format: "lv2", id: textId("lv2", uri), name: uriName(uri) };
}

/** Since LMMS 1.3 a word says in which of its folders a file is: "uservst:Synth.dll". */
function fileOf(path: string | undefined): string | undefined {
  return path?.replace(/^(?:(?:user|factory)[a-z]+|local):/, "");
}

function keyOf(element: XmlElement): ReadonlyMap<string, string> {
  const attributes = childAt(element, "key")?.children ?? [];
  return new Map(attributes.map(({ attributes: { name, value } }) => [name ?? "", value ?? ""]));
}
