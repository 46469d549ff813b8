import type { DatabaseSync } from "node:sqlite";
import { isDamage } from "../sqlite/catalog_error.ts";

/** Up to this size the contents of the full-text indexes are read as well, which takes most of the time: 8 ms per MB. */
const WHOLE_CHECK_BYTES = 12_000_000;

/**
 * The signs of damage that can be found in 100 ms in most catalogs: in every
 * page of every table and index, since any of them can keep a command from
 * reading the catalog.
 *
 * @param wholeCheckBytes Up to which size the full-text indexes are compared with their tables.
 * @returns Nothing if there are none.
 */
export function findVisibleDamage(
  db: DatabaseSync,
  sizeBytes: number,
  wholeCheckBytes: number = WHOLE_CHECK_BYTES,
): string[] {
  try {
    const pages = sizeBytes <= wholeCheckBytes ? quickCheck(db) : checkTables(db);
    return [...pages, ...unmatchedIndexes(db)];
  } catch (error) {
    if (!(error instanceof Error) || !isDamage(error)) throw error;
    const { cause } = error;
    return [cause instanceof Error ? cause.message : error.message];
  }
}

/** The first problem of each table that is stored in the file; the full-text indexes are stored in such tables. */
function checkTables(db: DatabaseSync): string[] {
  return db.prepare(
    "select name from pragma_table_list where schema = 'main' and type in ('table', 'shadow')",
  )
    .all().flatMap(({ name }) => quickCheck(db, String(name)));
}

/** The first problem of the file, or of one table with its indexes. */
function quickCheck(db: DatabaseSync, table?: string): string[] {
  const argument = table === undefined ? "1" : `'${table.replaceAll("'", "''")}'`;
  const [first] = db.prepare(`pragma quick_check(${argument})`).all();
  const message = String(first?.["quick_check"] ?? "ok");
  return message === "ok" ? [] : [message.replaceAll(/\s+/g, " ").trim()];
}

function unmatchedIndexes(db: DatabaseSync): string[] {
  const count = (sql: string) => Number(db.prepare(`select count(*) as n from ${sql}`).get()!["n"]);
  const indexed = count("plugins where shown_description_id is not null");
  const plugins = count("plugins");
  const presets = count("presets");
  const waiting = count("presets where is_indexed = 0");
  const parts = [
    ...["plugins_fts_docsize", "plugin_contents_fts_docsize", "search_entries"]
      .map((part) => ({ part, least: indexed, most: plugins, what: "plugins" })),
    { part: "presets_fts_docsize", least: presets - waiting, most: presets, what: "presets" },
  ];
  return parts.flatMap(({ part, least, most, what }) => {
    const entries = count(part);
    return entries < least || entries > most ? [`The index "${part}" does not match the ${what}`] : [];
  });
}
