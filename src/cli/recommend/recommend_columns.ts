import type { Recommendation } from "../../model/documents/curation/recommend_document.ts";
import { columnsAroundReasons } from "../list/list_columns.ts";
import type { Column } from "../output/column.ts";
import type { RECOMMEND_COLUMNS } from "./recommend_flags.ts";

type RecommendColumn = Column<Recommendation, (typeof RECOMMEND_COLUMNS)[number]>;

const { before, after } = columnsAroundReasons<Recommendation>();

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
  ...before,
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
  ...after,
];
