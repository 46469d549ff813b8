import type { ConvertedParameter } from "../../../model/documents/presets/conversion_document.ts";
import type { Column } from "../../output/column.ts";

/** Columns with one row per parameter, in CSV order. */
export const CONVERSION_COLUMNS: readonly Column<ConvertedParameter>[] = [
  {
    name: "from",
    title: "FROM",
    cell: ({ from }) => from,
    align: "left",
    priority: 5,
    minimumWidth: 12,
    weight: 2,
  },
  {
    name: "to",
    title: "TO",
    cell: ({ to }) => to,
    // Mostly the same name, which need not be read twice.
    text: ({ from, to }) => to === from ? "" : to,
    align: "left",
    priority: 2,
    minimumWidth: 10,
    weight: 1,
  },
  {
    name: "matchedBy",
    title: "BY",
    cell: ({ matchedBy }) => matchedBy,
    align: "left",
    priority: 1,
    minimumWidth: 4,
  },
  {
    name: "before",
    title: "BEFORE",
    cell: ({ before }) => before,
    align: "left",
    priority: 4,
    minimumWidth: 8,
    weight: 1,
  },
  {
    name: "after",
    title: "AFTER",
    cell: ({ after }) => after,
    align: "left",
    priority: 4,
    minimumWidth: 8,
    weight: 1,
  },
  { name: "value", title: "VALUE", cell: ({ value }) => value, align: "right", priority: 0, minimumWidth: 5 },
  {
    name: "score",
    title: "SCORE",
    cell: ({ score }) => score,
    text: ({ score }) => `${Math.round(score * 100)} %`,
    align: "right",
    priority: 3,
    minimumWidth: 5,
  },
];
