import type { StatsCount } from "../../../model/documents/stats/stats_document.ts";
import type { PluginFormat } from "../../../model/plugin_format.ts";
import { FORMAT_NAMES, formatParts } from "./formats.ts";
import { element, type Markup } from "./markup.ts";
import { grouped } from "./numbers.ts";

/** A row of the numbers behind a plot. */
export interface StatsRow extends Pick<StatsCount, "formats" | "count"> {
  readonly name: string;
  /** A few words after the name. */
  readonly remark?: string;
  /** The number, where it is not the count. */
  readonly text?: string;
}

/** The numbers behind a plot, with a column for each format if there are several. */
export function statsTable(
  { caption, first, last }: { caption: string; first: string; last: string },
  rows: readonly StatsRow[],
): Markup {
  const formats = formatsOf(rows);
  const columns = formats.length > 1 ? formats : [];
  const heads = [first, last, ...columns.map((format) => FORMAT_NAMES[format])];
  const body = rows.map(({ name, remark, text, count, formats }) =>
    element("tr", {}, [
      element("th", { scope: "row" }, [
        element("bdi", {}, name),
        ...remark === undefined ? [] : [element("span", { class: "remark" }, `  ${remark}`)],
      ]),
      element("td", {}, text ?? grouped(count)),
      ...columns.map((format) => element("td", {}, grouped(formats[format] ?? 0))),
    ])
  );
  const table = element("table", {}, [
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, body),
  ]);
  // Reachable by keyboard, since it can be wider than a phone.
  const scroll = { class: "scroll", tabindex: "0", role: "region", "aria-label": caption };
  return element("details", {}, [
    element("summary", { "aria-label": `Numbers: ${caption}` }, "Numbers"),
    element("div", scroll, table),
  ]);
}

function formatsOf(rows: readonly StatsRow[]): PluginFormat[] {
  const all: StatsCount["formats"] = Object.assign({}, ...rows.map(({ formats }) => formats));
  return formatParts(all).map(({ format }) => format);
}
