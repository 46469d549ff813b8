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
  ["sibling_decisions", "plugin_id"],
  ["sibling_decisions", "other_id"],
] as const;

/**
 * Moves the user's notes and tags from one plugin to another that turned out to be the same.
 *
 * If both have data, the newer wins; a note is only replaced by another note.
 */
export function moveCuration(db: DatabaseSync, from: string, to: string): void {
  statement(
    db,
    `update curations set
       note = iif(f.updated_at > curations.updated_at and f.note <> '' or curations.note = '', f.note, curations.note),
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
}
