import { type BlocklistEntry, listBlocks, removeBlocks } from "../../catalog/rules/blocklist.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import type { RuleTarget } from "../../catalog/rules/rule_target.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { describeRule, findRule } from "../rules/named_rule.ts";
import { describeTarget, findRuleTarget } from "../rules/rule_target.ts";
import type { BlocklistRemoveDocument } from "../../model/documents/blocklist_documents.ts";
import { locationsOf } from "../../catalog/rules/rule_target.ts";

/** Runs `pluginary blocklist remove`. */
export async function runBlocklistRemove(
  this: ProgramContext,
  flags: OutputFlags,
  ...inputs: string[]
): Promise<void> {
  using catalog = await openCatalog(catalogPath(this.console.environment));
  const targets: RuleTarget[] = [];
  for (const input of inputs) targets.push(await findBlocked(catalog, input));
  const removed = await catalog.write((db) => targets.flatMap((target) => removeBlocks(db, target)));
  const document: BlocklistRemoveDocument = { schema: "blocklist-remove", schemaVersion: 1, removed };
  const lines = removed.map((entry) => `Unblocked: ${describeRule(entry)}; the next scan will load it`);
  await printAnswer({ document, text: lines }, flags, this.console);
}

/** Accepts a target as the list shows it, even when it is no longer in the catalog. */
async function findBlocked(catalog: Catalog, input: string): Promise<RuleTarget> {
  const entries = await catalog.read(listBlocks);
  const listed = findRule(entries, input);
  if (listed !== undefined) return targetOfBlock(listed);
  const target = await findRuleTarget(catalog, input);
  const blocked = entries.find((entry) => isAbout(entry, target)) ??
    await aroundPlugin(catalog, entries, target);
  if (blocked !== undefined) return targetOfBlock(blocked);
  throw new PluginaryError(
    "not-blocked",
    `Cannot unblock "${describeTarget(target)}": it is not blocked`,
    'Run "pluginary blocklist list" to see what is blocked',
  );
}

function targetOfBlock({ plugin, location }: BlocklistEntry): RuleTarget {
  return plugin === undefined ? { location: location! } : { plugin };
}

function isAbout(entry: BlocklistEntry, { location, plugin }: RuleTarget): boolean {
  return plugin === undefined ? entry.location === location : entry.plugin === plugin;
}

/** The block on a plugin's module, which also keeps the plugin from being scanned. */
async function aroundPlugin(
  catalog: Catalog,
  entries: readonly BlocklistEntry[],
  { plugin }: RuleTarget,
): Promise<BlocklistEntry | undefined> {
  if (plugin === undefined) return undefined;
  const locations = await catalog.read((db) => locationsOf(db, plugin));
  return entries.find((entry) =>
    entry.plugin === undefined && entry.location !== undefined && locations.includes(entry.location)
  );
}
