import * as v from "valibot";
import type { Parameter, Plugin } from "../plugin.ts";

/** Schema of {@linkcode PluginDifference}. */
export const pluginDifferenceSchema = v.object({
  path: v.string(),
  stored: v.optional(v.unknown()),
  loaded: v.optional(v.unknown()),
});

/**
 * One difference between a plugin's stored and present description: its path in
 * the record, by field names and parameter ids, and both values. One value is
 * absent if something was added or removed.
 */
export type PluginDifference = v.InferOutput<typeof pluginDifferenceSchema>;

/** Fields that come from the plugin itself, except parameters; its category follows from them, and other fields depend on its files and on time. */
const SAID_FIELDS = [
  "name",
  "vendor",
  "version",
  "description",
  "url",
  "isInstrument",
  "features",
  "rawCategories",
  "replaces",
  "buses",
  "programs",
  "presetCount",
  "latencySamples",
  "hasEditor",
] as const satisfies readonly (keyof Plugin)[];

/** The differences between two descriptions of a plugin, in the order of the record. */
export function comparePlugins(stored: Plugin, loaded: Plugin): PluginDifference[] {
  return [
    ...SAID_FIELDS.flatMap((name) => difference(name, stored[name], loaded[name])),
    ...compareParameters(stored.parameters ?? [], loaded.parameters ?? []),
  ];
}

function compareParameters(
  stored: readonly Parameter[],
  loaded: readonly Parameter[],
): PluginDifference[] {
  const now = new Map(loaded.map((parameter) => [parameter.id, parameter]));
  const differences = stored.flatMap((before) => {
    const after = now.get(before.id);
    now.delete(before.id);
    return after === undefined
      ? difference(`parameters/${before.id}`, before, undefined)
      : compareFields(`parameters/${before.id}`, before, after);
  });
  return [
    ...differences,
    ...[...now].flatMap(([id, added]) => difference(`parameters/${id}`, undefined, added)),
  ];
}

function compareFields(path: string, before: Parameter, after: Parameter): PluginDifference[] {
  const names = Object.keys(before) as (keyof Parameter)[];
  return names.flatMap((name) => difference(`${path}/${name}`, before[name], after[name]));
}

/** Compares as JSON, the form in which one of the two was stored. */
function difference(path: string, stored: unknown, loaded: unknown): PluginDifference[] {
  if (JSON.stringify(stored) === JSON.stringify(loaded)) return [];
  return [{
    path,
    ...(stored === undefined ? {} : { stored }),
    ...(loaded === undefined ? {} : { loaded }),
  }];
}
