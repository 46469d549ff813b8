import type { VersionContent } from "../../catalog/library/version_content.ts";
import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { loadRequest } from "../../model/presets/load_request.ts";
import { isEmptyState, type ParameterValue } from "../../model/presets/plugin_state.ts";
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
  readonly pluginId: string;
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
  if (isRecorded || from.plugin === undefined || to.plugin === undefined) {
    const [before, after] = [from, to].map(recorded) as [
      readonly ParameterValue[],
      readonly ParameterValue[],
    ];
    return { texts: "recorded", warnings: byIds(from, to), ...await compareSides(from, to, before, after) };
  }
  const answers = await orWithoutLoading(() => loadBoth(from, to, loading), from, to);
  const warnings = answers.flatMap(({ warnings }) => warnings);
  const [before, after] = answers.map(({ parameters }) => parameters) as [ParameterValue[], ParameterValue[]];
  return { texts: "loaded", warnings, ...await compareSides(from, to, before, after) };
}

async function compareSides(
  from: ComparedState,
  to: ComparedState,
  before: readonly ParameterValue[],
  after: readonly ParameterValue[],
): Promise<Pick<StateComparison, "isSameState" | "compared" | "differences">> {
  if (from.pluginId !== to.pluginId) {
    if (from.plugin === undefined || to.plugin === undefined) {
      return { isSameState: false, ...compareTexts(before, after, to.plugin ?? from.plugin) };
    }
    const { compareTextsOfPlugins } = await import("./texts_of_plugins.ts");
    const plugins = { from: from.plugin, to: to.plugin };
    return { isSameState: false, ...compareTextsOfPlugins(before, after, plugins) };
  }
  const comparison = compareTexts(before, after, to.plugin);
  const haveSameBytes = equalBytes(packState(from.content.state), packState(to.content.state));
  // Two states that are both empty differ as their parameters do.
  const isSameState = haveSameBytes &&
    (!isEmptyState(to.content.state) || comparison.differences.length === 0);
  return { isSameState, ...comparison };
}

/** Ids of different plugins have nothing in common, but nothing else is known of plugins that are not installed. */
function byIds(from: ComparedState, to: ComparedState): StateComparison["warnings"] {
  const areKnown = from.plugin !== undefined && to.plugin !== undefined;
  if (from.pluginId === to.pluginId || areKnown) return [];
  const message = "The plugins are different and not both installed, so parameters are compared by their ids";
  return [{ code: "compared-by-ids", message }];
}

/** Says of a plugin that fails how the states can be compared all the same. */
async function orWithoutLoading<T>(
  work: () => Promise<T>,
  ...sides: readonly ComparedState[]
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isFailure = error instanceof PluginaryError && error.code === "plugin-failed";
    if (!isFailure || sides.some(({ content }) => content.parameters === undefined)) throw error;
    const hint = 'Use "--recorded" to compare the texts of the captures, without the plugin';
    throw new PluginaryError(error.code, error.message, hint, { cause: error });
  }
}

async function loadBoth(from: ComparedState, to: ComparedState, loading: LoadSettings) {
  // One worker for both, so that only the states differ.
  if (from.plugin!.id === to.plugin!.id) {
    await using loader = await StateLoader.start(from.plugin!, loading);
    return [
      await loader.load(loadRequest(from.content, from.plugin)),
      await loader.load(loadRequest(to.content, to.plugin)),
    ];
  }
  return await Promise.all([from, to].map(async ({ plugin, content }) => {
    await using loader = await StateLoader.start(plugin!, loading);
    return await loader.load(loadRequest(content, plugin));
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
