import { LegacyDatabase } from "../catalog/transfer/legacy_database.ts";
import type { SourceKind } from "../model/imported_record.ts";
import { PluginaryError } from "../model/pluginary_error.ts";
import { readExportDocument, readExportEvents, readExportYaml } from "./read_export.ts";
import { END, JsonReader } from "./json_reader.ts";
import { isLegacyValue, legacyItem, readLegacyDatabase } from "./legacy_items.ts";
import { kindOfRecord } from "./legacy_record.ts";
import {
  type FileTimes,
  type FoundRecord,
  readFound,
  readLegacyArray,
  readLegacyObject,
} from "./read_legacy_json.ts";
import type { YamlEntry } from "./yaml_entry.ts";
import type { YamlReader } from "./yaml_reader.ts";
import { SourceSyntaxError } from "./source_syntax_error.ts";
import type { SourceItem } from "./source_item.ts";

/** Values that are checked before a file counts as unknown. */
const MOST_UNKNOWN = 16;

const DATABASE_MAGIC = "SQLite format 3\0";
/** The most that is read to find the first line of a table. */
const TABLE_HEAD_BYTES = 4096;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;

/** The kind of a file and its records. */
type Content = Pick<Source, "kind" | "items">;

/** A file opened for import. */
export class Source implements Disposable {
  /** Detected from its content. */
  readonly kind: SourceKind;
  /** Throws {@linkcode SourceSyntaxError} where the file is neither valid JSON nor valid YAML. */
  readonly items: AsyncIterable<SourceItem>;
  readonly #progress: () => { done: number; total: number };
  readonly #opened: readonly Disposable[];

  private constructor(content: Content, progress: Source["progress"], opened: readonly Disposable[]) {
    this.kind = content.kind;
    this.items = content.items;
    this.#progress = progress;
    this.#opened = opened;
  }

  /**
   * Opens a file.
   *
   * @throws {PluginaryError} `import-not-recognized` when the file is of an unknown kind.
   * @throws {SourceSyntaxError} when its first values are not JSON.
   */
  static async open(path: string): Promise<Source> {
    // Opening a pipe would wait for its writer.
    if (!(await Deno.stat(path)).isFile) throw notRecognized(path, "it is neither a file nor a folder");
    const file = await Deno.open(path);
    try {
      const info = await file.stat();
      const fileTime = (info.mtime ?? new Date(0)).toISOString();
      if (await isDatabase(file)) return await Source.#openDatabase(path, fileTime, file);
      const [reader, content] = await openText(file, path, fileTime);
      return new Source(content, () => ({ done: reader.offset, total: info.size }), [file]);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  static async #openDatabase(path: string, fileTime: string, file: Disposable): Promise<Source> {
    const database = await LegacyDatabase.open(path);
    let done = 0;
    const items = counted(readLegacyDatabase(database, fileTime), () => done++);
    const progress = () => ({ done, total: database.total });
    return new Source({ kind: "database", items }, progress, [database, file]);
  }

  /** The amount read so far: bytes of a file, rows of a database. */
  progress(): { done: number; total: number } {
    return this.#progress();
  }

  [Symbol.dispose](): void {
    for (const one of this.#opened) one[Symbol.dispose]();
  }
}

async function isDatabase(file: Deno.FsFile): Promise<boolean> {
  const head = new Uint8Array(DATABASE_MAGIC.length);
  let length = 0;
  for (let count; length < head.length && (count = await file.read(head.subarray(length))) !== null;) {
    length += count;
  }
  await file.seek(0, Deno.SeekMode.Start);
  return new TextDecoder().decode(head.subarray(0, length)) === DATABASE_MAGIC;
}

async function* counted<T>(items: AsyncIterable<T>, count: () => void): AsyncGenerator<T> {
  for await (const item of items) {
    count();
    yield item;
  }
}

/** Detects JSON by the first character. */
async function openText(
  file: Deno.FsFile,
  path: string,
  fileTime: string,
): Promise<[reader: { readonly offset: number }, Content]> {
  const reader = new JsonReader(file);
  await reader.skipByteOrderMark();
  const first = await reader.peek();
  if (first === END) throw notRecognized(path, "it is empty");
  if (first === OPEN_BRACE || first === OPEN_BRACKET) {
    return [reader, await jsonContent(reader, path, fileTime)];
  }
  await file.seek(0, Deno.SeekMode.Start);
  if (await isTable(file, path)) throw table(path);
  const yaml = new (await import("./yaml_reader.ts")).YamlReader(file);
  return [yaml, await yamlContent(yaml, path)];
}

/** Whether it is CSV, by its name or by a first line of column names. */
async function isTable(file: Deno.FsFile, path: string): Promise<boolean> {
  const head = new Uint8Array(TABLE_HEAD_BYTES);
  const length = await file.read(head) ?? 0;
  await file.seek(0, Deno.SeekMode.Start);
  const [line] = new TextDecoder().decode(head.subarray(0, length)).split(/\r?\n/, 1);
  return path.toLowerCase().endsWith(".csv") || /^\w+(,\w+)+$/.test(line!);
}

/** The first entry tells whether it is one of our documents. */
async function yamlContent(reader: YamlReader, path: string): Promise<Content> {
  const entries = reader.entries();
  const first = await firstEntry(entries);
  if (first?.name !== "schema") {
    throw notRecognized(path, "it is neither a JSON or YAML export nor a database");
  }
  if (first.value !== "export") throw otherDocument(path, String(first.value));
  return { kind: "export", items: readExportYaml(entries, path) };
}

async function firstEntry(entries: AsyncGenerator<YamlEntry>): Promise<YamlEntry | undefined> {
  try {
    return (await entries.next()).value;
  } catch (error) {
    if (!(error instanceof SourceSyntaxError)) throw error;
    return undefined;
  }
}

async function jsonContent(reader: JsonReader, path: string, fileTime: string): Promise<Content> {
  if (await reader.enter() === "array") {
    return await legacyContent(readLegacyArray(reader), {}, path, fileTime);
  }
  const name = await reader.nextName(true);
  const times: FileTimes = {};
  if (name !== "schema" && name !== "event") {
    return await legacyContent(readLegacyObject(reader, name, times), times, path, fileTime);
  }
  const found = await readFound(reader, name);
  if (typeof found.value !== "string") {
    return await legacyContent(afterFirst(reader, found, times), times, path, fileTime);
  }
  if (name === "event") return { kind: "export", items: readExportEvents(reader, found.value, path) };
  if (found.value !== "export") throw otherDocument(path, found.value);
  return { kind: "export", items: readExportDocument(reader, path) };
}

/** A plugin can have the name "schema". */
async function* afterFirst(
  reader: JsonReader,
  first: FoundRecord,
  times: FileTimes,
): AsyncGenerator<FoundRecord> {
  yield first;
  yield* readLegacyObject(reader, await reader.nextName(false), times);
}

/** Reads the first values to detect the kind of the file, and passes them on. */
async function legacyContent(
  records: AsyncGenerator<FoundRecord>,
  times: FileTimes,
  path: string,
  fileTime: string,
): Promise<Content> {
  const held: FoundRecord[] = [];
  for (let next; !(next = await records.next()).done;) {
    held.push(next.value);
    if (isLegacyValue(next.value.value)) break;
    if (held.length >= MOST_UNKNOWN) break;
  }
  const known = held.find(({ value }) => isLegacyValue(value));
  if (known === undefined && held.length > 0) {
    throw notRecognized(path, "it contains nothing that earlier versions wrote");
  }
  return { kind: kindOf(known?.value), items: items(held, records, times, fileTime) };
}

function kindOf(value: unknown): SourceKind {
  if (typeof value === "string") return "ignore-list";
  return kindOfRecord(value) === "failure" ? "failure-list" : "plugin-list";
}

async function* items(
  held: readonly FoundRecord[],
  records: AsyncGenerator<FoundRecord>,
  times: FileTimes,
  fileTime: string,
): AsyncGenerator<SourceItem> {
  for (const found of held) yield legacyItem(found, times, fileTime);
  for await (const found of records) yield legacyItem(found, times, fileTime);
}

function table(path: string): PluginaryError {
  return new PluginaryError(
    "import-not-recognized",
    `Cannot import "${path}": a table of comma-separated values has one line per plugin, without parameters, scans and tags`,
    'Run "pluginary export --json --output all.json" on the other computer and import that file',
  );
}

function notRecognized(path: string, why: string): PluginaryError {
  return new PluginaryError(
    "import-not-recognized",
    `Cannot import "${path}": ${why}`,
    'Import files of "pluginary export --json", "--ndjson" or "--yaml", or of earlier versions',
  );
}

function otherDocument(path: string, schema: string): PluginaryError {
  return notRecognized(
    path,
    `it is a document of the kind "${schema.slice(0, 50)}"; only "export" can be imported`,
  );
}
