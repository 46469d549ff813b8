import { type Column, namedColumns } from "./column.ts";
import type { Records } from "./records.ts";

/** The records with only the named fields, and a field that says so; see {@linkcode chosenFields}. */
export function withChosenFields<Row>(
  { head, rows, ...records }: Records<Row>,
  columns: readonly Column<Row>[],
  names: readonly string[],
): Records<Record<string, unknown>> {
  const chosen = namedColumns(columns, names);
  return {
    ...records,
    head: { ...head, columns: chosen.map(({ name }) => name) },
    rows: mapped(rows, (row) => chosenFields(row, chosen)),
    columns: [],
  };
}

/**
 * The fields of a row that the columns name, in their order. A column without a
 * field of its own, like `channels`, gives its cell. Unknown values are absent.
 */
export function chosenFields<Row>(row: Row, columns: readonly Column<Row>[]): Record<string, unknown> {
  const fields = new Map(Object.entries(row as object));
  const chosen = columns.map(({ name, cell }) => [name, fields.has(name) ? fields.get(name) : cell(row)]);
  return Object.fromEntries(chosen.filter(([, value]) => value !== undefined));
}

async function* mapped<From, To>(
  rows: Iterable<From> | AsyncIterable<From>,
  change: (row: From) => To,
): AsyncGenerator<To> {
  for await (const row of rows) yield change(row);
}
