import { updateSiblings } from "../catalog/alike/sibling_index.ts";
import { takeOverFromSiblings } from "../catalog/plugins/curation_changes.ts";
import type { Catalog } from "../catalog/sqlite/catalog.ts";
import {
  beginExportImport,
  finishExportImport,
  importExportRecord,
} from "../catalog/transfer/import_export.ts";
import { ChangedRows } from "../catalog/plugins/changed_rows.ts";
import { importFailure, importRecord, prepareForMany } from "../catalog/transfer/import_records.ts";
import type { ExportRecord } from "../model/documents/export/export_document.ts";
import type { ImportReportRecord, ImportSource } from "../model/documents/import_document.ts";
import type { SkipCode } from "../model/imported_record.ts";
import { PluginaryError } from "../model/pluginary_error.ts";
import { IgnoreFile } from "./ignore_file.ts";
import { SourceSyntaxError } from "./source_syntax_error.ts";
import { placeInFile } from "./place_in_file.ts";
import { Source } from "./read_source.ts";
import type { SourceItem } from "./source_item.ts";
import { reasonOf } from "../platform/reason_of.ts";

/** A file to import. */
export interface ImportFile {
  readonly path: string;
  /** Whether the user named it; other files of a folder may be unrelated. */
  readonly isNamed: boolean;
}

/** The destination of an import, and its options. */
export interface ImportTarget {
  /** A copy of the catalog for a dry run. */
  readonly catalog: Catalog;
  /** The user's own ignore list; `undefined` if no home folder is set. */
  readonly ignoreFile: string | undefined;
  /** Whether to import overrides from an export; they can give plugins more rights. */
  readonly takesOverrides: boolean;
  /** Leaves the ignore list as it is. */
  readonly isDryRun: boolean;
  /** Called before an export is merged into the catalog. */
  readonly backup?: () => Promise<void>;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** Progress of an import. */
export type ImportEvent =
  /** Results of records that have been stored. */
  | { readonly event: "records"; readonly records: readonly ImportReportRecord[] }
  | { readonly event: "progress"; readonly path: string; readonly done: number; readonly total: number }
  /** The end of a file. */
  | { readonly event: "source"; readonly source: ImportSource };

/** The size of a batch, which is stored in one transaction. */
const BATCH_RECORDS = 2000;
const BATCH_BYTES = 4 * 1024 * 1024;

/**
 * Imports files, with a transaction for each batch of records. After an
 * interruption all reported records are stored, and a repeated import does the rest.
 *
 * @throws {PluginaryError} for a file that was named and cannot be read to its end.
 */
export async function* importFiles(
  files: readonly ImportFile[],
  target: ImportTarget,
): AsyncGenerator<ImportEvent> {
  prepareForMany(target.catalog.db);
  const list = new IgnoreListImport(target);
  for (const [index, file] of files.entries()) {
    if (target.signal.aborted) return;
    yield* importFile(file, index === 0, target, list);
  }
}

async function* importFile(
  { path, isNamed }: ImportFile,
  isFirst: boolean,
  target: ImportTarget,
  list: IgnoreListImport,
): AsyncGenerator<ImportEvent> {
  const report: Writable<ImportSource> = { path, records: 0, imported: 0, merged: 0, skipped: 0 };
  try {
    for await (const event of readAndStore(path, target, list)) {
      if (event.event === "kind") report.kind = event.kind;
      else {
        if (event.event === "records") {
          report.records += event.records.length;
          for (const { result } of event.records) report[result]++;
        }
        yield event;
      }
    }
  } catch (error) {
    const reason = await readableError(error, path);
    if (!(reason instanceof PluginaryError) || (isNamed && isFirst && report.records === 0)) throw reason;
    const isForeign = !isNamed && reason.code === "import-not-recognized";
    if (!isForeign) report.error = { code: reason.code, message: reason.message };
  }
  yield { event: "source", source: report };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

type FileEvent = Exclude<ImportEvent, { event: "source" }> | {
  readonly event: "kind";
  readonly kind: Source["kind"];
};

async function* readAndStore(
  path: string,
  target: ImportTarget,
  list: IgnoreListImport,
): AsyncGenerator<FileEvent> {
  using source = await Source.open(path);
  yield { event: "kind", kind: source.kind };
  const isExport = source.kind === "export";
  if (isExport) {
    await target.backup?.();
    await target.catalog.write(beginExportImport);
  }
  yield { event: "progress", path, ...source.progress() };
  for await (const batch of batches(source.items)) {
    if (target.signal.aborted) return;
    yield { event: "records", records: await storeBatch(path, batch, target, list) };
    yield { event: "progress", path, ...source.progress() };
  }
  if (isExport) await finishExportImport(target.catalog, target.now().toISOString());
  await updateSiblings(target.catalog);
  await takeOverFromSiblings(target.catalog);
}

/** Records that were read before an error are stored before the error is thrown. */
async function* batches(items: AsyncIterable<SourceItem>): AsyncGenerator<SourceItem[]> {
  let batch: SourceItem[] = [];
  let size = 0;
  try {
    for await (const item of items) {
      batch.push(item);
      size += item.size;
      if (batch.length < BATCH_RECORDS && size < BATCH_BYTES) continue;
      yield batch;
      batch = [];
      size = 0;
    }
  } catch (error) {
    if (batch.length > 0) yield batch;
    throw error;
  }
  if (batch.length > 0) yield batch;
}

async function storeBatch(
  path: string,
  batch: readonly SourceItem[],
  target: ImportTarget,
  list: IgnoreListImport,
): Promise<ImportReportRecord[]> {
  const ignored = await list.store(batch);
  const at = target.now().toISOString();
  return await target.catalog.write((db) => {
    const changed = new ChangedRows();
    const records = batch.map((item) => {
      const { content } = item;
      if (content.kind === "plugin") {
        return reported(path, item, importRecord(db, content.record, at, changed));
      }
      if (content.kind === "failure") return reported(path, item, importFailure(db, content.failure));
      if (content.kind === "export") return exported(path, item, content.record, target, { db, at, changed });
      if (content.kind === "skip") return skipped(path, item, content.code);
      return ignored.get(item) === undefined
        ? skipped(path, item, "too-large")
        : reported(path, item, { result: ignored.get(item)!, id: content.pattern });
    });
    changed.index(db);
    return records;
  });
}

function exported(
  path: string,
  item: SourceItem,
  record: ExportRecord,
  { takesOverrides }: ImportTarget,
  { db, at, changed }: { db: Catalog["db"]; at: string; changed: ChangedRows },
): ImportReportRecord {
  if (record.list === "overrides" && !takesOverrides) return skipped(path, item, "not-trusted");
  const result = importExportRecord(db, record, at, changed);
  return "skip" in result ? skipped(path, item, result.skip) : reported(path, item, result);
}

/** Adds to the user's ignore list, which is read when the first entry comes. */
class IgnoreListImport {
  readonly #target: ImportTarget;
  #list: IgnoreFile | undefined;

  constructor(target: ImportTarget) {
    this.#target = target;
  }

  /** Stores the entries of ignore lists; `undefined` for entries that no longer fit. */
  async store(batch: readonly SourceItem[]): Promise<Map<SourceItem, "imported" | "merged" | undefined>> {
    const results = new Map<SourceItem, "imported" | "merged" | undefined>();
    for (const item of batch) {
      if (item.content.kind !== "ignored") continue;
      this.#list ??= await this.#read();
      results.set(item, this.#list.add(item.content.pattern));
    }
    if (results.size > 0 && !this.#target.isDryRun) await this.#list?.save();
    return results;
  }

  async #read(): Promise<IgnoreFile> {
    const { ignoreFile } = this.#target;
    if (ignoreFile !== undefined) return await IgnoreFile.read(ignoreFile);
    throw new PluginaryError(
      "ignore-list",
      "Cannot import an ignore list: no home folder is set",
    );
  }
}

function reported(
  source: string,
  { name, offset }: SourceItem,
  { result, id }: { result: "imported" | "merged"; id: string },
): ImportReportRecord {
  return { source, ...(offset === undefined ? {} : { offset }), name, result, id };
}

function skipped(source: string, { name, offset }: SourceItem, code: SkipCode): ImportReportRecord {
  const reason = { code, message: SKIP_MESSAGES[code] };
  return { source, ...(offset === undefined ? {} : { offset }), name, result: "skipped", reason };
}

const SKIP_MESSAGES: Readonly<Record<SkipCode, string>> = {
  "not-a-record": "Is not a plugin record",
  "no-name": "Has neither a name nor a file",
  "unknown-format": "Has an unknown plugin format",
  "unknown-location": "Has no location",
  "too-large": "Is too large",
  "nested-too-deeply": "Is nested too deeply",
  "invalid": "Has an invalid value",
  "unknown-reference": "Refers to a record that the export does not contain",
  "not-trusted": "Gives a plugin more rights than others; use --with-overrides to import it",
  "older-history": "Is older than the catalog's own history",
};

/** The error with a message that names the file and the place in it. */
async function readableError(error: unknown, path: string): Promise<unknown> {
  if (error instanceof SourceSyntaxError) {
    const place = await placeInFile(path, error.offset);
    return new PluginaryError(
      "import-invalid",
      `Cannot import "${path}": at line ${place.line}, column ${place.column}: ${error.message}`,
      undefined,
      { cause: error },
    );
  }
  if (error instanceof Deno.errors.NotFound) {
    return new PluginaryError("path-not-found", `Cannot import "${path}": no such file or folder`);
  }
  const isUnreadable = error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotCapable;
  if (!isUnreadable) return error;
  return new PluginaryError("import-not-readable", `Cannot import "${path}": ${reasonOf(error)}`, undefined, {
    cause: error,
  });
}
