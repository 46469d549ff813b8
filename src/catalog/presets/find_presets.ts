import type { DatabaseSync } from "node:sqlite";
import type { PresetEntry } from "../../model/documents/presets/preset_documents.ts";
import { readPresets } from "./read_presets.ts";

/** A preset that a person may mean. */
export interface PresetMatch {
  readonly rowId: number;
  readonly entry: PresetEntry;
}

/** Shortest beginning of an id that stands for it. */
const SHORTEST_PREFIX = 4;

/** Matches that are told apart; of more, nobody reads the list. */
const MOST_MATCHES = 100;

/**
 * Finds what a person calls a preset: its id or the beginning of it, the path of
 * its file or bundle, or its name. The first of these that has a match decides.
 *
 * @param paths The path that the reference may be, as the catalog has paths.
 * @returns More than one where that is not enough.
 */
export function findPresets(
  db: DatabaseSync,
  reference: string,
  paths: readonly string[] = [],
): PresetMatch[] {
  const isPrefix = reference.length >= SHORTEST_PREFIX && /^[0-9a-f]+$/i.test(reference);
  const id = reference.toLowerCase();
  const attempts = [
    () => isPrefix ? select(db, "public_id >= ? and public_id < ? and public_id <> ''", id, `${id}g`) : [],
    () => {
      if (paths.length === 0) return [];
      return select(
        db,
        `id in (select id from presets where location in (select value from json_each(?))
           union select s.id from presets s join preset_files f on f.id = s.file_id
             where f.path in (select value from json_each(?)))`,
        JSON.stringify(paths),
        JSON.stringify(paths),
      );
    },
    // The index of names knows no capitals.
    () => select(db, "name = ? collate nocase and name = ?", reference, reference),
    () => select(db, "name = ? collate nocase", reference),
  ];
  for (const attempt of attempts) {
    const matches = attempt();
    if (matches.length > 0) return matches;
  }
  return [];
}

function select(db: DatabaseSync, where: string, ...values: string[]): PresetMatch[] {
  const rows = db.prepare(
    `select id from presets where ${where} order by name collate nocase, public_id limit ${MOST_MATCHES}`,
  ).all(...values).map(({ id }) => Number(id));
  return readPresets(db, rows).map((entry, index) => ({ rowId: rows[index]!, entry }));
}
