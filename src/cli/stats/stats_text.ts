import type {
  SlowModule,
  StatsDocument,
  StatsList,
  StatsScale,
  StatsTotals,
} from "../../model/documents/stats/stats_document.ts";
import type { StatsSection } from "../../model/statistics/stats_section.ts";
import { formatSize } from "../output/byte_size.ts";
import { countText } from "../output/count_text.ts";
import { durationText } from "../output/duration_text.ts";
import type { Console } from "../terminal/console.ts";
import { printable, type Styles, stylesFor } from "../terminal/terminal.ts";
import { textWidthFor } from "../terminal/text_width.ts";
import { type Bar, barLines } from "./bar_lines.ts";
import { hasBlocks } from "./has_blocks.ts";
import { rangeText } from "./words/range_text.ts";
import { SECTION_TITLES } from "./words/section_titles.ts";

/** A section as bars. */
interface Chart {
  readonly section: StatsSection;
  readonly bars: readonly Bar[];
}

/** Columns where no terminal says how many there are. */
const DEFAULT_WIDTH = 80;

/** The statistics as bars for people. */
export async function statsText(document: StatsDocument, console: Console): Promise<string> {
  const { stdout, environment } = console;
  const width = stdout.isTerminal ? console.columns() : DEFAULT_WIDTH;
  const styles = stylesFor(stdout, environment);
  const charts = chartsOf(document).filter(({ bars }) => bars.length > 0);
  const widthOf = await textWidthFor(charts.flatMap(({ bars }) => bars.map(({ label }) => label)));
  const place = { width, hasBlocks: hasBlocks(environment), widthOf, styles };
  const lines = barLines(charts.map(({ bars }) => bars), place);
  const parts = charts.map(({ section }, index) => [titleLine(section, width, styles), ...lines[index]!]);
  return [factLines(document.totals, width), ...parts].map((part) => `${part.join("\n")}\n`).join("\n");
}

function chartsOf(document: StatsDocument): Chart[] {
  const { byFormat, byVendor, byCategory, byYear, bySize, scanTimes, slowest, failures } = document;
  return [
    { section: "format", bars: listBars(byFormat) },
    { section: "vendor", bars: listBars(byVendor) },
    { section: "category", bars: listBars(byCategory) },
    { section: "year", bars: listBars(byYear) },
    { section: "size", bars: scaleBars(bySize) },
    { section: "scan-time", bars: scaleBars(scanTimes) },
    { section: "slowest", bars: (slowest ?? []).map(slowBar) },
    { section: "failure", bars: listBars(failures, "red") },
  ];
}

function listBars(list: StatsList | undefined, style: Bar["style"] = "cyan"): Bar[] {
  if (list === undefined) return [];
  const { entries, others } = list;
  const bars: Bar[] = entries.map(({ key, count }) => ({
    label: key === null ? "(none)" : printable(key),
    text: String(count),
    value: count,
    style: style!,
  }));
  if (others === null) return bars;
  // Its bar would make all others short.
  return [...bars, { label: `${others.values} more`, text: String(others.count), value: 0 }];
}

function scaleBars(scale: StatsScale | undefined): Bar[] {
  return (scale?.entries ?? []).map(({ from, below, count }) => ({
    label: rangeText({ from, below }, scale!.unit),
    text: String(count),
    value: count,
    style: "cyan",
  }));
}

function slowBar({ name, format, durationMs }: SlowModule): Bar {
  // As other commands accept the names of plugins and modules.
  const label = printable(`${format}/${name}`);
  return { label, text: durationText(durationMs), value: durationMs, style: "yellow" };
}

function titleLine(section: StatsSection, width: number, { bold, dim }: Styles): string {
  const { title, note } = SECTION_TITLES[section];
  return bold(title) + (title.length + note.length + 2 > width ? "" : `  ${dim(note)}`);
}

/** As many totals on each line as fit. */
function factLines(totals: StatsTotals, width: number): string[] {
  const facts = factsOf(totals);
  const lines: string[] = [];
  for (const [index, fact] of facts.entries()) {
    const item = index < facts.length - 1 ? `${fact},` : fact;
    const joined = lines.length === 0 ? item : `${lines.at(-1)} ${item}`;
    if (lines.length > 0 && joined.length <= width) lines[lines.length - 1] = joined;
    else lines.push(item);
  }
  return lines;
}

function factsOf(totals: StatsTotals): string[] {
  const { plugins, missing, instruments, vendors, categories, parameters } = totals;
  return [
    countText(plugins, "plugin") + (missing === 0 ? "" : ` (${missing} missing)`),
    countText(instruments, "instrument"),
    countText(vendors, "vendor"),
    countText(categories, "category", "categories"),
    countText(parameters, "parameter"),
    countText(totals.modules, "module"),
    formatSize(totals.sizeBytes),
    countText(totals.failures, "failure"),
    `${durationText(totals.durationMs)} of scanning`,
  ];
}
