import { exportsFolder } from "../../daw/export_records.ts";
import { planUndo, undoExport } from "../../daw/undo_export.ts";
import { withExportLock } from "../../daw/write_changes.ts";
import { type Daw, DAW_NAMES } from "../../model/daws/daw.ts";
import type { DawUndoDocument } from "../../model/documents/daws/daw_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import { printAnswer } from "../output/print_answer.ts";
import { timeText } from "../output/time_text.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { printable } from "../terminal/terminal.ts";
import { changedFile, diffText, FILE_COLUMNS, summaryLines } from "./changed_files.ts";
import type { DawUndoFlags } from "./daw_flags.ts";
import { requireStopped } from "./require_stopped.ts";

/** Runs `pluginary daw undo`. */
export async function runDawUndo(this: ProgramContext, flags: DawUndoFlags, daw?: Daw): Promise<void> {
  const { console } = this;
  const { dryRun: isDryRun = false, force: isForced = false } = flags;
  const folder = exportsFolder(console.environment);
  if (isDryRun) return await print(documentOf(await planUndo(folder, daw), true), flags, console);
  await withExportLock(folder, () => void writeMessage(console.stderr, WAITING), async () => {
    const plan = await planUndo(folder, daw);
    await requireStopped(plan.record.daw, isForced);
    await undoExport(plan, isForced, new Date());
    await print(documentOf(plan, false), flags, console);
  });
}

const WAITING = "Waiting for another export to finish...\n";

function documentOf(
  { record, files }: Awaited<ReturnType<typeof planUndo>>,
  isDryRun: boolean,
): DawUndoDocument {
  const { daw, command, at, folder } = record;
  return {
    schema: "daw-undo",
    schemaVersion: 1,
    daw,
    isDryRun,
    command,
    at,
    backup: folder,
    files: files.map((file) => ({
      ...changedFile(file),
      ...file.isChangedSince ? { isChangedSince: true } : {},
    })),
  };
}

async function print(document: DawUndoDocument, flags: DawUndoFlags, console: Console): Promise<void> {
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

function textOf({ daw, isDryRun, command, at, files }: DawUndoDocument, console: Console): string {
  const name = DAW_NAMES[daw];
  const when = `before "${command}" (${timeText(at)})`;
  if (files.length === 0) {
    return `${printable(`Nothing to restore: the ${name} files are as they were ${when}`)}\n`;
  }
  const count = countText(files.length, `${name} file`);
  const head = `${isDryRun ? "Would restore" : "Restored"} ${count} from ${when}`;
  if (isDryRun) {
    const since = files.filter(({ isChangedSince }) => isChangedSince).length;
    const hint = since === 0
      ? ""
      : `\n${countText(since, "file has", "files have")} changed since; --force restores anyway\n`;
    return `${printable(head)}\n\n${diffText(files, console)}${hint}`;
  }
  const lines = [head, ...summaryLines(files)];
  return lines.map((line) => `${printable(line)}\n`).join("");
}
