import type { CellValue, Column } from "./column.ts";
import type { Console } from "../terminal/console.ts";
import type { DocumentHead } from "../../model/documents/document_head.ts";
import { jsonText } from "./json_text.ts";
import { machineFormat, type TableFlags } from "./output_options.ts";
import { withOutput } from "./with_output.ts";

/** A command's answer that is one thing and no list. */
export interface Answer<Row> {
  /** The document for programs. */
  readonly document: DocumentHead;
  /** Prints it for people. */
  readonly print: (console: Console) => Promise<void>;
  /** The lines of CSV; without them one line has the document's own values, and nested ones are left out. */
  readonly table?: { readonly columns: readonly Column<Row>[]; readonly rows: Iterable<Row> };
}

/** Prints one thing as its options say: for people or for programs, on standard output or into a file. */
export async function printDocument<Row = DocumentHead>(
  { document, print, table }: Answer<Row>,
  flags: TableFlags,
  console: Console,
): Promise<void> {
  const format = machineFormat(flags);
  await withOutput(flags, console, async (target) => {
    const { stdout } = target;
    if (format === undefined) return await print(target);
    if (format === "yaml") return await stdout.write((await import("./yaml_text.ts")).yamlText(document));
    if (format !== "csv") return await stdout.write(`${jsonText(document)}\n`);
    const { writeCsv } = await import("./csv_records.ts");
    if (table !== undefined) await writeCsv(table, flags, stdout);
    else await writeCsv({ columns: plainColumns(document), rows: [document] }, {}, stdout);
  });
}

/** A column per field that fits into a cell; what kind of document it is, is known. */
function plainColumns(
  { schema: _schema, schemaVersion: _version, ...fields }: DocumentHead,
): Column<DocumentHead>[] {
  const entries: [string, unknown][] = Object.entries(fields);
  return entries.flatMap(([name, value]) => isCell(value) ? [plainColumn(name, value)] : []);
}

function plainColumn(name: string, value: CellValue): Column<DocumentHead> {
  return { name, title: name, cell: () => value, align: "left", priority: 0, minimumWidth: 1 };
}

function isCell(value: unknown): value is CellValue {
  if (Array.isArray(value)) return value.every((one) => typeof one === "string");
  return value === null || typeof value !== "object";
}
