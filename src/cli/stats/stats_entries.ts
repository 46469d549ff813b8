import type { StatsDocument, StatsEntry, StatsList } from "../../model/documents/stats/stats_document.ts";
import type { StatsSection } from "../../model/statistics/stats_section.ts";
import type { Column } from "../output/column.ts";
import { rangeText } from "./words/range_text.ts";

/** The columns of CSV. */
export const STATS_COLUMNS: readonly Column<StatsEntry>[] = [
  column("section", ({ section }) => section),
  column("key", ({ key, otherValues }) => otherValues === undefined ? key : "(others)"),
  column("count", ({ count }) => count),
  column("from", ({ from }) => from),
  column("below", ({ below }) => below),
  column("durationMs", ({ durationMs }) => durationMs),
];

/** All sections as one list, in their order. */
export function statsEntries(document: Omit<StatsDocument, "schema">): StatsEntry[] {
  const { bySize, scanTimes, slowest = [] } = document;
  return [
    ...listEntries("format", document.byFormat),
    ...listEntries("vendor", document.byVendor),
    ...listEntries("category", document.byCategory),
    ...listEntries("year", document.byYear),
    ...scaleEntries("size", bySize),
    ...scaleEntries("scan-time", scanTimes),
    ...slowest.map(({ name, format, pluginCount, durationMs, location }) => ({
      section: "slowest" as const,
      key: name,
      count: pluginCount,
      formats: { [format]: pluginCount },
      durationMs,
      location,
    })),
    ...listEntries("failure", document.failures),
  ];
}

function listEntries(section: StatsSection, list: StatsList | undefined): StatsEntry[] {
  if (list === undefined) return [];
  const entries: StatsEntry[] = list.entries.map((entry) => ({ section, ...entry }));
  if (list.others !== null) {
    const { values, count, formats } = list.others;
    entries.push({ section, key: null, count, formats, otherValues: values });
  }
  return entries;
}

function scaleEntries(section: StatsSection, scale: StatsDocument["bySize"]): StatsEntry[] {
  return (scale?.entries ?? []).map(({ from, below, count, formats }) => ({
    section,
    key: rangeText({ from, below }, scale!.unit),
    count,
    formats,
    from,
    below,
  }));
}

function column(name: string, cell: Column<StatsEntry>["cell"]): Column<StatsEntry> {
  return { name, title: name, cell, align: "left", priority: 0, minimumWidth: 1 };
}
