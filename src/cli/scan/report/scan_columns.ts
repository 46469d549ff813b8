import type { Column } from "../../output/column.ts";
import type { SCAN_COLUMNS } from "./scan_column_names.ts";
import { pluginColumns, wideColumn } from "../../plugins/plugin_columns.ts";
import type { ScanRow } from "./scan_row.ts";

const OF_PLUGINS = pluginColumns<ScanRow>(({ plugin }) => plugin);

/** Columns of the table and the CSV of a scan. */
export const SCAN_ROW_COLUMNS: readonly Column<ScanRow, (typeof SCAN_COLUMNS)[number]>[] = [
  OF_PLUGINS.name,
  OF_PLUGINS.vendor,
  OF_PLUGINS.format,
  OF_PLUGINS.category,
  OF_PLUGINS.channels,
  OF_PLUGINS.parameterCount,
  OF_PLUGINS.version,
  wideColumn("outcome", "OUTCOME", ({ outcome }) => outcome),
  wideColumn("reason", "REASON", ({ reason }) => reason),
  wideColumn("change", "CHANGE", ({ change }) => change),
  OF_PLUGINS.id,
  OF_PLUGINS.inputChannels,
  OF_PLUGINS.outputChannels,
  OF_PLUGINS.isInstrument,
  OF_PLUGINS.location,
];
