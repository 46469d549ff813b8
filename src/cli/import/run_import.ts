import { backupTo, rotateBackup } from "../../catalog/backup.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { isEmptyCatalog } from "../../catalog/transfer/import_export.ts";
import { openCatalog, openForReading } from "../../catalog/open_catalog.ts";
import { applySizeLimit } from "../../catalog/maintenance/size_limit.ts";
import { type ImportEvent, type ImportFile, importFiles } from "../../import/import_files.ts";
import { configFolder } from "../../platform/config_folder.ts";
import { joinPath } from "../../platform/paths.ts";
import { withScanLock } from "../../catalog/with_scan_lock.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ImportFlags } from "./import_flags.ts";
import type { Console } from "../terminal/console.ts";
import { type Interrupt, listenForInterrupts } from "../terminal/interrupt.ts";
import { usageError } from "../../model/usage_error.ts";
import { legacyFiles, namedFiles, SpooledPaths } from "./import_paths.ts";
import { printImport } from "./print_import.ts";

/** Runs `pluginary import`. */
export async function runImport(this: ProgramContext, flags: ImportFlags, ...paths: string[]): Promise<void> {
  if (paths.length === 0 && !flags.legacy) {
    throw usageError(
      "Missing argument FILE",
      'Name a file or folder, or use "--legacy" to import the files of earlier versions',
    );
  }
  await using spooled = await SpooledPaths.make(paths);
  const files = [
    ...flags.legacy ? await legacyFiles(this.console.environment) : [],
    ...await namedFiles(spooled.paths),
  ];
  const interrupt = listenForInterrupts();
  const path = catalogPath(this.console.environment);
  const isComplete = flags.dryRun
    ? await rehearse(
      path,
      (catalog) => run(catalog, path, { files, spooled }, flags, interrupt, this.console),
    )
    : await withScanLock(path, async () => {
      using catalog = await openCatalog(path);
      const isComplete = await run(catalog, path, { files, spooled }, flags, interrupt, this.console);
      await applySizeLimit(catalog);
      return isComplete;
    });
  if (interrupt.exitCode !== undefined) this.process.exitCode = interrupt.exitCode;
  else if (!isComplete) this.process.exitCode = 1;
}

/** Imports into a copy of the catalog, so that the report is exactly that of a real import. */
async function rehearse<T>(path: string, work: (catalog: Catalog) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "pluginary-import-" });
  try {
    const copy = joinPath(folder, "catalog.db");
    {
      using original = await openForReading(path);
      await backupTo(original.db, copy, path);
    }
    using catalog = await openCatalog(copy);
    return await work(catalog);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Names standard input in all events and errors. */
async function* spoken(
  events: AsyncIterable<ImportEvent>,
  spooled: SpooledPaths,
): AsyncGenerator<ImportEvent> {
  try {
    for await (const event of events) yield spooled.spoken(event);
  } catch (error) {
    throw spooled.spoken(error);
  }
}

async function run(
  catalog: Catalog,
  path: string,
  { files, spooled }: { readonly files: readonly ImportFile[]; readonly spooled: SpooledPaths },
  flags: ImportFlags,
  interrupt: Interrupt,
  console: Console,
): Promise<boolean> {
  const folder = configFolder(console.environment);
  const events = importFiles(files, {
    catalog,
    ignoreFile: folder === undefined ? undefined : joinPath(folder, "ignore"),
    takesOverrides: flags.withOverrides === true,
    isDryRun: flags.dryRun === true,
    ...(flags.dryRun ? {} : { backup: () => backUp(catalog, path) }),
    signal: interrupt.signal,
    now: () => new Date(),
  });
  return await printImport(await started(spoken(events, spooled)), { path, flags, interrupt, console });
}

/** Backs up first, since an export replaces older records; an empty catalog has nothing to lose. */
async function backUp(catalog: Catalog, path: string): Promise<void> {
  const isEmpty = await catalog.read((db) => isEmptyCatalog(db));
  if (!isEmpty) await rotateBackup(catalog.db, path, "before-import");
}

/** Waits for the first event, so that an earlier error is reported instead of an answer. */
async function started(events: AsyncGenerator<ImportEvent>): Promise<AsyncGenerator<ImportEvent>> {
  const first = await events.next();
  return (async function* () {
    if (!first.done) yield first.value;
    yield* events;
  })();
}
