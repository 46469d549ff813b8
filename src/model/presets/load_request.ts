import type { Parameter } from "../plugin.ts";
import { isEmptyState, type ParameterValue, type PluginState, type StateRequest } from "./plugin_state.ts";

/**
 * What a plugin loads to be as it was when its state was captured: the state, or the values of
 * its parameters where the plugin stores none.
 *
 * @param plugin Tells which parameters only the plugin sets; unset if it is not installed.
 */
export function loadRequest(
  { state, parameters }: { readonly state: PluginState; readonly parameters?: readonly ParameterValue[] },
  plugin: { readonly parameters: readonly Parameter[] } | undefined,
): StateRequest {
  if (parameters === undefined || !isEmptyState(state)) return { state };
  const known = new Map((plugin?.parameters ?? []).map(({ id, flags }) => [id, flags]));
  return {
    values: parameters.flatMap(({ id, value }) => {
      const flags = known.get(id) ?? [];
      const isWritten = flags.includes("read-only") || flags.includes("output");
      return value === null || isWritten ? [] : [{ id, value }];
    }),
  };
}
