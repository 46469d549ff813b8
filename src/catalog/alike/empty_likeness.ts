import type { DatabaseSync } from "node:sqlite";

/** Empties the index of similar plugins; the next update reads all plugins. */
export function emptyLikeness(db: DatabaseSync): void {
  for (const table of ["likeness_changes", "likeness_entries", "likeness_postings"]) {
    db.exec(`delete from ${table}`);
  }
}
