import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { readStatistics, type Statistics } from "../../catalog/maintenance/statistics.ts";
import { formatSize } from "../output/byte_size.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { CatalogFlags } from "./catalog_flags.ts";
import { printAnswer } from "../output/print_answer.ts";
import { countText } from "../output/count_text.ts";
import { largestTextWidth } from "../terminal/text_width.ts";
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
    ["plugins", withMissing(statistics.plugins, statistics.missing)],
    ["formats", counts(statistics.byFormat)],
    [
      "modules",
      withMissing(statistics.modules, statistics.missingModules) +
      (statistics.modules > 0 ? `: ${counts(statistics.byOutcome)}` : ""),
    ],
    ["presets", withMissing(statistics.presets, statistics.missingPresets)],
    ["failures", `${statistics.failures}`],
    ...vendorLines(vendors, otherVendors).map((line, index): [string, string] => [
      index === 0 ? "vendors" : "",
      line,
    ]),
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
  return facts.filter(([, value]) => value !== "").map(([label, value]) => label.padEnd(LABEL_WIDTH) + value);
}

/** Columns of a line, of which the labels take the first. */
const WIDTH = 80;
const LABEL_WIDTH = 11;

/** As many vendors on each line as fit, below each other behind the label. */
function vendorLines(vendors: Statistics["vendors"], others: number): string[] {
  const last = vendors.length - 1;
  const items = vendors.map(({ vendor, plugins }, index) => `${vendor} ${plugins}${index < last ? "," : ""}`);
  if (others > 0) items.push(`and ${others} more`);
  const lines: string[] = [];
  for (const item of items) {
    const joined = lines.length === 0 ? item : `${lines.at(-1)} ${item}`;
    if (lines.length > 0 && largestTextWidth(joined) <= WIDTH - LABEL_WIDTH) lines[lines.length - 1] = joined;
    else lines.push(item);
  }
  return lines;
}

function timeOf(at: string | undefined, absent: string): string {
  return at === undefined ? absent : timeText(at);
}

function withMissing(count: number, missing: number): string {
  return missing === 0 ? `${count}` : `${count}, ${missing} missing`;
}

function counts(numbers: Readonly<Record<string, number>>): string {
  return Object.entries(numbers).map(([name, count]) => `${name} ${count}`).join(", ");
}

function sizeLine({ sizeBytes, logBytes, freeBytes, freePages }: Statistics): string {
  if (sizeBytes + logBytes === 0) return "nothing stored yet";
  const log = logBytes === 0 ? "" : ` plus ${formatSize(logBytes)} of log`;
  return `${formatSize(sizeBytes)}${log}, ${formatSize(freeBytes)} free (${countText(freePages, "page")})`;
}
