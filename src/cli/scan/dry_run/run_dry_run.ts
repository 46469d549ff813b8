import { catalogPath } from "../../../catalog/catalog_path.ts";
import { openForReading } from "../../../catalog/open_catalog.ts";
import { CatalogMemory } from "../../../catalog/scans/catalog_memory.ts";
import type { DryRunDocument } from "../../../model/documents/dry_run_document.ts";
import { NO_JOURNAL, type ScanMemory } from "../../../model/scan_journal.ts";
import { planScan, type ScanPlan } from "../../../scan/plan_scan.ts";
import { areExclusive } from "../../command_line/settings/exclusive_options.ts";
import { machineFormat } from "../../output/output_options.ts";
import { printRecords } from "../../output/print_records.ts";
import { scanView } from "../report/scan_view.ts";
import type { Console } from "../../terminal/console.ts";
import type { ScanFlags } from "../request/scan_flags.ts";
import { notCombinable, type ScanRequest, searchOptions } from "../request/scan_request.ts";
import { DRY_RUN_COLUMNS, type DryRunRow } from "./dry_run_columns.ts";
import { dryRunFooter } from "./dry_run_footer.ts";

/** Most modules that are listed unless `--all` asks for more. */
const MOST_LISTED = 20;

/** Runs `pluginary scan --dry-run`. */
export async function runDryRun(request: ScanRequest, console: Console): Promise<void> {
  const { flags, paths } = request;
  checkOptions(flags);
  const plan = await planScan(searchOptions(request), await memoryFor(flags, console));
  const { modules, ...rest } = plan;
  const head: Omit<DryRunDocument, "modules"> = {
    schema: "scan-dry-run",
    schemaVersion: 1,
    ...rest,
    summary: summaryOf(plan),
  };
  const format = machineFormat(flags);
  const view = scanView(flags, paths);
  const all: DryRunRow[] = format === "json" || format === "yaml"
    ? modules
    : format === "csv"
    ? rowsOf(plan)
    : byPlan(rowsOf(plan));
  const wanted = format !== undefined || view.showsUnchanged
    ? all
    : all.filter(({ plan }) => plan !== "unchanged");
  const rows = format !== undefined || view.isWhole ? wanted : wanted.slice(0, MOST_LISTED);
  await printRecords(
    {
      head,
      list: "modules",
      item: "module",
      rows,
      columns: DRY_RUN_COLUMNS,
      footer: (shown) => dryRunFooter(head, { shown, total: wanted.length }, flags.failed === true),
    },
    flags,
    console,
  );
}

/** @throws {PluginaryError} `usage` for an option that would change nothing. */
function checkOptions(flags: ScanFlags): void {
  const names = Object.keys(flags) as (keyof ScanFlags)[];
  const wrong = names.find((name) =>
    flags[name] !== undefined && areExclusive({ option: "dryRun" }, { option: name })
  );
  if (wrong !== undefined) throw notCombinable("--dry-run", wrong);
}

async function memoryFor({ noCatalog }: ScanFlags, { environment }: Console): Promise<ScanMemory> {
  if (noCatalog) return NO_JOURNAL;
  using catalog = await openForReading(catalogPath(environment));
  return await catalog.read(CatalogMemory.read);
}

function summaryOf({ modules, removed }: ScanPlan): DryRunDocument["summary"] {
  const count = (plan: DryRunRow["plan"]) => modules.filter((module) => module.plan === plan).length;
  return {
    modules: modules.length,
    scan: count("scan"),
    unchanged: count("unchanged"),
    blocked: count("blocked"),
    unscannable: count("unscannable"),
    removed: removed.length,
  };
}

/** The order of the table, which can be cut: what the scan would do comes first. */
const PLANS: readonly DryRunRow["plan"][] = ["scan", "gone", "blocked", "unscannable", "unchanged"];

function byPlan(rows: readonly DryRunRow[]): DryRunRow[] {
  return rows.toSorted((a, b) => PLANS.indexOf(a.plan) - PLANS.indexOf(b.plan));
}

/** The modules that are gone come last. */
function rowsOf({ modules, removed }: ScanPlan): DryRunRow[] {
  return [...modules, ...removed.map((module) => ({ ...module, plan: "gone" } as const))];
}
