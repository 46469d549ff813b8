import type { SqlValue } from "../sqlite/json_column.ts";
import type { RawRow } from "./page_reader.ts";

/** A row, and whether its id is plausible: ids grow from row to row. */
interface PlacedRow {
  readonly id: number;
  readonly values: SqlValue[];
  readonly isInOrder: boolean;
}

/**
 * The rows of one table that were found in a damaged file, by their ids.
 *
 * A damaged id can equal that of another row, which must not be lost because of
 * it. So of two rows with the same id, the one whose id fits between its
 * neighbours' is kept. If only one id fits between the neighbours, the row gets
 * that id, unless a neighbour is the one out of place.
 */
export class SalvagedRows {
  readonly #rows = new Map<number, PlacedRow>();

  /** Adds rows that follow one another in the file; of equally plausible rows, the first is kept. */
  add(sequence: readonly RawRow[]): void {
    for (const index of sequence.keys()) {
      const placed = place(sequence, index);
      const known = this.#rows.get(placed.id);
      if (known === undefined || (!known.isInOrder && placed.isInOrder)) this.#rows.set(placed.id, placed);
    }
  }

  /**
   * Removes rows of another table. SQLite drops the columns that a row has
   * beyond those of its table, and fills missing ones with defaults, so these
   * can look like rows of this table.
   */
  dropStrangers(strangers: readonly RawRow[]): void {
    for (const { id, values } of strangers) {
      const known = this.#rows.get(id)?.values.slice(0, values.length);
      if (known?.every((value, index) => isSame(value, values[index]!))) this.#rows.delete(id);
    }
  }

  has(id: number): boolean {
    return this.#rows.has(id);
  }

  /** The number of rows. */
  get size(): number {
    return this.#rows.size;
  }

  /** Each id with its columns, the id's own column `null`. */
  *[Symbol.iterator](): Generator<readonly [id: number, values: SqlValue[]]> {
    for (const { id, values } of this.#rows.values()) yield [id, values];
  }
}

function isSame(a: SqlValue, b: SqlValue): boolean {
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return a === b;
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function place(sequence: readonly RawRow[], index: number): PlacedRow {
  const { id, values } = sequence[index]!;
  const before = sequence[index - 1]?.id ?? -Infinity;
  const after = sequence[index + 1]?.id ?? Infinity;
  if (before < id && id < after) return { id, values, isInOrder: true };
  const isOnlyGap = after - before === 2;
  if (isOnlyGap && !isNeighbourOutOfPlace(sequence, index)) {
    return { id: before + 1, values, isInOrder: true };
  }
  return { id, values, isInOrder: false };
}

/** Whether the row's id would fit without one of its neighbours, so that the neighbour's id is the damaged one. */
function isNeighbourOutOfPlace(sequence: readonly RawRow[], index: number): boolean {
  const idAt = (place: number) => sequence[place]?.id ?? (place < 0 ? -Infinity : Infinity);
  const id = idAt(index);
  const [before, after] = [idAt(index - 1), idAt(index + 1)];
  if (id === before || id === after) return false;
  return (idAt(index - 2) < id && id < after) || (before < id && id < idAt(index + 2));
}
