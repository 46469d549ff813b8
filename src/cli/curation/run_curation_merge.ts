import { catalogPath } from "../../catalog/catalog_path.ts";
import { planMerge } from "../../catalog/curation/merge_registers.ts";
import { openCatalog, openForReading } from "../../catalog/open_catalog.ts";
import { withCurrentIds } from "../../catalog/transfer/import_register.ts";
import { readOtherRegisters } from "../../catalog/transfer/merge_catalogs.ts";
import { storeMerged } from "../../catalog/transfer/merge_curation.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { CurationMergeDocument } from "../../model/documents/curation/exchange_documents.ts";
import { absolutePath } from "../../platform/paths.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { printAnswer } from "../output/print_answer.ts";
import { shellWord } from "../terminal/shell_word.ts";
import type { CurationMergeFlags } from "./curation_flags.ts";
import { conflictLines, conflictsOf, countsText } from "./curation_report.ts";

/** Runs `pluginary curation merge`. */
export async function runCurationMerge(
  this: ProgramContext,
  flags: CurationMergeFlags,
  file: string,
): Promise<void> {
  const { dryRun: isDryRun = false } = flags;
  const other = absolutePath(file);
  const registers = await readOtherRegisters(other);
  const path = catalogPath(this.console.environment);
  using catalog = isDryRun ? await openForReading(path) : await openCatalog(path);
  const plan = (db: Catalog["db"]) =>
    planMerge(db, registers.map((register) => withCurrentIds(db, register)), { isExact: true });
  const { newer, same, older, conflicts } = isDryRun
    ? await catalog.read(plan)
    : await catalog.write((db) => {
      const planned = plan(db);
      storeMerged(db, this.words.map(shellWord).join(" "), new Date(), planned.newer);
      return planned;
    });
  const document: CurationMergeDocument = {
    schema: "curation-merge",
    schemaVersion: 1,
    catalog: other,
    isDryRun,
    newer: newer.length,
    same,
    older,
    conflicts: conflictsOf({ conflicts }),
  };
  const text = [
    `${isDryRun ? "Would merge" : "Merged"} ${other}: ${countsText(document)}`,
    ...conflictLines(document.conflicts),
  ];
  await printAnswer({ document, text }, flags, this.console);
}
