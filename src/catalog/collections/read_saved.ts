import type { DatabaseSync } from "node:sqlite";
import type { SavedEntry } from "../../model/documents/curation/saved_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { StoredSearch } from "../curation/saved_searches.ts";
import { savedCondition } from "./check_stored.ts";
import { listedProducts } from "./listed_products.ts";

/**
 * Reads a saved search, and tells whether it can be used.
 *
 * @param withCounts Whether to search with it, and to count what it finds.
 */
export function readSaved(
  db: DatabaseSync,
  saved: StoredSearch,
  { withCounts = false }: { withCounts?: boolean } = {},
): SavedEntry {
  const { name, query, note } = saved;
  try {
    const { sql, values } = savedCondition(db, saved);
    if (!withCounts) return { name, query, note, problem: null };
    const rows = db.prepare(`select p.id from plugins p where ${sql}`).all(...values).map(({ id }) =>
      Number(id)
    );
    return {
      name,
      query,
      note,
      problem: null,
      plugins: rows.length,
      products: listedProducts(db, rows).length,
    };
  } catch (error) {
    if (!(error instanceof PluginaryError)) throw error;
    return { name, query, note, problem: { code: error.code, message: error.message } };
  }
}
