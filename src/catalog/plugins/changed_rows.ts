import type { DatabaseSync } from "node:sqlite";
import { indexPresets } from "../presets/rows/preset_index.ts";
import type { DescriptionDocument } from "./description_document.ts";
import { addToIndex, indexPlugin } from "./search_index.ts";
import type { SearchedPlugin } from "./searched_contents.ts";

/** What is known of a row that is to be indexed, and need not be read. */
interface ChangedRow {
  /** The search data of a new plugin, which has just been written. */
  readonly fresh?: SearchedPlugin;
  /** The long part of the shown description. */
  readonly document?: DescriptionDocument | undefined;
}

/**
 * Rows of plugins to index when the rest of a transaction has been stored:
 * other writes between two writes to an index can make SQLite write it to disk
 * each time.
 */
export class ChangedRows {
  readonly #rows = new Map<number, ChangedRow>();

  /** Adds a row; one that is added twice is read again. */
  add(rowId: number, row: ChangedRow = {}): void {
    this.#rows.set(rowId, this.#rows.has(rowId) ? {} : row);
  }

  /**
   * Indexes them all, and the presets that were stored with them.
   *
   * @param terms Words that the index has already; those of the rows are added.
   */
  index(db: DatabaseSync, terms: Set<string> = new Set()): void {
    for (const [rowId, { fresh, document }] of this.#rows) {
      if (fresh === undefined) indexPlugin(db, rowId, document);
      else addToIndex(db, rowId, fresh, terms);
    }
    indexPresets(db);
  }
}
