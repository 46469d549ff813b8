import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { Console } from "../terminal/console.ts";
import type { TableFlags } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import type { Records } from "../output/records.ts";

/** A list of what the user, or failures, have said about single plugins: all of it, for there is not much. */
export interface Rules<Row> extends Pick<Records<Row>, "list" | "item" | "columns"> {
  readonly schema: string;
  readonly read: (catalog: Catalog) => Promise<Row[]>;
  /** What people are told where there are none. */
  readonly none: string;
}

/** Prints such a list of the catalog. */
export async function printRules<Row>(
  { schema, read, none, ...records }: Rules<Row>,
  flags: TableFlags,
  console: Console,
): Promise<void> {
  using catalog = await openForReading(catalogPath(console.environment));
  const rows = await read(catalog);
  const head = { schema, schemaVersion: 1, total: rows.length };
  const footer = (shown: number) => shown === 0 ? none : "";
  await printRecords({ ...records, head, rows, footer }, flags, console);
}
