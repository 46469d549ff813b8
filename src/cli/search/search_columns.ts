import type { FoundPlugin, MatchedText } from "../../model/documents/search_document.ts";
import { MATCHED_FIELDS } from "../../model/search/text_fields.ts";
import { FAVORITE_MARK } from "../plugins/curation_columns.ts";
import type { Column } from "../output/column.ts";
import type { SEARCH_COLUMNS } from "./search_flags.ts";
import { allFormats, FORMATS_COLUMN, FORMATS_WEIGHT, PLUGIN_COLUMNS } from "../list/list_columns.ts";

type SearchColumn = Column<FoundPlugin, (typeof SEARCH_COLUMNS)[number] | "mark">;

/** Columns of tables and CSV with one row per result. */
const FOUND_COLUMNS: readonly SearchColumn[] = [
  FAVORITE_MARK,
  ...PLUGIN_COLUMNS.map((column): SearchColumn => {
    if (column.name === "format") return { ...column, cell: allFormats, weight: FORMATS_WEIGHT };
    const field = MATCHED_FIELDS.find((name) => name === column.name);
    return field === undefined ? column : { ...column, marks: (plugin) => rangesOf(plugin, field) };
  }),
  {
    name: "matched",
    title: "FOUND IN",
    cell: ({ matched }) => matched.map(matchText),
    text: (plugin) => notSeen(plugin).map(matchText).join(", "),
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
  FORMATS_COLUMN,
];

/** The columns for a list of them that a person asked for: a column of their choice leaves nothing out. */
export function foundColumns(names: readonly string[] | undefined): readonly SearchColumn[] {
  if (!names?.includes("matched")) return FOUND_COLUMNS;
  return FOUND_COLUMNS.map((column) => {
    if (column.name !== "matched") return column;
    const { text: _, ...whole } = column;
    return whole;
  });
}

function matchText({ field, text }: MatchedText): string {
  return `${field} ${text}`;
}

/**
 * The texts that explain an answer which the name and vendor beside them do
 * not. A category has a column, but "drive" does not look like "distortion".
 */
function notSeen(plugin: FoundPlugin): readonly MatchedText[] {
  const { matched } = plugin;
  const isNamed = matched.some(({ field }) => field === "name" || field === "vendor");
  return matched.filter(({ field, text }) =>
    field === "category"
      ? !isNamed
      : isOtherName(text, field, plugin) || !PLUGIN_COLUMNS.some(({ name }) => name === field)
  );
}

/** Whether a vendor was found by a name that the table does not show. */
function isOtherName(
  text: string,
  field: MatchedText["field"],
  { matched, vendorGroup }: FoundPlugin,
): boolean {
  return field === "vendor" && vendorGroup !== undefined && text !== vendorGroup &&
    !matched.some((other) => other.field === field && other.text === vendorGroup);
}

function rangesOf(plugin: FoundPlugin, field: MatchedText["field"]): MatchedText["ranges"] {
  return plugin.matched.filter((found) => found.field === field && !isOtherName(found.text, field, plugin))
    .slice(0, field === "vendor" ? 1 : undefined).flatMap(({ ranges }) => ranges);
}
