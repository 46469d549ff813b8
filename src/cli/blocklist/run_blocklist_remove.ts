import { type BlocklistEntry, listBlocks, removeBlocks } from "../../catalog/rules/blocklist.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { locationsOf, pluginsAt, type RuleTarget, targetText } from "../../catalog/rules/rule_target.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { describeRule, findRule } from "../rules/named_rule.ts";
import { findRuleTarget } from "../rules/rule_target.ts";
import type { BlocklistRemoveDocument } from "../../model/documents/blocklist_documents.ts";

/** Runs `pluginary blocklist remove`. */
export async function runBlocklistRemove(
  this: ProgramContext,
  flags: OutputFlags,
  ...inputs: string[]
): Promise<void> {
  using catalog = await openCatalog(catalogPath(this.console.environment));
  const targets: RuleTarget[] = [];
  for (const input of inputs) targets.push(...await findBlocked(catalog, input));
  const removed = await catalog.write((db) => targets.flatMap((target) => removeBlocks(db, target)));
  const document: BlocklistRemoveDocument = { schema: "blocklist-remove", schemaVersion: 1, removed };
  const lines = removed.map((entry) => `Unblocked: ${describeRule(entry)}; the next scan will load it`);
  await printAnswer({ document, text: lines }, flags, this.console);
}

/**
 * The blocks that a person means. The list's own names come first, since an
 * entry may no longer be in the catalog.
 */
async function findBlocked(catalog: Catalog, input: string): Promise<RuleTarget[]> {
  const entries = await catalog.read(listBlocks);
  const target = findRule(entries, input) ?? await findRuleTarget(catalog, input);
  const blocked = target.plugin === undefined
    ? await onModule(catalog, entries, target.location!)
    : await onPlugin(catalog, entries, target.plugin);
  if (blocked.length > 0) return blocked;
  throw new PluginaryError(
    "not-blocked",
    `Cannot unblock "${targetText(target)}": it is not blocked`,
    'Run "pluginary blocklist list" to see what is blocked',
  );
}

/** The blocks on a module and on its plugins, each of which keeps something of it from being scanned. */
async function onModule(
  catalog: Catalog,
  entries: readonly BlocklistEntry[],
  location: string,
): Promise<RuleTarget[]> {
  const plugins = await catalog.read((db) => pluginsAt(db, location));
  return [
    ...entries.some((entry) => entry.location === location) ? [{ location }] : [],
    ...plugins.filter((plugin) =>
      entries.some((entry) => entry.plugin === plugin && entry.location !== location)
    ).map((plugin) => ({ plugin })),
  ];
}

/** The block on a plugin, or else the one on its module. */
async function onPlugin(
  catalog: Catalog,
  entries: readonly BlocklistEntry[],
  plugin: string,
): Promise<RuleTarget[]> {
  if (entries.some((entry) => entry.plugin === plugin)) return [{ plugin }];
  const locations = await catalog.read((db) => locationsOf(db, plugin));
  const around = entries.find((entry) =>
    entry.plugin === undefined && entry.location !== undefined && locations.includes(entry.location)
  );
  return around === undefined ? [] : [{ location: around.location }];
}
