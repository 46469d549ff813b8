import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import { showSame } from "../../model/presets/displayed_text.ts";
import { matchParameters } from "../../model/presets/match_parameters.ts";
import type { ParameterValue } from "../../model/presets/plugin_state.ts";
import type { TextComparison } from "./plugin_texts.ts";

/**
 * Compares how two plugins display the parameters that have the same meaning by
 * their names, since ids of different plugins have nothing in common.
 */
export function compareTextsOfPlugins(
  before: readonly ParameterValue[],
  after: readonly ParameterValue[],
  plugins: Readonly<Record<"from" | "to", Pick<InstalledPlugin, "parameters">>>,
): TextComparison {
  const { pairs, onlyFrom, onlyTo } = matchParameters(plugins.from.parameters, plugins.to.parameters, false);
  const [old, young] = [before, after].map((values) => new Map(values.map(({ id, text }) => [id, text])));
  const rows = [
    ...pairs.map(({ from, to }) => ({
      ...{ id: to.id, name: to.name },
      ...{ before: old!.get(from.id) ?? null, after: young!.get(to.id) ?? null },
    })),
    ...onlyFrom.map(({ id, name }) => ({ id, name, before: old!.get(id) ?? null, after: null })),
    ...onlyTo.map(({ id, name }) => ({ id, name, before: null, after: young!.get(id) ?? null })),
  ];
  const differences = rows.filter(({ before, after }) =>
    before === null || after === null || !showSame(before, after)
  );
  return { compared: rows.length, differences };
}
