import type { Recommendation } from "../../model/documents/curation/recommend_document.ts";
import type { Plugin } from "../../model/plugin.ts";
import { PLUGIN_COLUMNS } from "../list/list_columns.ts";
import type { LIST_COLUMNS } from "../list/list_flags.ts";
import type { Column } from "../output/column.ts";
import type { RECOMMEND_COLUMNS } from "./recommend_flags.ts";

type RecommendColumn = Column<Recommendation, (typeof RECOMMEND_COLUMNS)[number]>;

/** Columns that stand before the reasons; the others are for CSV and wide tables. */
const SHOWN: readonly string[] = ["name", "vendor", "format"];

/** Columns of tables and CSV with one row per recommendation. */
export const RECOMMEND_TABLE: readonly RecommendColumn[] = [
  {
    name: "score",
    title: "SCORE",
    cell: ({ score }) => score,
    text: ({ score }) => `${Math.round(score * 100)} %`,
    align: "right",
    priority: 5,
    minimumWidth: 5,
  },
  ...PLUGIN_COLUMNS.filter(({ name }) => SHOWN.includes(name)).map(ofPlugin),
  {
    name: "reasons",
    title: "WHY",
    cell: ({ reasons }) => reasons.map(({ message }) => message),
    // The table has room for the strongest.
    text: ({ reasons }) => reasons[0]?.message ?? "",
    align: "left",
    priority: 4,
    minimumWidth: 24,
    weight: 2,
  },
  ...PLUGIN_COLUMNS.filter(({ name }) => !SHOWN.includes(name)).map((column) => {
    const { appears } = column;
    return ofPlugin({ ...column, appears: appears === "table" ? "table" : "wide" });
  }),
];

function ofPlugin(
  { cell, text, style, marks: _, ...column }: Column<Plugin, (typeof LIST_COLUMNS)[number]>,
): RecommendColumn {
  return {
    ...column,
    cell: ({ plugin }) => cell(plugin),
    ...text === undefined ? {} : { text: ({ plugin }) => text(plugin) },
    ...style === undefined ? {} : { style: ({ plugin }) => style(plugin) },
  };
}
