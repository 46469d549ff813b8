import type { Plugin } from "../../model/plugin.ts";
import type { Column } from "../column.ts";
import type { LIST_COLUMNS } from "../commands/list_command.ts";

/** Columns of tables and CSV that have a row per plugin. */
export const PLUGIN_COLUMNS: readonly Column<Plugin, (typeof LIST_COLUMNS)[number]>[] = [
  { name: "name", title: "NAME", cell: ({ name }) => name, align: "left", priority: 8, minimumWidth: 16 },
  {
    name: "vendor",
    title: "VENDOR",
    cell: ({ vendor }) => vendor,
    align: "left",
    priority: 7,
    minimumWidth: 10,
  },
  {
    name: "format",
    title: "FORMAT",
    cell: ({ format }) => format,
    align: "left",
    priority: 6,
    minimumWidth: 6,
  },
  {
    name: "state",
    title: "STATE",
    cell: stateOf,
    align: "left",
    priority: 5,
    minimumWidth: 7,
    appears: "table",
    hidesWhenEmpty: true,
  },
  {
    name: "category",
    title: "CATEGORY",
    cell: ({ category }) => category,
    align: "left",
    priority: 4,
    minimumWidth: 8,
  },
  {
    name: "channels",
    title: "IN>OUT",
    cell: channelsOf,
    align: "right",
    priority: 3,
    minimumWidth: 6,
    appears: "table",
  },
  {
    name: "parameterCount",
    title: "PARAMS",
    cell: ({ parameterCount }) => parameterCount,
    align: "right",
    priority: 2,
    minimumWidth: 6,
  },
  {
    name: "version",
    title: "VERSION",
    cell: ({ version }) => version,
    align: "left",
    priority: 1,
    minimumWidth: 7,
  },
  wide("id", "ID", ({ id }) => id),
  wide("inputChannels", "INPUTS", ({ inputChannels }) => inputChannels, "right"),
  wide("outputChannels", "OUTPUTS", ({ outputChannels }) => outputChannels, "right"),
  wide("isInstrument", "INSTRUMENT", ({ isInstrument }) => isInstrument),
  wide("features", "FEATURES", ({ features }) => features),
  wide("outcome", "OUTCOME", ({ outcome }) => outcome),
  wide("isMissing", "MISSING", ({ isMissing }) => isMissing),
  wide("location", "LOCATION", ({ location }) => location),
  wide("addedAt", "ADDED", ({ addedAt }) => addedAt),
  wide("updatedAt", "UPDATED", ({ updatedAt }) => updatedAt),
  wide("scannedAt", "SCANNED", ({ scannedAt }) => scannedAt),
];

/** A column for CSV and wide tables. */
function wide<Name extends string>(
  name: Name,
  title: string,
  cell: Column<Plugin>["cell"],
  align: "left" | "right" = "left",
): Column<Plugin, Name> {
  return { name, title, cell, align, priority: 0, minimumWidth: 8, appears: "wide" };
}

/** What is worth a word: a plugin that is there and was scanned needs none. */
function stateOf({ isMissing, outcome, origin }: Plugin): string {
  if (isMissing) return "missing";
  if (origin === "import") return "imported";
  return outcome === "scanned" ? "" : outcome;
}

function channelsOf({ inputChannels, outputChannels }: Plugin): string {
  return inputChannels === undefined ? "" : `${inputChannels}>${outputChannels}`;
}
