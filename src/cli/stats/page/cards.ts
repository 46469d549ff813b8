import type {
  SlowModule,
  StatsCount,
  StatsDocument,
  StatsList,
  StatsScale,
} from "../../../model/documents/stats/stats_document.ts";
import type { StatsSection } from "../../../model/statistics/stats_section.ts";
import { durationText } from "../../output/duration_text.ts";
import type { TextWidth } from "../../terminal/text_width.ts";
import { boundText, rangeText } from "../range_text.ts";
import { SECTION_TITLES } from "../section_titles.ts";
import { barPlot } from "./bar_plot.ts";
import { columnPlot, type PlotTick } from "./column_plot.ts";
import { FORMAT_NAMES, partsText } from "./formats.ts";
import { element, type Markup } from "./markup.ts";
import { grouped, groupedText, shareText } from "./numbers.ts";
import { statsTable } from "./stats_table.ts";
import { timelineOf } from "./timeline.ts";

/** A card: a plot below a sentence about it, and the numbers behind it. */
interface Card {
  readonly section: StatsSection;
  readonly sentence: string;
  readonly content: readonly Markup[];
  readonly isWide?: boolean;
}

/** The cards of all sections that have something to show; formats are at the top of the page. */
export function cardsOf(document: StatsDocument, widthOf: TextWidth): Markup[] {
  const { byVendor, byCategory, byYear, bySize, scanTimes, slowest, failures } = document;
  const cards = [
    ...listCards("vendor", byVendor, "vendors", widthOf),
    ...listCards("category", byCategory, "categories", widthOf),
    ...yearCards(byYear),
    ...scaleCards("size", bySize),
    ...scaleCards("scan-time", scanTimes),
    ...slowCards(slowest ?? [], widthOf),
    ...listCards("failure", failures, "reasons", widthOf),
  ];
  return cards.map(cardOf);
}

function cardOf({ section, sentence, content, isWide = false }: Card): Markup {
  const { title } = SECTION_TITLES[section];
  return element("section", { class: isWide ? "card wide" : "card", "aria-labelledby": section }, [
    element("h2", { id: section }, title),
    element("p", { class: "note" }, sentence),
    ...content,
  ]);
}

function wordsOf(section: StatsSection, sentence: string) {
  const { title, note } = SECTION_TITLES[section];
  return { id: `plot-${section}`, title: `${title}: ${note}`, description: sentence };
}

function listCards(
  section: StatsSection,
  list: StatsList | undefined,
  nouns: string,
  widthOf: TextWidth,
): Card[] {
  const [first] = list?.entries ?? [];
  if (list === undefined || first === undefined) return [];
  const { entries, others, counted } = list;
  const all = entries.reduce((sum, { count }) => sum + count, others?.count ?? 0);
  const sentence = `${nameOf(first)} leads with ${grouped(first.count)} of ${
    groupedText(all, one(counted))
  }, ${shareText(first.count, all)}`;
  const bars = entries.map((entry) => ({
    ...entry,
    name: nameOf(entry),
    text: grouped(entry.count),
    value: entry.count,
    tip: tipOf(nameOf(entry), entry, counted),
  }));
  const rest = others === null ? [] : [
    element(
      "p",
      { class: "rest" },
      `${grouped(others.values)} more ${nouns} share ${grouped(others.count)}`,
    ),
  ];
  const rows = entries.map((entry) => ({ ...entry, name: nameOf(entry) }));
  const { title, note } = SECTION_TITLES[section];
  return [{
    section,
    sentence,
    content: [
      barPlot(wordsOf(section, sentence), bars, widthOf),
      ...rest,
      statsTable({ caption: `${title}: ${note}`, first: title, last: "All" }, rows),
    ],
  }];
}

function yearCards(list: StatsList | undefined): Card[] {
  if (list === undefined || list.entries.length === 0) return [];
  const { entries } = list;
  const all = entries.reduce((sum, { count }) => sum + count, 0);
  const most = entries.reduce((a, b) => b.count > a.count ? b : a);
  const sentence = `The files of ${groupedText(most.count, "plugin")} of ${
    grouped(all)
  } were last changed in ${most.key}, more than in any other year`;
  const places = timelineOf(entries);
  const step = Math.ceil(places.length / 7);
  const ticks = places.map(({ label }, index) => ({
    at: index + 0.5,
    text: label,
    isMinor: (places.length - 1 - index) % step !== 0,
  }));
  const columns = places.map((place) => ({ ...place, tip: tipOf(place.label, place, "plugins") }));
  const rows = entries.map((entry) => ({ ...entry, name: nameOf(entry) }));
  return [{
    section: "year",
    sentence,
    isWide: true,
    content: [
      columnPlot(wordsOf("year", sentence), columns, ticks),
      statsTable({ caption: "Plugins by the last change of their file", first: "Year", last: "All" }, rows),
    ],
  }];
}

function scaleCards(section: StatsSection, scale: StatsScale | undefined): Card[] {
  if (scale === undefined || scale.entries.length === 0) return [];
  const { entries, unit } = scale;
  const all = entries.reduce((sum, { count }) => sum + count, 0);
  const most = entries.reduce((a, b) => b.count > a.count ? b : a);
  const what = unit === "bytes" ? "are this large" : "take this long to scan";
  const sentence = `${rangeText(most, unit)}: ${grouped(most.count)} of ${
    groupedText(all, "module")
  } ${what}, more than any other`;
  const columns = entries.map((entry) => ({
    ...entry,
    tip: tipOf(rangeText(entry, unit), entry, "modules"),
  }));
  const rows = entries.map((entry) => ({ ...entry, name: rangeText(entry, unit) }));
  const { title, note } = SECTION_TITLES[section];
  return [{
    section,
    sentence,
    content: [
      columnPlot(wordsOf(section, sentence), columns, scaleTicks(scale)),
      statsTable(
        { caption: `${title}: ${note}`, first: unit === "bytes" ? "Size" : "Time", last: "All" },
        rows,
      ),
    ],
  }];
}

/** The bounds between the columns; those that are no power of ten give way on a phone. */
function scaleTicks({ entries, unit }: StatsScale): PlotTick[] {
  return entries.flatMap(({ from }, index) => {
    if (from === 0) return [];
    return [{ at: index, text: boundText(from, unit), isMinor: !Number.isInteger(Math.log10(from)) }];
  });
}

function slowCards(modules: readonly SlowModule[], widthOf: TextWidth): Card[] {
  const [first] = modules;
  if (first === undefined) return [];
  const sentence = `${first.name} took ${durationText(first.durationMs)} in its last scan, longest of all`;
  const bars = modules.map(({ name, format, pluginCount, durationMs }) => {
    const plugins = pluginCount === 1 ? "" : `, ${groupedText(pluginCount, "plugin")}`;
    return {
      name,
      remark: FORMAT_NAMES[format],
      text: durationText(durationMs),
      value: durationMs,
      count: 1,
      formats: { [format]: 1 },
      tip: `${name} (${FORMAT_NAMES[format]}${plugins}): ${durationText(durationMs)}`,
    };
  });
  const rows = modules.map(({ name, format, pluginCount, durationMs }) => ({
    name: `${name} (${FORMAT_NAMES[format]}, ${groupedText(pluginCount, "plugin")})`,
    count: 1,
    formats: {},
    text: durationText(durationMs),
  }));
  return [{
    section: "slowest",
    sentence,
    content: [
      barPlot(wordsOf("slowest", sentence), bars, widthOf),
      statsTable({ caption: "Slowest modules in their last scan", first: "Module", last: "Time" }, rows),
    ],
  }];
}

function nameOf({ key }: StatsCount): string {
  return key ?? "(none)";
}

function tipOf(name: string, entry: Pick<StatsCount, "count" | "formats">, counted: string): string {
  return `${name}: ${groupedText(entry.count, one(counted))} (${partsText(entry.formats)})`;
}

function one(counted: string): string {
  return counted === "installations" ? "plugin" : counted.slice(0, -1);
}
