import { isPluginFormat, type PluginFormat } from "../../model/plugin_format.ts";
import type { Environment } from "../files/search_system.ts";
import { shimInfo } from "./shim.ts";

/** The formats that the shim was built with; `undefined` if they are unknown. */
export function builtFormats(environment: Environment): PluginFormat[] | undefined {
  const info = shimInfo(environment)?.info;
  if (typeof info !== "object" || info === null || !("formats" in info)) return undefined;
  const { formats } = info;
  return Array.isArray(formats) && formats.every(isPluginFormat) ? formats : undefined;
}
