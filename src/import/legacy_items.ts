import type { LegacyDatabase, LegacyRow } from "../catalog/transfer/legacy_database.ts";
import { MAXIMUM_TEXT_BYTES } from "../model/plugin.ts";
import { cleanText } from "../model/text.ts";
import { ignorePattern } from "./ignore_pattern.ts";
import { SourceSyntaxError } from "./source_syntax_error.ts";
import {
  isRawRecord,
  kindOfRecord,
  type RawRecord,
  readFailure,
  type Reading,
  readPluginRecord,
} from "./legacy_record.ts";
import { legacyTime } from "./legacy_time.ts";
import { parseSlice } from "./parse_slice.ts";
import type { FileTimes, FoundRecord } from "./read_legacy_json.ts";
import type { SourceContent, SourceItem } from "./source_item.ts";

/** Longest name in a report. */
const MAXIMUM_NAME_BYTES = 200;

/** Interprets a record of an earlier version's file. */
export function legacyItem(found: FoundRecord, times: FileTimes, fileTime: string): SourceItem {
  const { key, offset, size, value, skip } = found;
  return {
    name: nameOf(found),
    offset,
    size,
    content: skip === undefined ? contentOf(value, key, times, fileTime) : { kind: "skip", code: skip },
  };
}

/** Whether a value is of a kind that this program's earlier versions wrote. */
export function isLegacyValue(value: unknown): boolean {
  if (typeof value !== "string") return kindOfRecord(value) !== undefined;
  const pattern = ignorePattern(value);
  return typeof pattern === "string" || pattern?.skip === "unknown-location";
}

function contentOf(
  value: unknown,
  key: string | undefined,
  times: FileTimes,
  fileTime: string,
): SourceContent {
  if (typeof value === "string" && key === undefined) {
    const pattern = ignorePattern(value);
    return typeof pattern === "string"
      ? { kind: "ignored", pattern }
      : { kind: "skip", code: pattern?.skip ?? "invalid" };
  }
  const kind = kindOfRecord(value);
  if (kind === undefined) return { kind: "skip", code: "not-a-record" };
  const context = { key, addedAt: times.addedAt, updatedAt: times.updatedAt ?? fileTime };
  if (kind === "plugin") return pluginContent(readPluginRecord(value as RawRecord, context));
  const reading = readFailure(value as RawRecord, context);
  return "record" in reading
    ? { kind: "failure", failure: reading.record }
    : { kind: "skip", code: reading.skip };
}

function pluginContent(
  reading: Reading<Extract<SourceContent, { kind: "plugin" }>["record"]>,
): SourceContent {
  return "record" in reading
    ? { kind: "plugin", record: reading.record }
    : { kind: "skip", code: reading.skip };
}

/** Reads the rows of an earlier version's database. */
export async function* readLegacyDatabase(
  database: LegacyDatabase,
  fileTime: string,
): AsyncGenerator<SourceItem> {
  for (const row of database.rows()) {
    const raw = await rawRecordOf(row);
    const key = typeof raw["id"] === "string" ? raw["id"] : undefined;
    const content = pluginContent(readPluginRecord(raw, {
      key,
      addedAt: legacyTime(row.createdAt),
      updatedAt: legacyTime(row.updatedAt) ?? fileTime,
    }));
    const found = {
      offset: 0,
      size: row.data?.length ?? 0,
      value: raw,
      ...(key === undefined ? {} : { key }),
    };
    yield { name: nameOf(found), size: found.size, content };
  }
}

/** The record from the JSON column, completed from the other columns. The row's own id can be a path. */
async function rawRecordOf({ columns, data }: LegacyRow): Promise<RawRecord> {
  if (data === undefined) return columns;
  try {
    const record = await parseSlice({ text: data, offset: 0, hasBareNumbers: true });
    if (!isRawRecord(record)) return columns;
    const said = Object.entries(record).filter(([, value]) => value !== null);
    return { ...columns, ...Object.fromEntries(said) };
  } catch (error) {
    if (!(error instanceof SourceSyntaxError)) throw error;
    return columns;
  }
}

function nameOf({ key, value }: FoundRecord): string {
  const raw = isRawRecord(value) ? value : {};
  const name = key ?? [raw["id"], raw["name"], raw["path"], value].find((one) => typeof one === "string") ??
    "";
  return cleanText(String(name).slice(0, MAXIMUM_TEXT_BYTES), MAXIMUM_NAME_BYTES).text;
}
