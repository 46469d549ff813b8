import { catalogPath } from "../../../catalog/catalog_path.ts";
import { openCatalog, openForReading } from "../../../catalog/open_catalog.ts";
import type { Catalog } from "../../../catalog/sqlite/catalog.ts";
import type {
  ImportedPreset,
  PresetImportDocument,
} from "../../../model/documents/presets/sharing_documents.ts";
import { absolutePath } from "../../../platform/paths.ts";
import { importPresets, planImport } from "../../../presets/sharing/import_presets.ts";
import { SharedArchive } from "../../../presets/sharing/shared_archive.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { tableColumns } from "../../output/column.ts";
import { countText } from "../../output/count_text.ts";
import { machineFormat } from "../../output/output_options.ts";
import { printAnswer } from "../../output/print_answer.ts";
import { tableText } from "../../output/table.ts";
import { confirm } from "../../terminal/confirm.ts";
import { type Console, writeMessage } from "../../terminal/console.ts";
import { printable } from "../../terminal/terminal.ts";
import { IMPORTED_COLUMNS } from "./imported_columns.ts";
import type { PresetImportFlags } from "./sharing_flags.ts";

/** Runs `pluginary preset import`. */
export async function runPresetImport(
  this: ProgramContext,
  { dryRun = false, yes = false, ...flags }: PresetImportFlags,
  file: string,
): Promise<void> {
  const { console } = this;
  const path = absolutePath(file);
  using archive = SharedArchive.open(path);
  archive.verify();
  const catalogFile = catalogPath(console.environment);
  using catalog = dryRun ? await openForReading(catalogFile) : await openCatalog(catalogFile);
  const presets = await planImport(catalog, archive);
  const { author, note } = archive.manifest;
  const document: PresetImportDocument = {
    ...{ schema: "preset-import", schemaVersion: 1, path, isDryRun: dryRun },
    ...{ author, note, license: archive.license, presets },
  };
  const isNews = presets.some(({ change }) => change !== "unchanged");
  const isForPeople = machineFormat(flags) === undefined;
  // Programs get an answer only when it is true.
  if (!isForPeople && !dryRun && isNews) await importPresets(catalog, archive);
  await printAnswer<ImportedPreset>(
    {
      document,
      text: (target) => overview(document, flags, target),
      table: { columns: IMPORTED_COLUMNS, rows: presets },
    },
    flags,
    console,
  );
  if (!isForPeople) return;
  // A question comes after what it is about.
  await console.stdout.flush();
  if (!dryRun && isNews) await importAfterQuestion(catalog, archive, yes, console);
  await writeMessage(console.stderr, `${conclusion(document)}\n`);
}

/** Only a person at a terminal is asked: nothing is replaced that could be missed. */
async function importAfterQuestion(
  catalog: Catalog,
  archive: SharedArchive,
  isSure: boolean,
  console: Console,
): Promise<void> {
  const canAsk = Deno.stdin.isTerminal() && console.stderr.isTerminal;
  await confirm("Import these presets?", isSure || !canAsk, console);
  await importPresets(catalog, archive);
}

async function overview(
  { author, note, license, presets }: PresetImportDocument,
  flags: PresetImportFlags,
  console: Console,
): Promise<string> {
  const said = [
    ...author === "" ? [] : [`Shared by ${author}`],
    ...note === "" ? [] : note.split("\n"),
    ...license === "" ? [] : [`License: ${firstLine(license)}`],
  ];
  const table = await tableText(tableColumns(IMPORTED_COLUMNS, flags), presets, flags, console);
  return said.map((line) => `${printable(line)}\n`).join("") + (said.length === 0 ? "" : "\n") + table;
}

function firstLine(text: string): string {
  return text.split("\n").map((line) => line.trim()).find((line) => line !== "") ?? "";
}

function conclusion({ isDryRun, presets }: PresetImportDocument): string {
  const added = presets.filter(({ change }) => change === "added").length;
  const modified = presets.filter(({ change }) => change === "modified");
  const versions = modified.reduce((sum, { newVersions }) => sum + newVersions, 0);
  if (added + modified.length === 0) return "The library has all of these presets already";
  const what = [
    ...added === 0 ? [] : [countText(added, "preset")],
    ...modified.length === 0 ? [] : [
      `${countText(versions, "new version")} of ${countText(modified.length, "preset")}`,
    ],
  ];
  return `${isDryRun ? "Would import" : "Imported"} ${what.join(" and ")}`;
}
