import type { ListedPlugin } from "../../model/documents/list_document.ts";
import type { Plugin } from "../../model/plugin.ts";
import type { Column } from "../output/column.ts";
import { stateStyle } from "../output/state_style.ts";
import type { LIST_COLUMNS, LISTED_COLUMNS } from "./list_flags.ts";
import { CURATION_COLUMNS, FAVORITE_MARK } from "../plugins/curation_columns.ts";
import { formatsText } from "../plugins/formats_text.ts";
import { pluginColumns, timeColumn, wideColumn } from "../plugins/plugin_columns.ts";

const OF_PLUGINS = pluginColumns<Plugin>((plugin) => plugin);

/** Columns of tables and CSV with one row per plugin. */
export const PLUGIN_COLUMNS: readonly Column<Plugin, (typeof LIST_COLUMNS)[number]>[] = [
  OF_PLUGINS.name,
  OF_PLUGINS.vendor,
  OF_PLUGINS.format,
  {
    name: "state",
    title: "STATE",
    cell: stateOf,
    style: (plugin) => stateStyle(stateOf(plugin)),
    align: "left",
    priority: 5,
    minimumWidth: 7,
    appears: "table",
  },
  OF_PLUGINS.category,
  OF_PLUGINS.channels,
  OF_PLUGINS.parameterCount,
  OF_PLUGINS.version,
  OF_PLUGINS.id,
  OF_PLUGINS.inputChannels,
  OF_PLUGINS.outputChannels,
  OF_PLUGINS.isInstrument,
  wideColumn("features", "FEATURES", ({ features }) => features),
  {
    ...wideColumn("outcome", "OUTCOME", ({ outcome }) => outcome),
    style: ({ outcome }) => stateStyle(outcome),
  },
  wideColumn("isMissing", "MISSING", ({ isMissing }) => isMissing),
  OF_PLUGINS.location,
  timeColumn("addedAt", "ADDED", ({ addedAt }) => addedAt),
  timeColumn("updatedAt", "UPDATED", ({ updatedAt }) => updatedAt),
  timeColumn("scannedAt", "SCANNED", ({ scannedAt }) => scannedAt),
  ...CURATION_COLUMNS,
];

/** The formats are shortened last: they are few, and a person chooses one of them. */
export const FORMATS_WEIGHT = 1000;

/** The ids of a plugin's other formats. */
export const FORMATS_COLUMN: Column<ListedPlugin, "formats"> = wideColumn(
  "formats",
  "OTHER FORMATS",
  ({ formats }) => formats?.map(({ id }) => id),
);

type ListedColumn = Column<ListedPlugin, (typeof LISTED_COLUMNS)[number] | "mark">;

/** Columns of a list with one row per plugin. */
export const LISTED_PLUGIN_COLUMNS: readonly ListedColumn[] = [
  FAVORITE_MARK,
  ...PLUGIN_COLUMNS,
  FORMATS_COLUMN,
];

/** Columns of a list with one row for all formats of a plugin. */
export const GROUPED_COLUMNS: readonly ListedColumn[] = LISTED_PLUGIN_COLUMNS.map((column) =>
  column.name === "format"
    ? { ...column, title: "FORMATS", text: allFormats, weight: FORMATS_WEIGHT }
    : column
);

/** The format shown, followed by the plugin's other formats. */
export function allFormats({ format, formats = [] }: ListedPlugin): string {
  return formatsText([format, ...formats.map((other) => other.format)]);
}

/** The state, if it is worth showing; empty for an installed plugin that was scanned. */
function stateOf({ isMissing, outcome, origin, curation }: Plugin): string {
  if (isMissing) return "missing";
  if (origin === "import") return "imported";
  if (outcome !== "scanned") return outcome;
  return curation.isHidden ? "hidden" : "";
}

/** The columns of plugins in rows that have a plugin and reasons for it. */
export interface ColumnsAround<Row> {
  /** Those that leave room for the reasons beside them. */
  readonly before: readonly Column<Row, (typeof LIST_COLUMNS)[number]>[];
  /** All others, for CSV and wide tables. */
  readonly after: readonly Column<Row, (typeof LIST_COLUMNS)[number]>[];
}

const BEFORE_REASONS: readonly string[] = ["name", "vendor", "format"];

/** Makes the columns of plugins for rows that each have one, around the reasons for it. */
export function columnsAroundReasons<Row extends { readonly plugin: Plugin }>(): ColumnsAround<Row> {
  const isBefore = ({ name }: { readonly name: string }) => BEFORE_REASONS.includes(name);
  return {
    before: PLUGIN_COLUMNS.filter(isBefore).map((column) => ofPlugin<Row>(column)),
    after: PLUGIN_COLUMNS.filter((column) => !isBefore(column)).map((column) =>
      ofPlugin<Row>({ ...column, appears: column.appears === "table" ? "table" : "wide" })
    ),
  };
}

function ofPlugin<Row extends { readonly plugin: Plugin }>(
  { cell, text, style, marks: _, ...column }: Column<Plugin, (typeof LIST_COLUMNS)[number]>,
): Column<Row, (typeof LIST_COLUMNS)[number]> {
  return {
    ...column,
    cell: ({ plugin }) => cell(plugin),
    ...text === undefined ? {} : { text: ({ plugin }) => text(plugin) },
    ...style === undefined ? {} : { style: ({ plugin }) => style(plugin) },
  };
}
