import type { DatabaseSync } from "node:sqlite";

/** The setting with the version of the rules that have found the categories of all descriptions. */
export const CATEGORY_RULES_SETTING = "category-rules";

/** The value of a setting; `undefined` where it has never been saved. */
export function findSetting(db: DatabaseSync, name: string): string | undefined {
  const row = db.prepare("select value from settings where name = ?").get(name);
  return row === undefined ? undefined : String(row["value"]);
}

/** Saves a setting, in place of an older value. */
export function saveSetting(db: DatabaseSync, name: string, value: string): void {
  db.prepare(
    "insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
  )
    .run(name, value);
}

/** Removes a setting. */
export function deleteSetting(db: DatabaseSync, name: string): void {
  db.prepare("delete from settings where name = ?").run(name);
}
