import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { listNamedOverrides, readOverrides, replaceOverrides } from "../../catalog/rules/overrides.ts";
import { namesOfTarget, pluginsAt, type RuleTarget, targetText } from "../../catalog/rules/rule_target.ts";
import type { PluginOverrides } from "../../model/plugin_overrides.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { describeRule, findRule } from "../rules/named_rule.ts";
import { findRuleTarget } from "../rules/rule_target.ts";
import { FIELD_OF, type OverrideName, parseName } from "./parse_assignments.ts";
import { settingsOf } from "./settings_of.ts";

/** Runs `pluginary override unset`. */
export async function runOverrideUnset(
  this: ProgramContext,
  flags: OutputFlags,
  input: string,
  ...inputs: string[]
): Promise<void> {
  const names = inputs.map(parseName);
  using catalog = await openCatalog(catalogPath(this.console.environment));
  const target = await findOverridden(catalog, input);
  const overrides = await catalog.write((db) => {
    const before = readOverrides(db, target);
    const left = names.length === 0 ? {} : names.reduce((rest, name) => without(rest, name, target), before);
    return replaceOverrides(db, target, left, new Date().toISOString());
  });
  const known = await catalog.read((db) => namesOfTarget(db, target));
  const line = `${describeRule({ ...target, names: known })}: ${
    settingsOf(overrides).join(" ") || "no overrides"
  }`;
  const document = { schema: "override-unset", schemaVersion: 1, ...target, overrides };
  await printAnswer({ document, text: [line] }, flags, this.console);
}

/**
 * Accepts a target as the list shows it, even when it is no longer in the
 * catalog, and a module's path for the one plugin in it that has overrides.
 */
async function findOverridden(catalog: Catalog, input: string): Promise<RuleTarget> {
  const stored = await catalog.read(listNamedOverrides);
  const { location, plugin } = findRule(stored, input) ?? await findRuleTarget(catalog, input);
  const target = location === undefined ? { plugin: plugin! } : { location };
  if (stored.some((one) => one.location === location && one.plugin === plugin)) return target;
  const inside = location === undefined ? [] : await catalog.read((db) => pluginsAt(db, location));
  const [only, ...others] = inside.filter((id) => stored.some((one) => one.plugin === id));
  if (only !== undefined && others.length === 0) return { plugin: only };
  throw new PluginaryError(
    "no-override",
    only === undefined
      ? `Cannot unset overrides of "${targetText(target)}": it has none`
      : `Cannot unset overrides of "${targetText(target)}": ${others.length + 1} plugins in it have some`,
    'Run "pluginary override list" to see all overrides',
  );
}

function without(
  before: PluginOverrides,
  { name, variable }: OverrideName,
  target: RuleTarget,
): PluginOverrides {
  const field = FIELD_OF[name];
  const isSet = variable === undefined ? field in before : Object.hasOwn(before.environment ?? {}, variable);
  if (!isSet) {
    const what = variable === undefined ? name : `${name}.${variable}`;
    throw new PluginaryError(
      "no-override",
      `Cannot unset "${what}" of "${targetText(target)}": it is not set`,
      'Run "pluginary override list" to see all overrides',
    );
  }
  if (variable === undefined) {
    return Object.fromEntries(Object.entries(before).filter(([one]) => one !== field));
  }
  const environment = Object.entries(before.environment ?? {}).filter(([one]) => one !== variable);
  return { ...before, environment: Object.fromEntries(environment) };
}
