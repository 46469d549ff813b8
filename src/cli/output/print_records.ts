import type { Column } from "./column.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { jsonText } from "./json_text.ts";
import {
  type MachineFormat,
  machineFormat,
  outputFile,
  type StreamFlags,
  type TableFlags,
} from "./output_options.ts";
import type { Records } from "./records.ts";
import { withOutput } from "./with_output.ts";

/** Prints a list as the options say: as a table or for programs, on standard output or to a file. */
export async function printRecords<Row>(
  records: Records<Row>,
  flags: TableFlags & StreamFlags,
  console: Console,
): Promise<void> {
  const format = machineFormat(flags);
  let shown = 0;
  await withOutput(flags, console, async (target) => {
    if (format === undefined) shown = await printTable(records, flags, target);
    else if (outputFile(flags) === undefined) await printForPrograms(format, records, flags, target);
    else {
      const rows = watched(records.rows, () => shown++);
      await printForPrograms(format, { ...records, rows }, flags, target);
    }
    const [one, many] = records.nouns ?? [records.item, records.list];
    return `${shown} ${shown === 1 ? one : many}`;
  });
  const footer = format === undefined ? records.footer?.(shown) ?? "" : "";
  if (footer === "") return;
  await console.stdout.flush();
  await writeMessage(console.stderr, `${await harmless(footer)}\n`);
}

async function* watched<Row>(
  rows: Records<Row>["rows"],
  whenRead: () => void,
): AsyncGenerator<Row> {
  for await (const row of rows) {
    whenRead();
    yield row;
  }
}

/** A footer can quote plugins. The code that makes text harmless is loaded only where it is needed. */
async function harmless(footer: string): Promise<string> {
  if (/^[\w ",;:?.-]*$/.test(footer)) return footer;
  const { printable } = await import("../terminal/terminal.ts");
  return footer.split("\n").map(printable).join("\n");
}

async function printForPrograms<Row>(
  format: MachineFormat,
  records: Records<Row>,
  flags: TableFlags,
  { stdout }: Console,
): Promise<void> {
  if (format === "csv") {
    const columns = await columnsOf(records);
    const { writeCsv } = await import("./csv_records.ts");
    return await writeCsv({ columns, rows: records.rows }, flags, stdout);
  }
  if (flags.columns === undefined) return await printDocument(format, records, stdout);
  const { withChosenFields } = await import("./chosen_fields.ts");
  await printDocument(format, withChosenFields(records, await columnsOf(records), flags.columns), stdout);
}

async function printDocument<Row>(
  format: Exclude<MachineFormat, "csv">,
  records: Records<Row>,
  stdout: Console["stdout"],
): Promise<void> {
  if (format === "json") return await writeJson(records, stdout);
  if (format === "ndjson") return await writeEvents(records, stdout);
  await (await import("./yaml_records.ts")).writeYaml(records, stdout);
}

async function writeJson<Row>(
  { head, list, rows, tail }: Records<Row>,
  stdout: Console["stdout"],
): Promise<void> {
  await stdout.write(`${jsonText(head).slice(0, -1)},${jsonText(list)}:[`);
  let separator = "";
  for await (const row of rows) {
    await stdout.write(separator + jsonText(row));
    separator = ",";
  }
  await stdout.write(tail === undefined ? "]}\n" : `],${jsonText(tail()).slice(1)}\n`);
}

async function writeEvents<Row>(
  { head, item, rows, tail }: Records<Row>,
  stdout: Console["stdout"],
): Promise<void> {
  await stdout.write(`${jsonText({ event: "started", ...head })}\n`);
  for await (const row of rows) {
    await stdout.write(`${jsonText({ event: item, [item]: row })}\n`);
  }
  await stdout.write(`${jsonText({ event: "finished", ...tail?.() })}\n`);
}

/** Returns the number of rows; prints nothing when there are none. */
async function printTable<Row>(
  records: Records<Row>,
  flags: TableFlags,
  console: Console,
): Promise<number> {
  const shown = await Array.fromAsync(records.rows);
  if (shown.length === 0) return 0;
  const { tableColumns } = await import("./column.ts");
  const { tableText } = await import("./table.ts");
  const columns = tableColumns(await columnsOf(records), flags);
  await console.stdout.write(await tableText(columns, shown, flags, console));
  return shown.length;
}

async function columnsOf<Row>({ columns }: Records<Row>): Promise<readonly Column<Row>[]> {
  return typeof columns === "function" ? await columns() : columns;
}
