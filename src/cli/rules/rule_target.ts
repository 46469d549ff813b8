import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { locationsNamed, type RuleTarget } from "../../catalog/rules/rule_target.ts";
import { findPlugins } from "../../catalog/search/find_plugins.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { absolutePath } from "../../platform/paths.ts";
import { FORMATS } from "../../scan/formats/records/formats.ts";
import { getPluginMatch, isPath, isThere, knownLocation } from "../plugins/plugin_reference.ts";
import { realPathIfAny } from "../../platform/real_path.ts";
import { soleFile } from "./named_rule.ts";

/** The beginning of a public id, which is not a path although it may contain slashes. */
const PLUGIN_ID = /^(vst3|au|lv2|ladspa|clap|vst2):/;

/**
 * Finds the target of a block or an override from a plugin's id or name, from
 * the file name of a module on record, or from the path of a module, scanned or
 * not.
 *
 * @throws {PluginaryError} when nothing matches, or more than one thing.
 */
export async function findRuleTarget(catalog: Catalog, input: string): Promise<RuleTarget> {
  if (PLUGIN_ID.test(input)) return await pluginTarget(catalog, input);
  const path = absolutePath(input);
  if (!isPath(input)) {
    const isName = await catalog.read((db) => findPlugins(db, input).length > 0);
    if (isName) return await pluginTarget(catalog, input);
    if (!await isThere(path)) {
      const locations = await catalog.read((db) => locationsNamed(db, input));
      return soleFile(locations, input) ?? await pluginTarget(catalog, input);
    }
  }
  return { location: await knownLocation(catalog, path) ?? await newLocation(input, path) };
}

async function pluginTarget(catalog: Catalog, reference: string): Promise<RuleTarget> {
  return { plugin: (await getPluginMatch(catalog, reference)).id };
}

async function newLocation(input: string, path: string): Promise<string> {
  const location = realPathIfAny(path);
  const info = await Deno.lstat(location).catch(() => undefined);
  if (info === undefined) {
    throw new PluginaryError(
      "path-not-found",
      `Cannot find "${input}": it does not exist, and no scan has found it`,
      'Name the path of a plugin, or a plugin\'s id or name as "pluginary list" shows them',
    );
  }
  if (info.isDirectory && FORMATS.ofName(location) === undefined) {
    throw new PluginaryError(
      "not-a-plugin",
      `Cannot use "${input}" as a plugin: it is a folder`,
      'Exclude a folder with "pluginary scan --exclude" or the file "ignore" in the configuration folder',
    );
  }
  return location;
}
