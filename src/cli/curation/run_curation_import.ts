import { catalogPath } from "../../catalog/catalog_path.ts";
import { planMerge } from "../../catalog/curation/merge_registers.ts";
import { openCatalog, openForReading } from "../../catalog/open_catalog.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { storeMerged } from "../../catalog/transfer/merge_curation.ts";
import { type ImportPlan, planImport, type ReadFile } from "../../catalog/transfer/plan_curation_import.ts";
import { exportRecords, marksByFile } from "../../daw/export_records.ts";
import { readCurationFile } from "../../import/curation/read_curation_file.ts";
import { hasUsualPlace, programFiles } from "../../import/curation/program_files.ts";
import type { CurationImportDocument } from "../../model/documents/curation/exchange_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { usageError } from "../../model/usage_error.ts";
import type { Variables } from "../../platform/folders.ts";
import { absolutePath } from "../../platform/paths.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { SpooledPaths } from "../import/import_paths.ts";
import { printAnswer } from "../output/print_answer.ts";
import { writeMessage } from "../terminal/console.ts";
import { shellWord } from "../terminal/shell_word.ts";
import { printable } from "../terminal/terminal.ts";
import type { CurationImportFlags } from "./curation_flags.ts";
import {
  conflictLines,
  conflictsOf,
  countsText,
  exportedLines,
  suppliedLines,
  unmatchedLines,
} from "./curation_report.ts";

/** Runs `pluginary curation import`. */
export async function runCurationImport(
  this: ProgramContext,
  flags: CurationImportFlags,
  ...paths: string[]
): Promise<void> {
  await using spooled = await SpooledPaths.make(paths);
  try {
    await importFiles(flags, spooled, this);
  } catch (error) {
    throw spooled.spoken(error);
  }
}

async function importFiles(
  flags: CurationImportFlags,
  spooled: SpooledPaths,
  { console, process, words }: ProgramContext,
): Promise<void> {
  const { dryRun: isDryRun = false } = flags;
  const files = namedFiles(flags, spooled.paths, console.environment);
  const { read, failed } = await readFiles(files, flags, console.environment);
  const path = catalogPath(console.environment);
  using catalog = isDryRun ? await openForReading(path) : await openCatalog(path);
  const now = new Date();
  const { only = false, overwrite = false } = flags;
  const plan = (db: Catalog["db"]) => planImport(db, read, { only, overwrite, now });
  const planned = isDryRun ? await catalog.read(plan) : await catalog.write((db) => {
    const planned = plan(db);
    const { newer } = planMerge(db, planned.registers, { isExact: true });
    storeMerged(db, words.map(shellWord).join(" "), now, newer);
    return planned;
  });
  const document = spooled.spoken(documentOf(planned, failed, isDryRun));
  await printAnswer(
    { document, text: linesOf(document), table: { columns: COLUMNS, rows: document.files } },
    flags,
    console,
  );
  for (const { message } of failed.map(({ error }) => spooled.spoken(error))) {
    await writeMessage(console.stderr, `pluginary: ${printable(message)}\n`);
  }
  if (failed.length > 0) process.exitCode = 1;
}

function namedFiles(
  { from = "auto" }: CurationImportFlags,
  paths: readonly string[],
  environment: Variables,
): string[] {
  if (paths.length > 0) return paths.map(absolutePath);
  if (hasUsualPlace(from)) return programFiles(from, environment);
  throw usageError("Missing argument FILE", 'Name a file, or a program with "--from ardour"');
}

type FileReport = CurationImportDocument["files"][number];

const COLUMNS: readonly Column<FileReport>[] = [
  column("path", ({ path }) => path),
  column("from", ({ from }) => from),
  column("newer", ({ newer }) => newer),
  column("same", ({ same }) => same),
  column("older", ({ older }) => older),
  column("suppliedOnly", ({ suppliedOnly }) => suppliedOnly),
  column("unmatched", ({ unmatched }) => unmatched),
  column("error", ({ error }) => error?.code),
  column("exported", ({ exported }) => exported),
];

function column(name: string, cell: Column<FileReport>["cell"]): Column<FileReport> {
  return { name, title: name, cell, align: "left", priority: 1, minimumWidth: 1 };
}

/** A file of which nothing is stored. */
interface FailedFile {
  readonly path: string;
  readonly error: PluginaryError;
}

/** @throws {PluginaryError} if no file can be read. */
async function readFiles(
  paths: readonly string[],
  { from = "auto", all = false }: CurationImportFlags,
  environment: Variables,
): Promise<{ read: ReadFile[]; failed: FailedFile[] }> {
  const marksOf = marksByFile(all ? [] : exportRecords(environment));
  const read: ReadFile[] = [];
  const failed: FailedFile[] = [];
  for (const path of paths) {
    try {
      read.push({ path, ...await readCurationFile(path, { from, all, marks: marksOf(path) }) });
    } catch (error) {
      if (!(error instanceof PluginaryError)) throw error;
      failed.push({ path, error });
    }
  }
  const [first] = failed;
  if (read.length === 0 && first !== undefined) throw first.error;
  return { read, failed };
}

function documentOf(
  { files, conflicts }: ImportPlan,
  failed: readonly FailedFile[],
  isDryRun: boolean,
): CurationImportDocument {
  return {
    schema: "curation-import",
    schemaVersion: 1,
    isDryRun,
    files: [
      ...files.map(({ path, from, newer, same, older, unmatched, suppliedOnly, exported }) => ({
        path,
        from,
        newer,
        same,
        older,
        unmatched: [...unmatched],
        suppliedOnly,
        exported,
      })),
      ...failed.map(({ path, error: { code, message } }) => ({
        path,
        newer: 0,
        same: 0,
        older: 0,
        unmatched: [],
        suppliedOnly: 0,
        exported: 0,
        error: { code, message },
      })),
    ],
    conflicts: conflictsOf({ conflicts }),
  };
}

/** Files that are reported one by one; Logic has one for each plugin. */
const MOST_REPORTED = 4;

function linesOf({ files, conflicts, isDryRun }: CurationImportDocument): string[] {
  const good = files.filter(({ error }) => error === undefined);
  const reported = good.length > MOST_REPORTED ? [together(good)] : good;
  return [
    ...reported.flatMap((file) => [
      `${isDryRun ? "Would import" : "Imported"} ${file.path}: ${countsText(file)}`,
      ...suppliedLines(file.suppliedOnly),
      ...exportedLines(file.exported),
      ...unmatchedLines(file.unmatched),
    ]),
    ...conflictLines(conflicts, `; --overwrite replaces ${conflicts.length === 1 ? "it" : "them"}`),
  ];
}

function together(files: readonly FileReport[]): FileReport {
  const sum = (name: "newer" | "same" | "older" | "suppliedOnly" | "exported") =>
    files.reduce((total, file) => total + file[name], 0);
  return {
    path: countText(files.length, "file"),
    newer: sum("newer"),
    same: sum("same"),
    older: sum("older"),
    unmatched: [...new Set(files.flatMap(({ unmatched }) => unmatched))],
    suppliedOnly: sum("suppliedOnly"),
    exported: sum("exported"),
  };
}
