import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import { showSame } from "../../model/presets/displayed_text.ts";
import { matchParameters } from "../../model/presets/match_parameters.ts";
import type { ParameterValue } from "../../model/presets/plugin_state.ts";

/** A parameter that is displayed in another way. */
export interface TextDifference {
  readonly id: string;
  readonly name: string;
  /** `null` where there is no such parameter. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What a comparison of texts has found. */
export interface TextComparison {
  readonly compared: number;
  readonly differences: readonly TextDifference[];
}

/**
 * Compares how a plugin displays its parameters. Meters are left out: the plugin
 * writes them, so they belong to no state.
 *
 * @param plugin Names the parameters; unset for one that is not installed.
 */
export function compareTexts(
  before: readonly ParameterValue[],
  after: readonly ParameterValue[],
  plugin: Pick<InstalledPlugin, "parameters"> | undefined,
): TextComparison {
  const known = new Map((plugin?.parameters ?? []).map((parameter) => [parameter.id, parameter]));
  const texts = [before, after].map((values) => new Map(values.map(({ id, text }) => [id, text])));
  const [old, young] = texts as [Map<string, string>, Map<string, string>];
  const ids = [...new Set([...old.keys(), ...young.keys()])]
    .filter((id) => !known.get(id)?.flags.includes("output"));
  const differences = ids.filter((id) => old.get(id) !== young.get(id)).map((id) => ({
    id,
    name: known.get(id)?.name ?? id,
    before: old.get(id) ?? null,
    after: young.get(id) ?? null,
  }));
  return { compared: ids.length, differences };
}

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
