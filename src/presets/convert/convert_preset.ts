import type { InstalledPlugin } from "../../catalog/plugins/installed_plugin.ts";
import type { Variables } from "../../platform/folders.ts";
import { StateLoader } from "../library/load_state.ts";
import { type ConvertedState, convertState } from "./convert_state.ts";
import type { PresetSource } from "./preset_source.ts";

/**
 * Converts a preset for another plugin, or checks that its own plugin loads it.
 *
 * @throws {PluginaryError} `plugin-failed`.
 */
export async function convertPreset(
  { request, readable }: PresetSource,
  from: InstalledPlugin,
  to: InstalledPlugin,
  environment: Variables,
): Promise<ConvertedState> {
  await using first = await StateLoader.start(from, environment, readable);
  if (to.id === from.id) return await convertState(first, request, first);
  await using second = await StateLoader.start(to, environment);
  return await convertState(first, request, second);
}
