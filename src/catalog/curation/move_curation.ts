import type { DatabaseSync } from "node:sqlite";
import { statement } from "../sqlite/statement.ts";

/** Columns that refer to plugins by their public ids. */
const NAMING_PLUGINS = [
  ["curations", "plugin_id"],
  ["plugin_tags", "plugin_id"],
  ["collection_plugins", "plugin_id"],
  ["presets", "plugin_id"],
  ["blocklist", "plugin_id"],
  ["overrides", "target"],
] as const;

/**
 * Moves the user's notes and tags from one plugin to another that turned out to be the same.
 *
 * If both have data, the newer wins; a note or a category is only replaced by another one.
 */
export function moveCuration(db: DatabaseSync, from: string, to: string): void {
  statement(
    db,
    `update curations set
       note = iif(f.updated_at > curations.updated_at and f.note <> '' or curations.note = '', f.note, curations.note),
       category = iif(f.updated_at > curations.updated_at, ifnull(f.category, curations.category),
         ifnull(curations.category, f.category)),
       is_favorite = iif(f.updated_at > curations.updated_at, f.is_favorite, curations.is_favorite),
       is_hidden = iif(f.updated_at > curations.updated_at, f.is_hidden, curations.is_hidden),
       deleted_at = iif(f.updated_at > curations.updated_at, f.deleted_at, curations.deleted_at),
       updated_at = max(f.updated_at, curations.updated_at)
      from curations f
      where f.plugin_id = :from and curations.plugin_id = :to and f.owner = curations.owner`,
  ).run({ from, to });
  for (const [table, owner] of [["plugin_tags", "tag_id"], ["collection_plugins", "collection_id"]]) {
    statement(
      db,
      `update ${table} set updated_at = f.updated_at, deleted_at = f.deleted_at from ${table} f
        where f.plugin_id = :from and ${table}.plugin_id = :to and f.${owner} = ${table}.${owner}
          and f.updated_at > ${table}.updated_at`,
    ).run({ from, to });
  }
  for (const [table, column] of NAMING_PLUGINS) {
    statement(db, `update or ignore ${table} set ${column} = ? where ${column} = ?`).run(to, from);
    statement(db, `delete from ${table} where ${column} = ?`).run(from);
  }
  moveSiblingDecisions(db, from, to);
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
