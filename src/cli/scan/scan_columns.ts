import type { Column } from "../column.ts";
import type { SCAN_COLUMNS } from "../commands/scan_command.ts";
import type { ScanRow } from "./scan_row.ts";

/** Columns of the table and the CSV of a scan. */
export const SCAN_ROW_COLUMNS: readonly Column<ScanRow, (typeof SCAN_COLUMNS)[number]>[] = [
  { name: "name", title: "NAME", cell: ({ name }) => name, align: "left", priority: 7, minimumWidth: 16 },
  {
    name: "vendor",
    title: "VENDOR",
    cell: ({ plugin }) => plugin?.vendor,
    align: "left",
    priority: 6,
    minimumWidth: 10,
  },
  {
    name: "format",
    title: "FORMAT",
    cell: ({ format }) => format,
    align: "left",
    priority: 5,
    minimumWidth: 6,
  },
  {
    name: "category",
    title: "CATEGORY",
    cell: ({ plugin }) => plugin?.category,
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
    cell: ({ plugin }) => plugin?.parameterCount,
    align: "right",
    priority: 2,
    minimumWidth: 6,
  },
  {
    name: "version",
    title: "VERSION",
    cell: ({ plugin }) => plugin?.version,
    align: "left",
    priority: 1,
    minimumWidth: 7,
  },
  wide("outcome", "OUTCOME", ({ outcome }) => outcome),
  wide("reason", "REASON", ({ reason }) => reason),
  wide("change", "CHANGE", ({ change }) => change),
  wide("id", "ID", ({ id }) => id),
  wide("inputChannels", "INPUTS", ({ plugin }) => plugin?.inputChannels, "right"),
  wide("outputChannels", "OUTPUTS", ({ plugin }) => plugin?.outputChannels, "right"),
  wide("isInstrument", "INSTRUMENT", ({ plugin }) => plugin?.isInstrument),
  wide("location", "LOCATION", ({ location }) => location),
];

/** A column for CSV and wide tables. */
function wide<Name extends string>(
  name: Name,
  title: string,
  cell: Column<ScanRow>["cell"],
  align: "left" | "right" = "left",
): Column<ScanRow, Name> {
  return { name, title, cell, align, priority: 0, minimumWidth: 8, appears: "wide" };
}

/** Channels of the main audio buses, in and out. */
function channelsOf({ plugin }: ScanRow): string {
  if (plugin?.inputChannels === undefined || plugin.outputChannels === undefined) return "";
  return `${plugin.inputChannels}>${plugin.outputChannels}`;
}
