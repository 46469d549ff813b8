import * as v from "valibot";
import {
  exportPluginSchema,
  type ExportRow,
  exportRowSchema,
} from "../model/documents/export/export_document.ts";
import {
  exportItem,
  type ExportSectionName,
  IMPORT_LISTS,
} from "../model/documents/export/export_sections.ts";
import { PluginaryError } from "../model/pluginary_error.ts";
import { MAXIMUM_TEXT_BYTES } from "../model/plugin.ts";
import { cleanText } from "../model/text.ts";
import { END, type JsonReader } from "./json_reader.ts";
import { SourceSyntaxError } from "./source_syntax_error.ts";
import { isRawRecord, type RawRecord } from "./legacy_record.ts";
import { type FoundRecord, readFound } from "./read_legacy_json.ts";
import type { YamlEntry } from "./yaml_entry.ts";
import type { SourceContent, SourceItem } from "./source_item.ts";

/** A list of an export. */
type ListName = (typeof IMPORT_LISTS)[number];

/** The versions of exports that this program reads. */
const VERSIONS: readonly unknown[] = [1, 2];

const OPEN_BRACKET = 0x5b;

/** Longest name in a report. */
const MAXIMUM_NAME_BYTES = 200;

/**
 * Reads the document of `export --json`, whose field `schema` has been read.
 * Fields that are not lists are skipped.
 *
 * @throws {SourceSyntaxError} also when its lists are out of order: rows refer to earlier lists.
 */
export async function* readExportDocument(reader: JsonReader, path: string): AsyncGenerator<SourceItem> {
  const order = new ListOrder();
  let version: unknown;
  for (let name; (name = await reader.nextName(false)) !== undefined;) {
    const list = IMPORT_LISTS.find((known) => known === name);
    if (list === undefined || await reader.peek() !== OPEN_BRACKET) {
      const { value } = await readFound(reader, name);
      if (name === "schemaVersion") version = value;
      continue;
    }
    requireVersion(version, path);
    order.follow(list, reader.offset);
    await reader.enter();
    for (let isFirst = true; await reader.nextElement(isFirst); isFirst = false) {
      yield sourceItem(list, await readFound(reader));
    }
  }
  await requireEnd(reader);
  requireVersion(version, path);
}

/**
 * Reads the lines of `export --ndjson`, after `"event":"started"`.
 *
 * @throws {SourceSyntaxError} also when the last line is missing.
 */
export async function* readExportEvents(
  reader: JsonReader,
  first: unknown,
  path: string,
): AsyncGenerator<SourceItem> {
  const head: Record<string, unknown> = {};
  for (let name; (name = await reader.nextName(false)) !== undefined;) {
    head[name] = (await readFound(reader, name)).value;
  }
  if (first !== "started" || head["schema"] !== "export") throw otherEvents(path);
  requireVersion(head["schemaVersion"], path);
  const order = new ListOrder();
  while (await reader.peek() !== END) {
    const found = await readFound(reader);
    const event = isRawRecord(found.value) ? found.value["event"] : undefined;
    if (event === "finished") return await requireEnd(reader);
    const list = IMPORT_LISTS.find((name) => exportItem(name) === event);
    if (list === undefined) {
      yield {
        name: nameOf(found.value),
        ...placeOf(found),
        content: { kind: "skip", code: found.skip ?? "not-a-record" },
      };
      continue;
    }
    order.follow(list, found.offset);
    yield sourceItem(list, { ...found, value: (found.value as RawRecord)[exportItem(list)] });
  }
  throw new SourceSyntaxError("the last line is missing; the file is incomplete", reader.offset);
}

/**
 * Reads the document of `export --yaml`, after the entry `schema`.
 *
 * @throws {SourceSyntaxError} like {@linkcode readExportDocument}.
 */
export async function* readExportYaml(
  entries: AsyncIterable<YamlEntry>,
  path: string,
): AsyncGenerator<SourceItem> {
  const order = new ListOrder();
  let version: unknown;
  let list: ListName | undefined;
  for await (const entry of entries) {
    if (entry.name === undefined) {
      if (list !== undefined) yield sourceItem(list, foundIn(entry));
      continue;
    }
    list = IMPORT_LISTS.find((known) => known === entry.name);
    if (entry.name === "schemaVersion") version = entry.value;
    if (list === undefined) continue;
    requireVersion(version, path);
    order.follow(list, entry.offset);
    if (entry.refusal !== undefined) yield sourceItem(list, foundIn(entry));
    // A list on one line is one entry.
    else if (Array.isArray(entry.value)) {
      for (const value of entry.value) yield sourceItem(list, { ...foundIn(entry), value });
    }
  }
  requireVersion(version, path);
}

function foundIn({ offset, size, value, refusal }: YamlEntry): FoundRecord {
  return { offset, size, ...(refusal === undefined ? { value } : { skip: refusal }) };
}

/** Ensures that lists come after the lists they refer to. */
class ListOrder {
  #last: ListName = IMPORT_LISTS[0]!;

  follow(list: ListName, offset: number): void {
    if (IMPORT_LISTS.indexOf(list) < IMPORT_LISTS.indexOf(this.#last)) {
      throw new SourceSyntaxError(
        `"${list}" must come before "${this.#last}"`,
        offset,
      );
    }
    this.#last = list;
  }
}

function sourceItem(list: ListName, found: FoundRecord): SourceItem {
  return { name: nameOf(found.value), ...placeOf(found), content: contentOf(list, found) };
}

function placeOf({ offset, size }: FoundRecord): { offset: number; size: number } {
  return { offset, size };
}

function contentOf(list: ListName, { value, skip }: FoundRecord): SourceContent {
  if (skip !== undefined) return { kind: "skip", code: skip };
  if (list === "plugins") {
    const checked = v.safeParse(exportPluginSchema, value);
    if (!checked.success) return { kind: "skip", code: "invalid" };
    return { kind: "export", record: { list, plugin: checked.output } };
  }
  const checked = v.safeParse(rowSchema(list), value);
  if (!checked.success) return { kind: "skip", code: "invalid" };
  return { kind: "export", record: { list, row: checked.output } };
}

const ROW_SCHEMAS = new Map<ExportSectionName, v.GenericSchema<unknown, ExportRow>>();

function rowSchema(list: ExportSectionName): v.GenericSchema<unknown, ExportRow> {
  let schema = ROW_SCHEMAS.get(list);
  if (schema === undefined) ROW_SCHEMAS.set(list, schema = exportRowSchema(list));
  return schema;
}

/** The first text that identifies the record. */
function nameOf(value: unknown): string {
  const raw = isRawRecord(value) ? value : {};
  const names = [
    raw["id"],
    raw["pluginId"],
    raw["target"],
    raw["location"],
    raw["path"],
    raw["name"],
    raw["startedAt"],
  ];
  const name = names.find((one) => typeof one === "string" && one !== "") ?? "";
  return cleanText(String(name).slice(0, MAXIMUM_TEXT_BYTES), MAXIMUM_NAME_BYTES).text;
}

async function requireEnd(reader: JsonReader): Promise<void> {
  if (await reader.peek() !== END) {
    throw new SourceSyntaxError("unexpected text after the end", reader.offset);
  }
}

function requireVersion(version: unknown, path: string): void {
  if (VERSIONS.includes(version)) return;
  throw new PluginaryError(
    "import-not-recognized",
    `Cannot import "${path}": it is an export of version ${
      JSON.stringify(version)
    }; this program reads versions ${VERSIONS.join(" and ")}`,
    "Update pluginary, then import it again",
  );
}

function otherEvents(path: string): PluginaryError {
  return new PluginaryError(
    "import-not-recognized",
    `Cannot import "${path}": its events are not those of an export`,
  );
}
