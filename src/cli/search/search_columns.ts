import type { FoundPlugin, MatchedText } from "../../model/documents/search_document.ts";
import { MATCHED_FIELDS } from "../../model/search/text_fields.ts";
import type { Column } from "../output/column.ts";
import type { SEARCH_COLUMNS } from "./search_flags.ts";
import { PLUGIN_COLUMNS } from "../list/list_columns.ts";

type SearchColumn = Column<FoundPlugin, (typeof SEARCH_COLUMNS)[number]>;

/** The formats are shortened last: they are few, and a person chooses one of them. */
const FORMATS_WEIGHT = 1000;

/** Columns of tables and CSV with one row per result. */
export const FOUND_COLUMNS: readonly SearchColumn[] = [
  ...PLUGIN_COLUMNS.map((column): SearchColumn => {
    if (column.name === "format") return { ...column, cell: allFormats, weight: FORMATS_WEIGHT };
    const field = MATCHED_FIELDS.find((name) => name === column.name);
    return field === undefined ? column : { ...column, marks: ({ matched }) => rangesOf(matched, field) };
  }),
  {
    name: "matched",
    title: "FOUND IN",
    cell: ({ matched }) => matched.filter(isElsewhere).map(({ field, text }) => `${field} ${text}`),
    align: "left",
    priority: 3,
    minimumWidth: 12,
    appears: "table",
  },
  {
    name: "score",
    title: "SCORE",
    cell: ({ score }) => score,
    align: "right",
    priority: 0,
    minimumWidth: 5,
    appears: "wide",
  },
  {
    name: "formats",
    title: "OTHER FORMATS",
    cell: ({ formats }) => formats.map(({ id }) => id),
    align: "left",
    priority: 0,
    minimumWidth: 8,
    appears: "wide",
  },
];

/** The format shown, followed by the plugin's other formats. */
function allFormats({ format, formats }: FoundPlugin): string {
  return [...new Set([format, ...formats.map((other) => other.format)])].join(" ");
}

/** Whether no column of its own shows the text. */
function isElsewhere({ field }: MatchedText): boolean {
  return !PLUGIN_COLUMNS.some(({ name }) => name === field);
}

function rangesOf(matched: readonly MatchedText[], field: MatchedText["field"]): MatchedText["ranges"] {
  return matched.filter((found) => found.field === field).flatMap(({ ranges }) => ranges);
}
