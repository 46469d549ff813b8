import type { Column } from "../../output/column.ts";
import type { SCAN_COLUMNS } from "./scan_column_names.ts";
import { pluginColumns, wideColumn } from "../../plugins/plugin_columns.ts";
import type { ScannedModule } from "../../../model/module.ts";
import { namedColumns } from "../../output/column.ts";
import { chosenFields } from "../../output/chosen_fields.ts";
import { type ScanRow, scanRows } from "./scan_row.ts";

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

/** What `--columns` leaves of a module: its plugins have only the named fields. */
export type ChosenModule = Omit<ScannedModule, "plugins"> & { readonly plugins: Record<string, unknown>[] };

/** The module with only the named fields of its plugins; {@linkcode SCAN_ROW_COLUMNS} has the names. */
export function withChosenFields(module: ScannedModule, names: readonly string[]): ChosenModule {
  const columns = namedColumns(SCAN_ROW_COLUMNS, names);
  const described = scanRows(module).filter(({ plugin }) => plugin !== undefined);
  return { ...module, plugins: described.map((row) => chosenFields(row, columns)) };
}
