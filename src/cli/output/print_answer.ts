import type { CellValue, Column } from "./column.ts";
import type { Console } from "../terminal/console.ts";
import type { DocumentHead } from "../../model/documents/document_head.ts";
import { jsonText } from "./json_text.ts";
import { machineFormat, type TableFlags } from "./output_options.ts";
import { printable } from "../terminal/terminal.ts";
import { withOutput } from "./with_output.ts";

/** A command's answer that is one thing; a list is {@linkcode Records}. */
export interface Answer<Row> {
  /** The document for programs. */
  readonly document: DocumentHead;
  /** For people: plain lines, or the page for a console with its styles, already made harmless. */
  readonly text: readonly string[] | ((console: Console) => string | Promise<string>);
  /** The lines of CSV; by default a single one with the document's own values, without nested ones. */
  readonly table?: { readonly columns: readonly Column<Row>[]; readonly rows: Iterable<Row> };
}

/** Prints one thing as its options say: for people or for programs, on standard output or into a file. */
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

/** A column per field that fits into a cell, without the document's name and version. */
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
