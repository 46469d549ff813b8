import { catalogPath } from "../../catalog/catalog_path.ts";
import { readExportedContent } from "../../catalog/daws/exported_content.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { PlannedFile } from "../../daw/daw_file.ts";
import { type ExportWish, leftOut, type SkippedPlugin } from "../../daw/export_plan.ts";
import { exportsFolder, readRecords } from "../../daw/export_records.ts";
import { findTarget, planExport, type WholePlan } from "../../daw/plan_export.ts";
import { takeBackKilled } from "../../daw/undo_export.ts";
import { withExportLock, writeChanges } from "../../daw/write_changes.ts";
import { type Daw, DAW_NAMES, EXPORT_PARTS, type ExportPart } from "../../model/daws/daw.ts";
import type { ChangedFile, DawExportDocument } from "../../model/documents/daws/daw_documents.ts";
import { usageError } from "../../model/usage_error.ts";
import { absolutePath } from "../../platform/paths.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import { printAnswer } from "../output/print_answer.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { shellWord } from "../terminal/shell_word.ts";
import { printable } from "../terminal/terminal.ts";
import { changedFile, diffText, FILE_COLUMNS, summaryLines } from "./changed_files.ts";
import type { DawExportFlags } from "./daw_flags.ts";
import { requireStopped } from "./require_stopped.ts";

/** Runs `pluginary daw export`. */
export async function runDawExport(this: ProgramContext, flags: DawExportFlags, daw: Daw): Promise<void> {
  const { console, words } = this;
  const { dryRun: isDryRun = false, force: isForced = false, path: named } = flags;
  requireFitting(flags, daw);
  const target = findTarget(daw, named === undefined ? undefined : absolutePath(named), console.environment);
  const wish = await readWish(flags, daw, console);
  const folder = exportsFolder(console.environment);
  const plan = () =>
    planExport(target, wish, readRecords(folder), {
      create: flags.create === true,
      liveFile: flags.rack ? "adg" : "vstpreset",
      isForced,
    });
  const head = { schema: "daw-export", schemaVersion: 1, daw, isDryRun, path: target.path } as const;
  if (isDryRun) {
    const { files, pending, skipped } = await plan();
    const waiting = pending.map(({ path }): ChangedFile => ({ path, change: "created", diff: [] }));
    await print(
      {
        ...head,
        backup: null,
        files: [...files.map(changedFile), ...waiting],
        skipped: skippedOf(leftOut(skipped, wish.content)),
      },
      flags,
      console,
    );
    return;
  }
  await requireStopped(daw, isForced);
  await withExportLock(folder, () => void writeMessage(console.stderr, WAITING), async () => {
    if (await takeBackKilled(folder, daw, new Date()) && !flags.quiet) {
      await writeMessage(console.stderr, "Took back an export that was interrupted\n");
    }
    const planned = await plan();
    const { files, skipped } = await withCaptured(planned, flags, console);
    await requireStopped(daw, isForced);
    const command = words.map(shellWord).join(" ");
    const { ownFolder } = planned;
    const record = await writeChanges(files, { daw, command, now: new Date(), folder, ownFolder });
    await print(
      {
        ...head,
        backup: record?.folder ?? null,
        files: files.map(changedFile),
        skipped: skippedOf(leftOut(skipped, wish.content)),
      },
      flags,
      console,
    );
  });
}

const WAITING = "Waiting for another export to finish...\n";

/** Parts for which a host has a place, and which are not too many files. */
const DEFAULT_PARTS: Readonly<Record<Daw, readonly ExportPart[]>> = {
  reaper: ["categories", "tags", "favorites", "collections"],
  ardour: EXPORT_PARTS,
  logic: ["categories", "tags", "favorites", "collections"],
  live: ["tags", "favorites", "collections"],
  dawproject: ["favorites", "collections"],
};

/** @throws {PluginaryError} `usage` for options that say nothing to this host. */
function requireFitting({ create, rack, parts = [], query }: DawExportFlags, daw: Daw): void {
  if (create && daw !== "logic") throw usageError('Option "--create" needs "logic"');
  if (rack && daw !== "live") throw usageError('Option "--rack" needs "live"');
  if (query?.trim() === "") throw usageError("Nothing to search for", "Add a word to --query");
  const possible = daw === "live" ? ["categories", ...DEFAULT_PARTS.live] : DEFAULT_PARTS[daw];
  const wrong = parts.find((part) => !possible.includes(part));
  if (wrong === undefined) return;
  throw usageError(
    `${DAW_NAMES[daw]} has no place for ${wrong}`,
    `"--parts" accepts ${possible.join(", ")} here`,
  );
}

async function readWish(
  { parts, query, collection: collections }: DawExportFlags,
  daw: Daw,
  { environment }: Console,
): Promise<ExportWish> {
  using catalog = await openForReading(catalogPath(environment));
  const rows = query === undefined ? undefined : await rowsOf(catalog, query);
  const content = await catalog.read((db) => readExportedContent(db, { rows, collections }));
  return {
    content,
    parts: new Set(parts ?? DEFAULT_PARTS[daw]),
    hasAllPlugins: rows === undefined,
    hasAllCollections: collections === undefined,
  };
}

async function rowsOf(catalog: Catalog, query: string): Promise<number[]> {
  const { parseSearch } = await import("../../model/search/parse_search.ts");
  const { listRowIds } = await import("../../catalog/search/list_plugins.ts");
  const { savedSearchesIn } = await import("../../catalog/curation/saved_searches.ts");
  const saved = await catalog.read(savedSearchesIn);
  return await listRowIds(catalog, [parseSearch(query, new Date(), saved).node]);
}

/** A plan with the files that plugins were run for. */
async function withCaptured(
  { files, pending, skipped }: WholePlan,
  { rack, quiet }: DawExportFlags,
  { environment, stderr }: Console,
): Promise<{ files: readonly PlannedFile[]; skipped: readonly SkippedPlugin[] }> {
  if (pending.length === 0) return { files, skipped };
  const { captureFiles } = await import("../../daw/capture_files.ts");
  const captured = await captureFiles(pending, {
    kind: rack ? "adg" : "vstpreset",
    environment,
    report: ({ name }, index, total) => {
      if (!quiet) {
        void writeMessage(stderr, `Reading the state of ${printable(name)} (${index + 1} of ${total})\n`);
      }
    },
  });
  return { files: [...files, ...captured.files], skipped: [...skipped, ...captured.failed] };
}

function skippedOf(skipped: readonly SkippedPlugin[]): DawExportDocument["skipped"] {
  return skipped.map(({ plugin: { id, name }, reason }) => ({ id, name, reason }));
}

async function print(document: DawExportDocument, flags: DawExportFlags, console: Console): Promise<void> {
  await printAnswer(
    {
      document,
      text: (target) => textOf(document, target),
      table: { columns: FILE_COLUMNS, rows: document.files },
    },
    flags,
    console,
  );
}

function textOf(document: DawExportDocument, console: Console): string {
  const { daw, isDryRun, path, backup, files } = document;
  const changed = files.filter(({ change }) => change !== "unchanged");
  const lines = (text: readonly string[]) => text.map((line) => `${printable(line)}\n`).join("");
  const left = lines(skippedLines(document));
  const undo = `"pluginary daw undo" takes this back; backups are in ${backup}`;
  if (daw === "dawproject") {
    if (changed.length === 0) return lines([`Nothing to change for ${path}`]) + left;
    return lines(isDryRun ? [`Would write ${path}`] : [`Wrote ${path}`, undo]) + left;
  }
  const where = `${DAW_NAMES[daw]} in ${path}`;
  if (changed.length === 0) return lines([`Nothing to change for ${where}`]) + left;
  if (isDryRun) {
    return lines([`Would change ${countText(changed.length, "file")} for ${where}:`, ""]) +
      diffText(files, console) + (left === "" ? "" : `\n${left}`);
  }
  return lines([
    `Changed ${countText(changed.length, "file")} for ${where}`,
    ...summaryLines(changed),
    undo,
  ]) +
    left;
}

function skippedLines({ skipped }: DawExportDocument): string[] {
  if (skipped.length === 0) return [];
  const reasons = Map.groupBy(skipped, ({ reason }) => reason);
  return [
    `Left out ${countText(skipped.length, "plugin")}:`,
    ...[...reasons].map(([reason, all]) => `  ${reason}: ${namesOf(all.map(({ name }) => name))}`),
  ];
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
