import type { VersionContent } from "../../catalog/library/version_content.ts";
import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ParameterValue } from "../../model/presets/plugin_state.ts";
import { equalBytes, packState } from "../../model/presets/state_bytes.ts";
import { type LoadSettings, StateLoader } from "./load_state.ts";
import { compareTexts, type TextComparison } from "./plugin_texts.ts";

/** What a comparison of two states has found. */
export interface StateComparison extends TextComparison {
  readonly isSameState: boolean;
  /** Whether the plugin has loaded both now, or the texts of their captures were compared. */
  readonly texts: "loaded" | "recorded";
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** A state, and the plugin that it is of; unset if that is not installed any more. */
export interface ComparedState {
  readonly name: string;
  readonly content: VersionContent;
  readonly plugin: InstalledPlugin | undefined;
}

/**
 * Compares two states by the texts of their parameters.
 *
 * @param options With `isRecorded`, no plugin is loaded.
 * @throws {PluginaryError} `plugin-not-found` if neither way is possible, and `plugin-failed`.
 */
export async function compareStates(
  from: ComparedState,
  to: ComparedState,
  loading: LoadSettings,
  { isRecorded = false }: { readonly isRecorded?: boolean } = {},
): Promise<StateComparison> {
  const isSameState = equalBytes(packState(from.content.state), packState(to.content.state));
  const plugin = to.plugin ?? from.plugin;
  if (isRecorded || from.plugin === undefined || to.plugin === undefined) {
    const [before, after] = [from, to].map(recorded) as [
      readonly ParameterValue[],
      readonly ParameterValue[],
    ];
    return { isSameState, texts: "recorded", warnings: [], ...compareTexts(before, after, plugin) };
  }
  const answers = await loadBoth(from, to, loading);
  const warnings = answers.flatMap(({ warnings }) => warnings);
  const [before, after] = answers.map(({ parameters }) => parameters) as [ParameterValue[], ParameterValue[]];
  return { isSameState, texts: "loaded", warnings, ...compareTexts(before, after, plugin) };
}

async function loadBoth(from: ComparedState, to: ComparedState, loading: LoadSettings) {
  // One worker for both, so that only the states differ.
  if (from.plugin!.id === to.plugin!.id) {
    await using loader = await StateLoader.start(from.plugin!, loading);
    return [
      await loader.load({ state: from.content.state }),
      await loader.load({ state: to.content.state }),
    ];
  }
  return await Promise.all([from, to].map(async ({ plugin, content }) => {
    await using loader = await StateLoader.start(plugin!, loading);
    return await loader.load({ state: content.state });
  }));
}

function recorded({ name, content, plugin }: ComparedState): readonly ParameterValue[] {
  if (content.parameters !== undefined) return content.parameters;
  throw new PluginaryError(
    "plugin-not-found",
    `Cannot compare "${name}": no plugin has loaded it yet, so there are no texts of its parameters`,
    plugin === undefined ? "Install its plugin, and scan" : 'Omit "--recorded"',
  );
}
