import type { SkipCode } from "../model/imported_record.ts";
import { END, type JsonReader } from "./json_reader.ts";
import { SourceSyntaxError } from "./source_syntax_error.ts";
import { isRawRecord, kindOfRecord, type RawRecord } from "./legacy_record.ts";
import { legacyTime } from "./legacy_time.ts";
import { parseSlice } from "./parse_slice.ts";

/** A record as found in a file, or why it cannot be read. */
export interface FoundRecord {
  /** Its name in the object around it; unset in arrays. */
  readonly key?: string;
  /** In bytes from the start of the file. */
  readonly offset: number;
  /** Its approximate length in bytes. */
  readonly size: number;
  readonly value?: unknown;
  readonly skip?: SkipCode;
}

/** The times in a file's metadata. */
export interface FileTimes {
  addedAt?: string;
  updatedAt?: string;
}

/** Reads an array: records with their ids inside, or the entries of an ignore list. */
export async function* readLegacyArray(reader: JsonReader): AsyncGenerator<FoundRecord> {
  for (let isFirst = true; await reader.nextElement(isFirst); isFirst = false) {
    yield await readFound(reader);
  }
  await requireEnd(reader);
}

/**
 * Reads an object whose first name has been read: records by name or id, at the
 * top or under `plugins`.
 *
 * @param times Set when the file's `metadata` is read.
 */
export async function* readLegacyObject(
  reader: JsonReader,
  firstName: string | undefined,
  times: FileTimes,
): AsyncGenerator<FoundRecord> {
  for (let name = firstName; name !== undefined; name = await reader.nextName(false)) {
    if (name === "plugins" && await reader.peek() === OPEN_BRACE) yield* readPluginsMember(reader);
    else {
      const found = await readFound(reader, name);
      if (name === "metadata" && isFileMetadata(found.value)) readTimes(found.value, times);
      else yield found;
    }
  }
  await requireEnd(reader);
}

const OPEN_BRACE = 0x7b;

/** Only white space may follow. */
async function requireEnd(reader: JsonReader): Promise<void> {
  if (await reader.peek() !== END) {
    throw new SourceSyntaxError("unexpected text after the end", reader.offset);
  }
}

/** All records of the file, or one plugin named "plugins"; the first member decides. */
async function* readPluginsMember(reader: JsonReader): AsyncGenerator<FoundRecord> {
  const { offset } = reader;
  await reader.enter();
  const fields: Record<string, unknown> = Object.create(null);
  let isRecord = false;
  let isFirst = true;
  for (let name; (name = await reader.nextName(isFirst)) !== undefined; isFirst = false) {
    const found = await readFound(reader, name);
    if (isFirst) {
      isRecord = found.skip === undefined && kindOfRecord(found.value) === undefined &&
        !isRawRecord(found.value);
    }
    if (isRecord) fields[name] = found.value;
    else yield found;
  }
  if (isRecord) yield { key: "plugins", offset, size: reader.offset - offset, value: fields };
}

/**
 * Reads the next value as a record.
 *
 * @throws {SourceSyntaxError} when it is not JSON.
 */
export async function readFound(reader: JsonReader, key?: string): Promise<FoundRecord> {
  const slice = await reader.value();
  const { offset, text, refusal } = slice;
  const place = { offset, size: text?.length ?? 0, ...(key === undefined ? {} : { key }) };
  if (text === undefined) return { ...place, skip: refusal! };
  return { ...place, value: await parseSlice({ ...slice, text }) };
}

/** The head of a file, not a plugin named "metadata". */
function isFileMetadata(value: unknown): value is RawRecord {
  return isRawRecord(value) && kindOfRecord(value) === undefined;
}

function readTimes(metadata: RawRecord, times: FileTimes): void {
  const addedAt = legacyTime(metadata["created_at"]);
  const updatedAt = legacyTime(metadata["updated_at"]);
  if (addedAt !== undefined) times.addedAt = addedAt;
  if (updatedAt !== undefined) times.updatedAt = updatedAt;
}
