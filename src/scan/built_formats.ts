import * as v from "valibot";
import { type PluginFormat, pluginFormatSchema } from "../model/plugin_format.ts";
import type { Environment } from "./search_paths.ts";
import { shimInfo } from "./shim.ts";

const buildInfoSchema = v.object({ formats: v.array(pluginFormatSchema) });

/** The formats that the shim was built with; `undefined` where nothing says so. */
export async function builtFormats(environment: Environment): Promise<PluginFormat[] | undefined> {
  const built = v.safeParse(buildInfoSchema, (await shimInfo(environment))?.info);
  return built.success ? built.output.formats : undefined;
}
