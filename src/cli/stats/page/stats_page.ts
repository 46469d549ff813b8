import type { StatsDocument, StatsTotals } from "../../../model/documents/stats/stats_document.ts";
import { formatSize } from "../../output/byte_size.ts";
import { durationText } from "../../output/duration_text.ts";
import { dayAndClock } from "../../output/time_text.ts";
import { type TextWidth, textWidthFor, truncate } from "../../terminal/text_width.ts";
import { cardsOf } from "./cards.ts";
import { FORMAT_NAMES, formatParts, partsText } from "./formats.ts";
import { contentText, element, Markup } from "./markup.ts";
import { grouped, groupedText, shareText } from "./numbers.ts";
import { formatBar, plot } from "./plot.ts";
import { STYLE } from "./style.ts";

/** What the page says beside the numbers. */
export interface PageFacts {
  readonly version: string;
  readonly madeAt: Date;
  /** The choice of plugins in words; empty for all. */
  readonly choice: string;
  /** A sentence for a catalog without anything to show; unset where there is something. */
  readonly emptyNote: string | undefined;
}

/**
 * The statistics as one page that needs no network, no script and no other
 * file. Its policy lets a browser load nothing but its own style.
 */
export async function statsPage(document: StatsDocument, facts: PageFacts): Promise<string> {
  const title = groupedText(document.totals.plugins, "audio plugin");
  const names = [...document.byVendor?.entries ?? [], ...document.byCategory?.entries ?? []];
  const widthOf = await textWidthFor([
    ...names.flatMap(({ key }) => key ?? []),
    ...(document.slowest ?? []).map(({ name }) => name),
  ]);
  const head = element("head", {}, [
    element("meta", { charset: "utf-8" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: await policy() }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("meta", { name: "referrer", content: "no-referrer" }),
    element("title", {}, title),
    // Without it, a browser asks the server for one.
    element("link", { rel: "icon", href: "data:," }),
    element("style", {}, new Markup(STYLE)),
  ]);
  const body = element(
    "body",
    {},
    element("main", {}, [
      hero(document, facts),
      ...facts.emptyNote === undefined ? [tiles(document.totals)] : [],
      element("div", { class: "cards" }, cardsOf(withShortNames(document, widthOf), widthOf)),
      element("footer", {}, `Made by pluginary ${facts.version} on ${dayAndClock(facts.madeAt)}`),
    ]),
  );
  return `<!doctype html>\n${contentText(element("html", { lang: "en" }, [head, body]))}\n`;
}

/** Columns of the longest name in tables; a plugin can call itself anything. */
const NAME_WIDTH = 120;

function withShortNames(document: StatsDocument, widthOf: TextWidth): StatsDocument {
  const short = (name: string) => truncate(name, NAME_WIDTH, widthOf);
  const { byVendor, slowest } = document;
  const vendors = byVendor?.entries.map((entry) => ({
    ...entry,
    key: entry.key === null ? null : short(entry.key),
  }));
  return {
    ...document,
    ...byVendor === undefined ? {} : { byVendor: { ...byVendor, entries: vendors! } },
    ...slowest === undefined ? {} : { slowest: slowest.map((one) => ({ ...one, name: short(one.name) })) },
  };
}

async function policy(): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(STYLE));
  const style = `'sha256-${new Uint8Array(hash).toBase64()}'`;
  return `default-src 'none'; style-src ${style}; img-src data:; base-uri 'none'; form-action 'none'`;
}

function hero({ totals, byFormat }: StatsDocument, { choice, emptyNote }: PageFacts): Markup {
  const [number, noun] = [grouped(totals.plugins), totals.plugins === 1 ? "audio plugin" : "audio plugins"];
  const vendors = groupedText(totals.vendors, "vendor");
  const formats = byFormat === undefined ? "" : ` in ${groupedText(byFormat.total, "format")}`;
  const parameters = groupedText(totals.parameters, "parameter");
  const lead = emptyNote ?? `from ${vendors}${formats}, with ${parameters}`;
  return element("header", {}, [
    element("h1", {}, [element("span", {}, number), ` ${noun}`]),
    element("p", { class: "lead" }, lead),
    ...choice === "" ? [] : [element("p", { class: "choice" }, choice)],
    ...byFormat === undefined || totals.plugins === 0 ? [] : formatRibbon(byFormat, totals.plugins),
  ]);
}

/** All plugins as one bar, and the colors of the formats, which hold for the whole page. */
function formatRibbon({ entries }: NonNullable<StatsDocument["byFormat"]>, all: number): Markup[] {
  const formats = Object.assign({}, ...entries.map(({ formats }) => formats));
  const words = { id: "plot-format", title: "Plugins by format", description: partsText(formats) };
  const items = formatParts(formats).map(({ format, count }) =>
    element("li", {}, [
      element("svg", { class: "dot", "aria-hidden": "true", width: 12, height: 12 }, [
        element("rect", { width: 12, height: 12, rx: 3, class: format }),
      ]),
      FORMAT_NAMES[format],
      element("b", {}, grouped(count)),
      element("span", { class: "share" }, shareText(count, all)),
    ])
  );
  const ribbon = plot(words, 28, formatBar({ formats, count: all }, { y: 0, height: 28, width: 100 }));
  return [element("div", { class: "ribbon" }, ribbon), element("ul", { class: "legend" }, items)];
}

function tiles(totals: StatsTotals): Markup {
  const facts: [label: string, value: string][] = [
    ["Instruments", grouped(totals.instruments)],
    ["Categories", grouped(totals.categories)],
    ["Modules", grouped(totals.modules)],
    ["On disk", formatSize(totals.sizeBytes)],
    ["Time to scan", durationText(totals.durationMs)],
    ["Failures", grouped(totals.failures)],
    ...totals.missing === 0 ? [] : [["Missing", grouped(totals.missing)] as [string, string]],
  ];
  const items = facts.map(([label, value]) =>
    element("div", {}, [element("dt", {}, label), element("dd", {}, value)])
  );
  return element("dl", { class: "facts" }, items);
}
