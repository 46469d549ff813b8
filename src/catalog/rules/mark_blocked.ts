import type { DatabaseSync } from "node:sqlite";
import { type Block, reasonOfBlock } from "../../model/block.ts";
import type { PluginFailure } from "../../model/module.ts";
import type { ModuleKey } from "../../model/scan_journal.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { refreshPlugin } from "../plugins/refresh_plugin.ts";
import { ScanRules } from "./scan_rules.ts";

/** A module that a block may concern. */
interface Candidate extends ModuleKey {
  readonly rowId: number;
  readonly failures: readonly PluginFailure[];
  /** Its plugins. */
  readonly plugins: readonly { readonly rowId: number; readonly id: string; readonly name: string }[];
}

/**
 * Marks modules and plugins as blocked according to the user's blocks and
 * overrides, without waiting for a scan. Their descriptions stay.
 *
 * Nothing is unblocked here: only a scan can tell the new outcome.
 */
export function markBlocked(db: DatabaseSync, at: string): void {
  const rules = ScanRules.read(db);
  for (const module of readCandidates(db)) {
    const { module: block, plugins } = rules.blocks(module);
    if (block?.code === "blocked-by-user") markModule(db, module, block, at);
    else if (block === undefined) markPlugins(db, module, plugins, at);
  }
}

function markModule(db: DatabaseSync, module: Candidate, block: Block, at: string): void {
  db.prepare("update modules set outcome = 'blocked', reason = ?, failures = '[]' where id = ?")
    .run(JSON.stringify(reasonOfBlock(block)), module.rowId);
  db.prepare("update installations set outcome = 'blocked' where module_id = ?").run(module.rowId);
  for (const { rowId } of module.plugins) refreshPlugin(db, rowId, at, { isScanned: false });
}

function markPlugins(
  db: DatabaseSync,
  { rowId, failures, plugins }: Candidate,
  blocks: ReadonlyMap<string, Block>,
  at: string,
): void {
  const blocked = plugins.filter(({ id }) => blocks.get(id)?.code === "blocked-by-user");
  if (blocked.length === 0) return;
  const added = blocked.map(({ id, name }): PluginFailure => ({
    id,
    name,
    outcome: "blocked",
    reason: reasonOfBlock(blocks.get(id)!),
  }));
  const others = failures.filter(({ id }) => !blocked.some((plugin) => plugin.id === id));
  db.prepare("update modules set failures = ? where id = ?").run(
    JSON.stringify([...others, ...added]),
    rowId,
  );
  for (const plugin of blocked) {
    db.prepare("update installations set outcome = 'blocked' where module_id = ? and plugin_row_id = ?")
      .run(rowId, plugin.rowId);
    refreshPlugin(db, plugin.rowId, at, { isScanned: false });
  }
}

function readCandidates(db: DatabaseSync): Candidate[] {
  const rows = db.prepare(
    `select m.id, m.location, m.format, m.failures,
            (select json_group_array(json_object('rowId', p.id, 'id', p.plugin_id, 'name', p.name))
               from installations i join plugins p on p.id = i.plugin_row_id where i.module_id = m.id) as plugins
       from modules m
      where m.location in (select location from blocklist union select target from overrides)
         or m.id in (select i.module_id from installations i join plugins p on p.id = i.plugin_row_id
                      where p.plugin_id in (select plugin_id from blocklist union select target from overrides))`,
  ).all();
  return rows.map((row) => ({
    rowId: Number(row["id"]),
    location: String(row["location"]),
    format: row["format"] as ModuleKey["format"],
    failures: fromJson<PluginFailure[]>(row["failures"])!,
    plugins: fromJson<Candidate["plugins"]>(row["plugins"])!,
  }));
}
