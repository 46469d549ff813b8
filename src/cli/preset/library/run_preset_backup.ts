import { catalogPath } from "../../../catalog/catalog_path.ts";
import { backupLibrary, mergeLibraryFile } from "../../../catalog/library/backup_library.ts";
import { indexPresetChanges } from "../../../catalog/presets/index_preset_changes.ts";
import { openCatalog, openForReading } from "../../../catalog/open_catalog.ts";
import type {
  PresetBackupDocument,
  PresetMergeDocument,
} from "../../../model/documents/presets/library_documents.ts";
import { absolutePath } from "../../../platform/paths.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { formatSize } from "../../output/byte_size.ts";
import { countText } from "../../output/count_text.ts";
import type { OutputFlags } from "../../output/output_options.ts";
import { printAnswer } from "../../output/print_answer.ts";
import type { PresetBackupFlags } from "./preset_flags.ts";

/** Runs `pluginary preset backup`. */
export async function runPresetBackup(
  this: ProgramContext,
  { force: isForced = false, ...flags }: PresetBackupFlags,
  file: string,
): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const path = absolutePath(file);
  const { presets, versions } = await backupLibrary(catalog, path, { isForced });
  const { size: sizeBytes } = await Deno.stat(path);
  const document: PresetBackupDocument = {
    ...{ schema: "preset-backup", schemaVersion: 1, path, presets, versions, sizeBytes },
  };
  const text = [`Saved ${path}: ${countsText(document)}, ${formatSize(sizeBytes)}`];
  await printAnswer({ document, text }, flags, this.console);
}

/** Runs `pluginary preset merge`. */
export async function runPresetMerge(
  this: ProgramContext,
  flags: OutputFlags,
  file: string,
): Promise<void> {
  const path = absolutePath(file);
  using catalog = await openCatalog(catalogPath(this.console.environment));
  const report = await mergeLibraryFile(catalog, path);
  await indexPresetChanges(catalog);
  const document: PresetMergeDocument = { schema: "preset-merge", schemaVersion: 1, path, ...report };
  const { known, damaged } = report;
  const text = [
    `Merged ${path}: ${countsText(report)} added${
      known === 0 ? "" : `, ${countText(known, "preset")} known before`
    }`,
    ...damaged === 0 ? [] : [
      `Left out, because ${damaged === 1 ? "it is" : "they are"} damaged there: ${
        countText(damaged, "state")
      }`,
    ],
  ];
  await printAnswer({ document, text }, flags, this.console);
}

function countsText({ presets, versions }: { readonly presets: number; readonly versions: number }): string {
  return `${countText(presets, "preset")}, ${countText(versions, "version")}`;
}
