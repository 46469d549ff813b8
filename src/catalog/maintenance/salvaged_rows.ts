import type { SqlValue } from "../sqlite/json_column.ts";
import type { RawRow } from "./page_reader.ts";

/** A row, and whether its id can be what was written: ids grow from row to row. */
interface PlacedRow {
  readonly id: number;
  readonly values: SqlValue[];
  readonly isInOrder: boolean;
}

/**
 * The rows of one table that were found in a damaged file, by their ids.
 *
 * A damaged id can be that of another row, which must not be lost for it. So of
 * two rows with one id the one is kept whose id fits between its neighbours';
 * and where only one id fits between them, that is the row's, whatever it says,
 * unless it is a neighbour that is out of place.
 */
export class SalvagedRows {
  readonly #rows = new Map<number, PlacedRow>();

  /** Adds rows that lie behind each other; of those that are as good as others, the first that came are kept. */
  add(sequence: readonly RawRow[]): void {
    for (const index of sequence.keys()) {
      const placed = place(sequence, index);
      const known = this.#rows.get(placed.id);
      if (known === undefined || (!known.isInOrder && placed.isInOrder)) this.#rows.set(placed.id, placed);
    }
  }

  /**
   * Forgets what are rows of another table. SQLite cuts off what a row has more
   * columns than its table, and fills up what it has less with their defaults,
   * so that they can look like rows of this one.
   */
  dropStrangers(strangers: readonly RawRow[]): void {
    for (const { id, values } of strangers) {
      const known = this.#rows.get(id)?.values.slice(0, values.length);
      if (known?.every((value, index) => isSame(value, values[index]!))) this.#rows.delete(id);
    }
  }

  /** How many there are. */
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

/** Whether the row's id would fit without one of its neighbours, whose own id it is not. */
function isNeighbourOutOfPlace(sequence: readonly RawRow[], index: number): boolean {
  const idAt = (place: number) => sequence[place]?.id ?? (place < 0 ? -Infinity : Infinity);
  const id = idAt(index);
  const [before, after] = [idAt(index - 1), idAt(index + 1)];
  if (id === before || id === after) return false;
  return (idAt(index - 2) < id && id < after) || (before < id && id < idAt(index + 2));
}
