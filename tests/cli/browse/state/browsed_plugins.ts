import {
  type BrowsedPlugin,
  type BrowseState,
  initialState,
} from "../../../../src/cli/browse/state/browse_state.ts";
import type { Key, NamedKey } from "../../../../src/cli/browse/screen/keys.ts";
import { pressKey, type Step } from "../../../../src/cli/browse/state/press_key.ts";
import { NO_CURATION } from "../../../../src/model/curation/plugin_curation.ts";
import type { PluginCuration } from "../../../../src/model/plugin.ts";
import type { Plugin } from "../../../../src/model/plugin.ts";
import { samplePlugin } from "../../support/scan_events.ts";

/** A plugin of a list. */
export function browsed(changes: Partial<Plugin>, curation: Partial<PluginCuration> = {}): BrowsedPlugin {
  return { plugin: samplePlugin(changes), curation: { ...NO_CURATION, ...curation } };
}

/** A state with these answers, from the first on. */
export function stateWith(
  plugins: readonly BrowsedPlugin[],
  changes: Partial<BrowseState> = {},
): BrowseState {
  const state = initialState("");
  const answers = { ...state.answers, total: plugins.length, plugins };
  return { ...state, answers, ...changes };
}

/** Presses keys one after the other: single characters, or names of keys; returns the last answer. */
export function press(state: BrowseState, ...keys: readonly string[]): Step {
  return keys.reduce<Step>((step, key) => pressKey(step.state, keyOf(key), 10), { state });
}

function keyOf(key: string): Key {
  return [...key].length === 1 ? { name: "text", text: key } : { name: key as NamedKey };
}
