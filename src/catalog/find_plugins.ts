import type { DatabaseSync } from "node:sqlite";

/** A plugin by which a reference can be answered. */
export interface PluginMatch {
  readonly rowId: number;
  readonly id: string;
  readonly name: string;
  readonly vendor: string | null;
}

/**
 * Finds what a person calls a plugin: its id, an older id, `format/Name`, or
 * its name. The first of these that has a match decides.
 *
 * @returns More than one where the name is not enough.
 */
export function findPlugins(db: DatabaseSync, reference: string): PluginMatch[] {
  const [, format, name] = /^([a-z0-9]+)\/(.+)$/s.exec(reference) ?? [];
  const attempts: [where: string, ...values: string[]][] = [
    ["plugin_id = ?", reference],
    ["id in (select plugin_row_id from plugin_aliases where alias = ?)", reference],
    ...(format === undefined || name === undefined
      ? []
      : [["format = ? and name = ? collate nocase", format, name] as [string, ...string[]]]),
    ["name = ?", reference],
    ["name = ? collate nocase", reference],
  ];
  for (const [where, ...values] of attempts) {
    const rows = db.prepare(
      `select id, plugin_id, name, vendor from plugins where ${where} order by plugin_id`,
    )
      .all(...values);
    if (rows.length > 0) return rows.map(match);
  }
  return [];
}

function match(row: Record<string, unknown>): PluginMatch {
  return {
    rowId: Number(row["id"]),
    id: String(row["plugin_id"]),
    name: String(row["name"]),
    vendor: row["vendor"] === null ? null : String(row["vendor"]),
  };
}
