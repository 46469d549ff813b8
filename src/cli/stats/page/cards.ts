import type {
  SlowModule,
  StatsCount,
  StatsDocument,
  StatsList,
  StatsScale,
} from "../../../model/documents/stats/stats_document.ts";
import type { StatsSection } from "../../../model/statistics/stats_section.ts";
import { durationText } from "../../output/duration_text.ts";
import { type TextWidth, truncate } from "../../terminal/text_width.ts";
import { boundText, rangePhrase, rangeText } from "../words/range_text.ts";
import { SECTION_TITLES } from "../words/section_titles.ts";
import { barPlot } from "./bar_plot.ts";
import { columnPlot, type PlotTick } from "./column_plot.ts";
import { FORMAT_NAMES, partsText } from "./formats.ts";
import { element, type Markup } from "./markup.ts";
import { grouped, groupedText, shareText } from "./numbers.ts";
import type { PlotWords } from "./plot.ts";
import { statsTable } from "./stats_table.ts";
import { timelineOf } from "./timeline.ts";

/** A sentence about a plot; it can begin with a name, whose letters may run from right to left. */
interface Sentence {
  readonly name?: string;
  readonly text: string;
}

/** A card: a plot below a sentence about it, and the numbers behind it. */
interface Card {
  readonly section: StatsSection;
  readonly sentence: Sentence;
  readonly content: readonly Markup[];
  readonly isWide?: boolean;
}

/** Columns of a name in a sentence; plots and tables have more of it. */
const SENTENCE_WIDTH = 60;

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
  return withoutHoles(cards).map(cardOf);
}

/** Widens each card that would stand alone in its row. */
function withoutHoles(cards: readonly Card[]): Card[] {
  const placed: Card[] = [];
  let isHalf = false;
  for (const card of cards) {
    if (card.isWide && isHalf) placed.push({ ...placed.pop()!, isWide: true });
    placed.push(card);
    isHalf = !card.isWide && !isHalf;
  }
  if (isHalf) placed.push({ ...placed.pop()!, isWide: true });
  return placed;
}

function cardOf({ section, sentence, content, isWide = false }: Card): Markup {
  const { title } = SECTION_TITLES[section];
  return element("section", { class: isWide ? "card wide" : "card", "aria-labelledby": section }, [
    element("h2", { id: section }, title),
    element("p", { class: "note" }, [element("bdi", {}, sentence.name ?? ""), sentence.text]),
    ...content,
  ]);
}

function wordsOf(section: StatsSection, { name = "", text }: Sentence): PlotWords {
  const { title, note } = SECTION_TITLES[section];
  return { id: `plot-${section}`, title: `${title}: ${note}`, description: name + text };
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
  const best = entries.find(isNamed) ?? first;
  const name = truncate(nameOf(section, best), SENTENCE_WIDTH, widthOf);
  const allText = groupedText(all, one(counted));
  const sentence = section === "failure"
    ? { text: `${allText}, most often: ${name.toLowerCase()}` }
    : { name, text: ` leads with ${grouped(best.count)} of ${allText}, ${shareText(best.count, all)}` };
  const bars = entries.map((entry) => ({
    ...entry,
    name: nameOf(section, entry),
    text: grouped(entry.count),
    value: entry.count,
    tip: tipOf(nameOf(section, entry), entry, counted),
  }));
  const rest = others === null ? [] : [
    element(
      "p",
      { class: "rest" },
      `${grouped(others.values)} more ${nouns}: ${groupedText(others.count, one(counted))}`,
    ),
  ];
  const rows = entries.map((entry) => ({ ...entry, name: nameOf(section, entry) }));
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
  const allText = groupedText(all, "installed plugin");
  const text = `By the last change of their file: ${grouped(most.count)} of ${allText} in ${most.key}`;
  const sentence = { text };
  const places = timelineOf(entries);
  const step = Math.ceil(places.length / 7);
  const ticks = places.map(({ label }, index) => ({
    at: index + 0.5,
    text: label,
    isMinor: (places.length - 1 - index) % step !== 0,
  }));
  const columns = places.map((place) => ({ ...place, tip: tipOf(place.label, place, "plugins") }));
  const rows = entries.map((entry) => ({ ...entry, name: entry.key! }));
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
  const verb = unit === "bytes" ? "have" : "took";
  const text = `${grouped(most.count)} of ${groupedText(all, "module")} ${verb} ${rangePhrase(most, unit)}`;
  const sentence = { text };
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

/** With more columns there is nowhere room for all bounds. */
const MOST_BOUNDS = 9;

/** The bounds between the columns; on a phone only the powers of ten. */
function scaleTicks({ entries, unit }: StatsScale): PlotTick[] {
  const hasAll = entries.length <= MOST_BOUNDS;
  return [...entries.map(({ from }) => from), entries.at(-1)!.below].flatMap((bound, at) => {
    if (bound === null || bound === 0) return [];
    const isMinor = !Number.isInteger(Math.log10(bound));
    return isMinor && !hasAll ? [] : [{ at, text: boundText(bound, unit), isMinor }];
  });
}

function slowCards(modules: readonly SlowModule[], widthOf: TextWidth): Card[] {
  const [first] = modules;
  if (first === undefined) return [];
  const sentence = {
    name: truncate(first.name, SENTENCE_WIDTH, widthOf),
    text: ` took ${durationText(first.durationMs)} in its last scan`,
  };
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
    name,
    remark: `${FORMAT_NAMES[format]}, ${groupedText(pluginCount, "plugin")}`,
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

/** Whether a value is one to boast of. */
function isNamed({ key }: StatsCount): boolean {
  return key !== null && key !== "other";
}

/** The names of vendors stay as they are; those of categories and reasons are ours, like `missing-dependency`. */
function nameOf(section: StatsSection, { key }: StatsCount): string {
  if (key === null) return "(none)";
  if (section === "vendor") return key;
  return key.charAt(0).toUpperCase() + key.slice(1).replaceAll("-", " ");
}

function tipOf(name: string, entry: Pick<StatsCount, "count" | "formats">, counted: string): string {
  return `${name}: ${groupedText(entry.count, one(counted))} (${partsText(entry.formats)})`;
}

function one(counted: string): string {
  return counted === "installations" ? "plugin" : counted.slice(0, -1);
}
