import type { CellValue, Column } from "./column.ts";
import type { Console } from "../terminal/console.ts";
import type { DocumentHead } from "../../model/documents/document_head.ts";
import { jsonText } from "./json_text.ts";
import { machineFormat, type TableFlags } from "./output_options.ts";
import { printable } from "../terminal/terminal.ts";
import { withOutput } from "./with_output.ts";

/** The answer of a command that prints a single thing; for a list see {@linkcode Records}. */
export interface Answer<Row> {
  /** The document for programs. */
  readonly document: DocumentHead;
  /** The text for people: plain lines, or a function that returns styled text, already made harmless. */
  readonly text: readonly string[] | ((console: Console) => string | Promise<string>);
  /** The rows of CSV; by default one row with the document's values, except nested ones. */
  readonly table?: { readonly columns: readonly Column<Row>[]; readonly rows: Iterable<Row> };
}

/** Prints a single thing as the options say: for people or for programs, on standard output or to a file. */
export async function printAnswer<Row = DocumentHead>(
  { document, text, table }: Answer<Row>,
  flags: TableFlags,
  console: Console,
): Promise<void> {
  const format = machineFormat(flags);
  await withOutput(flags, console, async (target) => {
    const { stdout } = target;
    if (format === undefined) return await stdout.write(await textFor(text, target));
    if (format === "yaml") {
      const { yamlText } = await import("./yaml_text.ts");
      return await stdout.write(yamlText(document));
    }
    if (format !== "csv") return await stdout.write(`${jsonText(document)}\n`);
    const { writeCsv } = await import("./csv_records.ts");
    if (table !== undefined) await writeCsv(table, flags, stdout);
    else await writeCsv({ columns: plainColumns(document), rows: [document] }, {}, stdout);
  });
}

async function textFor(text: Answer<unknown>["text"], console: Console): Promise<string> {
  if (typeof text === "function") return await text(console);
  return text.map((line) => `${printable(line)}\n`).join("");
}

/** A column for each field that fits into a cell, except the document's schema and version. */
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
