import type { DatabaseSync } from "node:sqlite";
import { itemField } from "../../model/curation/plugin_field.ts";
import { LOCAL_OWNER, mergeRegister, registerOfRow, SELECT_REGISTER } from "./registers.ts";
import { statement } from "../sqlite/statement.ts";

/** Columns that refer to plugins by their public ids. */
const NAMING_PLUGINS = [
  ["presets", "plugin_id"],
  ["blocklist", "plugin_id"],
  ["overrides", "target"],
] as const;

/** Those of any owner, by the index that begins with the owner. */
const OF_ANY = `owner in (
  with recursive owners (owner) as (
    select min(owner) from curation union all
    select (select min(c.owner) from curation c where c.owner > owners.owner) from owners
     where owners.owner is not null)
  select owner from owners)`;

const OF_PLUGIN = `where ${OF_ANY} and kind = 'plugin' and target = ?`;
const IN_COLLECTIONS = `where ${OF_ANY} and kind = 'collection' and field = ?`;

/** Moves what the user says about one plugin to another that turned out to be the same; the later wins. */
export function moveCuration(db: DatabaseSync, from: string, to: string): void {
  for (const row of statement(db, `${SELECT_REGISTER} ${OF_PLUGIN}`).all(from)) {
    mergeRegister(db, { ...registerOfRow(row), target: to });
  }
  for (const row of statement(db, `${SELECT_REGISTER} ${IN_COLLECTIONS}`).all(itemField(from))) {
    mergeRegister(db, { ...registerOfRow(row), field: itemField(to) });
  }
  statement(db, `delete from curation ${OF_PLUGIN}`).run(from);
  statement(db, `delete from curation ${IN_COLLECTIONS}`).run(itemField(from));
  moveUndo(db, from, to);
  for (const [table, column] of NAMING_PLUGINS) {
    statement(db, `update or ignore ${table} set ${column} = ? where ${column} = ?`).run(to, from);
    statement(db, `delete from ${table} where ${column} = ?`).run(from);
  }
  moveSiblingDecisions(db, from, to);
}

/** What was said of the plugin can still be taken back. */
function moveUndo(db: DatabaseSync, from: string, to: string): void {
  // By the operation first, as the index of the table is.
  const ofAny = "operation_id in (select id from curation_operations) and owner = :owner";
  statement(
    db,
    `update or ignore curation_undo set target = :to where ${ofAny} and kind = 'plugin' and target = :from`,
  ).run({ from, to, owner: LOCAL_OWNER });
  statement(
    db,
    `update or ignore curation_undo set field = 'item:' || :to
      where ${ofAny} and kind = 'collection' and field = 'item:' || :from`,
  ).run({ from, to, owner: LOCAL_OWNER });
}

/** The other plugin of a decision about the moved one. */
const OTHER = "iif(plugin_id = :from, other_id, plugin_id)";

/** Of two decisions about one pair the newer one stays; nothing is decided about a plugin and itself. */
function moveSiblingDecisions(db: DatabaseSync, from: string, to: string): void {
  statement(
    db,
    `delete from sibling_decisions where plugin_id = min(:from, :to) and other_id = max(:from, :to)`,
  ).run({ from, to });
  statement(
    db,
    `delete from sibling_decisions as known where exists (
       select 1 from (select owner, updated_at, ${OTHER} as other from sibling_decisions
                       where :from in (plugin_id, other_id)) as moved
        where known.owner = moved.owner and known.updated_at < moved.updated_at
          and known.plugin_id = min(:to, moved.other) and known.other_id = max(:to, moved.other))`,
  ).run({ from, to });
  statement(
    db,
    `update or ignore sibling_decisions set plugin_id = min(:to, ${OTHER}), other_id = max(:to, ${OTHER})
      where :from in (plugin_id, other_id)`,
  ).run({ from, to });
  statement(db, "delete from sibling_decisions where ? in (plugin_id, other_id)").run(from);
}
