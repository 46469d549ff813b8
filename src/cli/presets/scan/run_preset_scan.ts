import { catalogPath } from "../../../catalog/catalog_path.ts";
import { openCatalog } from "../../../catalog/open_catalog.ts";
import { withScanLock } from "../../../catalog/with_scan_lock.ts";
import type {
  PresetFileReport,
  PresetScanDocument,
} from "../../../model/documents/presets/preset_scan_document.ts";
import type { WorkListener } from "../../../model/work_step.ts";
import { absolutePath } from "../../../platform/paths.ts";
import { PresetScan } from "../../../presets/finding/preset_scan.ts";
import { checkNamedPaths } from "../../../scan/discovery/discovery.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { machineFormat, outputFile } from "../../output/output_options.ts";
import { printRecords } from "../../output/print_records.ts";
import { withProgress } from "../../progress/with_progress.ts";
import type { Console } from "../../terminal/console.ts";
import { listenForInterrupts } from "../../terminal/interrupt.ts";
import type { PresetScanFlags } from "./preset_scan_flags.ts";
import { presetScanLines } from "./preset_scan_lines.ts";

/** Runs `pluginary presets scan`. */
export async function runPresetScan(
  this: ProgramContext,
  flags: PresetScanFlags,
  ...paths: string[]
): Promise<void> {
  const { presetFolder = [], force, confinement: level } = flags;
  const { console } = this;
  const named = paths.map(absolutePath);
  await checkNamedPaths(named, "Name a file of presets or a folder, or no path at all for the usual folders");
  const interrupt = listenForInterrupts();
  const path = catalogPath(console.environment);
  await withScanLock(path, async () => {
    using catalog = await openCatalog(path);
    const begin = (listener?: WorkListener) =>
      PresetScan.prepare({
        catalog,
        paths: named,
        folders: presetFolder.map(absolutePath),
        environment: console.environment,
        isForced: force === true,
        ...(level === undefined ? {} : { confinement: { level, allowances: [] } }),
        interrupt: interrupt.signal,
        listener,
      });
    await (machineFormat(flags) === undefined
      ? printForPeople(begin, flags, console)
      : printForPrograms(begin, flags, console));
  });
  if (interrupt.exitCode !== undefined) this.process.exitCode = interrupt.exitCode;
}

/** Begins a search that tells how far it has come. */
type Begin = (listener?: WorkListener) => Promise<PresetScan>;

/** Lists only what cannot be read: a table of a hundred thousand new presets helps nobody, and "presets list" shows them. */
async function printForPeople(begin: Begin, flags: PresetScanFlags, console: Console): Promise<void> {
  const failures: PresetFileReport[] = [];
  const scan = await withProgress(flags, console, async (listener) => {
    const scan = await begin(listener);
    for await (const file of scan.run()) if (file.outcome === "failed") failures.push(file);
    return scan;
  });
  await print(scan, failures, flags, console);
}

async function printForPrograms(begin: Begin, flags: PresetScanFlags, console: Console): Promise<void> {
  await withProgress(flags, console, async (listener) => {
    const scan = await begin(listener);
    await print(scan, scan.run(), flags, console);
  }, { sharesTerminal: outputFile(flags) === undefined });
}

async function print(
  scan: PresetScan,
  files: Iterable<PresetFileReport> | AsyncIterable<PresetFileReport>,
  flags: PresetScanFlags,
  console: Console,
): Promise<void> {
  const head: Pick<PresetScanDocument, "schema" | "schemaVersion" | "paths"> = {
    schema: "preset-scan",
    schemaVersion: 1,
    paths: scan.paths,
  };
  await printRecords<PresetFileReport>(
    {
      head,
      list: "files",
      item: "file",
      rows: files,
      columns: async () => (await import("./preset_file_columns.ts")).FILE_COLUMNS,
      tail: () => scan.end,
      footer: () => presetScanLines(scan.end).join("\n"),
    },
    flags,
    console,
  );
}
