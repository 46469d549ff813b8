import type { PluginFormat } from "../../model/plugin_format.ts";
import { fileName, joinPath } from "../../platform/paths.ts";
import { exists } from "../files/file_system.ts";

/** The file that makes a folder an LV2 bundle. */
export const LV2_MANIFEST = "manifest.ttl";

/** Names of modules that tell their format; other files are told by what is in them. */
const FORMAT_OF_EXTENSION: ReadonlyMap<string, PluginFormat> = new Map([
  ["vst3", "vst3"],
  ["clap", "clap"],
  ["lv2", "lv2"],
  ["component", "au"],
  ["vst", "vst2"],
]);

/** The format that a file's or folder's name stands for; `undefined` when the name says nothing. */
export function formatOfName(path: string): PluginFormat | undefined {
  const name = fileName(path);
  const dot = name.lastIndexOf(".");
  return dot < 0 ? undefined : FORMAT_OF_EXTENSION.get(name.slice(dot + 1).toLowerCase());
}

/** Whether a folder is an LV2 bundle, whatever its name. */
export function isLv2Bundle(folder: string): boolean {
  return exists(joinPath(folder, LV2_MANIFEST));
}

/** Whether a folder is a bundle of any format: what lies in it belongs to it. */
export function isBundle(folder: string): boolean {
  return isLv2Bundle(folder) || (formatOfName(folder) !== undefined && exists(joinPath(folder, "Contents")));
}
