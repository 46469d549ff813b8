import { isPluginFormat, type PluginFormat } from "../model/plugin_format.ts";
import type { Environment } from "./search_paths.ts";
import { shimInfo } from "./shim.ts";

/** The formats that the shim was built with; `undefined` where nothing says so. */
export async function builtFormats(environment: Environment): Promise<PluginFormat[] | undefined> {
  const info = (await shimInfo(environment))?.info;
  if (typeof info !== "object" || info === null || !("formats" in info)) return undefined;
  const { formats } = info;
  return Array.isArray(formats) && formats.every(isPluginFormat) ? formats : undefined;
}
