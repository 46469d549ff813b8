import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { readStatistics, type Statistics } from "../../catalog/maintenance/statistics.ts";
import { formatSize } from "./byte_size.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { CatalogFlags } from "./catalog_flags.ts";
import { printAnswer } from "../output/print_answer.ts";
import { countText } from "../output/count_text.ts";
import { timeText } from "../output/time_text.ts";
import type { CacheDocument } from "../../model/documents/cache_documents.ts";

/** Runs `pluginary catalog stats`. */
export async function runCatalogStats(this: ProgramContext, flags: CatalogFlags): Promise<void> {
  const path = catalogPath(this.console.environment);
  using catalog = await openForReading(path);
  const statistics = await readStatistics(catalog);
  const backups = statistics.backups.map((backup) => ({ ...backup, madeAt: backup.madeAt.toISOString() }));
  const lines = linesOf(path, statistics);
  const document: CacheDocument = { schema: "cache-stats", schemaVersion: 1, path, ...statistics, backups };
  await printAnswer({ document, text: lines }, flags, this.console);
}

function linesOf(path: string, statistics: Statistics): string[] {
  const { vendors, otherVendors, backups } = statistics;
  const facts: [label: string, value: string][] = [
    ["catalog", path],
    [
      "plugins",
      `${statistics.plugins}${statistics.missing > 0 ? `, ${statistics.missing} missing` : ""}`,
    ],
    ["formats", counts(statistics.byFormat)],
    ["modules", `${statistics.modules}${statistics.modules > 0 ? `: ${counts(statistics.byOutcome)}` : ""}`],
    [
      "vendors",
      vendors.map(({ vendor, plugins }) => `${vendor} ${plugins}`).join(", ") +
      more(otherVendors),
    ],
    ["curated", `${statistics.curated}`],
    ["blocked", `${statistics.blocked}`],
    ["scans", `${statistics.scans}`],
    ["last scan", timeOf(statistics.lastScanAt, "never")],
    ["oldest", timeOf(statistics.oldestDescriptionAt, "")],
    ["size", sizeLine(statistics)],
    ["limit", statistics.sizeLimitBytes === undefined ? "" : formatSize(statistics.sizeLimitBytes)],
    [
      "backups",
      backups.length === 0 ? "none" : `${backups.length}, newest from ${timeText(backups[0]!.madeAt)}`,
    ],
  ];
  return facts.filter(([, value]) => value !== "").map(([label, value]) => `${label.padEnd(9)}  ${value}`);
}

function timeOf(at: string | undefined, absent: string): string {
  return at === undefined ? absent : timeText(at);
}

function counts(numbers: Readonly<Record<string, number>>): string {
  return Object.entries(numbers).map(([name, count]) => `${name} ${count}`).join(", ");
}

function more(count: number): string {
  return count === 0 ? "" : ` and ${count} more`;
}

function sizeLine({ sizeBytes, logBytes, freeBytes, freePages }: Statistics): string {
  const log = logBytes === 0 ? "" : ` plus ${formatSize(logBytes)} of log`;
  return `${formatSize(sizeBytes)}${log}, ${formatSize(freeBytes)} free (${countText(freePages, "page")})`;
}
