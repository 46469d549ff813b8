import type { DatabaseSync } from "node:sqlite";
import { statement } from "../sqlite/statement.ts";

/** How many presets the catalog has of these files. */
export function countPresetsIn(db: DatabaseSync, paths: readonly string[]): number {
  const { presets } = statement(
    db,
    `select count(*) as presets from presets where file_id in
       (select id from preset_files where path in (select value from json_each(?)))`,
  ).get(JSON.stringify(paths))!;
  return Number(presets);
}
