import type { ExportRecord } from "../../model/documents/export/export_document.ts";
import { EXPORT_LISTS, exportItem } from "../../model/documents/export/export_sections.ts";
import { jsonText } from "../output/json_text.ts";
import type { Output } from "../terminal/output.ts";
import { PROGRAM_VERSION } from "../command_line/program_version.ts";

/** Records in the order of the lists. */
type Records = AsyncIterable<ExportRecord>;

type ListName = ExportRecord["list"];

/** Has no timestamp, so that two exports of one catalog are identical. */
const HEAD = { schema: "export", schemaVersion: 2, tool: { version: PROGRAM_VERSION } };

/** Writes an export as one JSON document, record by record. */
export async function writeExportJson(records: Records, stdout: Output): Promise<void> {
  await stdout.write(jsonText(HEAD).slice(0, -1));
  await writeLists(records, {
    begin: (list) => stdout.write(`,${jsonText(list)}:[`),
    write: (record, isFirst) => stdout.write(`${isFirst ? "" : ","}${jsonText(contentOf(record))}`),
    end: () => stdout.write("]"),
  });
  await stdout.write("}\n");
}

/** Writes an export as one YAML document, record by record. */
export async function writeExportYaml(records: Records, stdout: Output): Promise<void> {
  const { yamlText } = await import("../output/yaml_text.ts");
  await stdout.write(yamlText(HEAD));
  await writeLists(records, {
    begin: (list) => stdout.write(`${list}:`),
    write: (record, isFirst) => stdout.write(`${isFirst ? "\n" : ""}${yamlText([contentOf(record)])}`),
    end: (isEmpty) => stdout.write(isEmpty ? " []\n" : ""),
  });
  // The end-of-document marker shows that nothing is missing.
  await stdout.write("...\n");
}

/** Writes an export as events, one line per record. */
export async function writeExportEvents(records: Records, stdout: Output): Promise<void> {
  await stdout.write(`${jsonText({ event: "started", ...HEAD })}\n`);
  for await (const record of records) {
    const event = exportItem(record.list);
    await stdout.write(`${jsonText({ event, [event]: contentOf(record) })}\n`);
  }
  await stdout.write(`${jsonText({ event: "finished" })}\n`);
}

/** Writes lists, including empty ones. */
interface ListWriter {
  begin(list: ListName): Promise<void>;
  write(record: ExportRecord, isFirst: boolean): Promise<void>;
  end(isEmpty: boolean): Promise<void>;
}

async function writeLists(records: Records, writer: ListWriter): Promise<void> {
  const left = [...EXPORT_LISTS];
  let isEmpty = true;
  const next = async () => {
    if (left.length < EXPORT_LISTS.length) await writer.end(isEmpty);
    isEmpty = true;
    const list = left.shift();
    if (list !== undefined) await writer.begin(list);
    return list;
  };
  let list = await next();
  for await (const record of records) {
    while (list !== record.list) list = await next();
    await writer.write(record, isEmpty);
    isEmpty = false;
  }
  while (list !== undefined) list = await next();
}

function contentOf(record: ExportRecord): unknown {
  return "plugin" in record ? record.plugin : record.row;
}
