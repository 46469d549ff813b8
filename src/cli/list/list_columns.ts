import type { Plugin } from "../../model/plugin.ts";
import type { Column } from "../output/column.ts";
import { stateStyle } from "../output/state_style.ts";
import { timeText } from "../output/time_text.ts";
import type { LIST_COLUMNS } from "./list_flags.ts";
import { pluginColumns, wideColumn } from "../plugins/plugin_columns.ts";

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
  timeColumn("addedAt", "ADDED"),
  timeColumn("updatedAt", "UPDATED"),
  timeColumn("scannedAt", "SCANNED"),
];

function timeColumn<Name extends "addedAt" | "updatedAt" | "scannedAt">(
  name: Name,
  title: string,
): Column<Plugin, Name> {
  const column = wideColumn<Plugin, Name>(name, title, (plugin) => plugin[name]);
  return { ...column, text: (plugin) => timeText(plugin[name]), minimumWidth: 12 };
}

/** The state, if it is worth showing; empty for an installed plugin that was scanned. */
function stateOf({ isMissing, outcome, origin }: Plugin): string {
  if (isMissing) return "missing";
  if (origin === "import") return "imported";
  return outcome === "scanned" ? "" : outcome;
}
