import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
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
