import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { StateRequest } from "../../model/presets/plugin_state.ts";
import { type LoadSettings, StateLoader } from "../library/load_state.ts";
import type { NamedPreset } from "../references/named_preset.ts";
import { type ConvertedState, convertState } from "./convert_state.ts";

/**
 * Converts a preset for another plugin, or checks that its own plugin loads it.
 *
 * @param isSamePlugin Whether both are one plugin in two formats.
 * @throws {PluginaryError} `preset-not-convertible` for a state that no worker loads, and `plugin-failed`.
 */
export async function convertPreset(
  preset: NamedPreset,
  from: InstalledPlugin,
  to: InstalledPlugin,
  loading: LoadSettings,
  isSamePlugin: boolean,
): Promise<ConvertedState> {
  const request = requestOf(preset);
  await using first = await StateLoader.start(from, loading, request);
  if (to.id === from.id) return await convertState(first, request, first);
  await using second = await StateLoader.start(to, loading);
  return await convertState(first, request, second, isSamePlugin);
}

function requestOf({ name, source }: NamedPreset): StateRequest {
  if ("request" in source) return source.request;
  const { state } = source;
  if (!("file" in state)) return { state };
  throw new PluginaryError(
    "preset-not-convertible",
    `Cannot convert "${name}": no worker loads states of ${
      state.format === "au" ? "Audio Units" : "VST2 plugins"
    }`,
    '"pluginary preset write" moves it to another file as it is',
  );
}
