import type { SimilarPlugin } from "../../model/documents/alike/similar_document.ts";
import { columnsAroundReasons } from "../list/list_columns.ts";
import type { Column } from "../output/column.ts";
import type { SIMILAR_COLUMNS } from "./similar_flags.ts";

type SimilarColumn = Column<SimilarPlugin, (typeof SIMILAR_COLUMNS)[number]>;

const { before, after } = columnsAroundReasons<SimilarPlugin>();

/** Columns of tables and CSV with one row per similar plugin. */
export const SIMILAR_TABLE: readonly SimilarColumn[] = [
  {
    name: "score",
    title: "SCORE",
    cell: ({ score }) => score,
    text: ({ score }) => `${Math.round(score * 100)} %`,
    align: "right",
    priority: 9,
    minimumWidth: 5,
  },
  {
    name: "isSibling",
    title: "SIBLING",
    cell: ({ isSibling }) => isSibling,
    align: "left",
    priority: 0,
    minimumWidth: 7,
    appears: "wide",
  },
  ...before,
  {
    name: "reasons",
    title: "ALIKE IN",
    cell: ({ reasons }) => reasons.map(({ message }) => message),
    text: reasonsText,
    align: "left",
    // On a narrow terminal they make room for the plugins themselves.
    priority: 4,
    minimumWidth: 24,
    weight: 2,
  },
  ...after,
];

/** The reasons as one sentence. */
function reasonsText({ reasons }: SimilarPlugin): string {
  const [first = "", ...others] = reasons.map(({ message }) => message);
  return [first, ...others.map((message) => message.charAt(0).toLowerCase() + message.slice(1))].join("; ");
}
