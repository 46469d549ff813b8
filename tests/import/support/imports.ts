import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { listPlugins } from "../../../src/catalog/search/list_plugins.ts";
import { importFiles } from "../../../src/import/import_files.ts";
import type { ImportReportRecord, ImportSource } from "../../../src/model/documents/import_document.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { TestClock } from "../../catalog/support/test_catalog.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** What an import said. */
export interface ImportRun {
  readonly records: ImportReportRecord[];
  readonly sources: ImportSource[];
}

/** Imports files into a catalog; the ignore list is a file that does not matter unless it is named. */
export async function importPaths(
  catalog: Catalog,
  paths: readonly string[],
  options: { ignoreFile?: string; isNamed?: boolean; signal?: AbortSignal; isDryRun?: boolean } = {},
): Promise<ImportRun> {
  const records: ImportReportRecord[] = [];
  const sources: ImportSource[] = [];
  const files = paths.map((path) => ({ path, isNamed: options.isNamed ?? true }));
  for await (
    const event of importFiles(files, {
      catalog,
      ignoreFile: options.ignoreFile,
      takesOverrides: true,
      isDryRun: options.isDryRun ?? false,
      signal: options.signal ?? new AbortController().signal,
      now: new TestClock().now,
    })
  ) {
    if (event.event === "records") records.push(...event.records);
    if (event.event === "source") sources.push(event.source);
  }
  return { records, sources };
}

/** Imports a text as if it were a file. */
export async function importText(catalog: Catalog, text: string): Promise<ImportRun> {
  await using folder = await TemporaryFolder.make();
  return await importPaths(catalog, [await folder.write("some file", text)]);
}

/** All plugins of a catalog in full, by their ids. */
export async function allPlugins(catalog: Catalog): Promise<Plugin[]> {
  const { plugins } = await listPlugins(catalog, {
    order: "name",
    isReversed: false,
    isFull: true,
    offset: 0,
  });
  const all = await Array.fromAsync(plugins);
  catalog.db.exec("rollback");
  return all.sort((a, b) => a.id < b.id ? -1 : 1);
}

/** Counts by result. */
export function countsOf({ records }: ImportRun): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { result } of records) counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}

/** A database as earlier versions left it, its last rows only in the write-ahead log. */
export function legacyRow(id: string, name: string, data: string): [string, ...(string | number | null)[]] {
  return [id, name, `/plugins/${name}.vst3`, "vst3", "Db Vendor", 1, data, 0, 1754000000.5, 1754000001.25];
}
