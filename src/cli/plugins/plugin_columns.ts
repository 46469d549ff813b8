import type { Plugin } from "../../model/plugin.ts";
import type { Column } from "../output/column.ts";
import { timeText } from "../output/time_text.ts";
import { vendorName } from "../../model/vendors/vendor_name.ts";

/** The fields of a described plugin that columns show. */
type PluginFields = Pick<
  Plugin,
  | "vendor"
  | "vendorGroup"
  | "version"
  | "category"
  | "isInstrument"
  | "parameterCount"
  | "inputChannels"
  | "outputChannels"
>;

/** The fields that a row has even if the plugin was not described. */
interface PluginRow {
  readonly id?: string;
  readonly name?: string;
  readonly format: string;
  readonly location?: string;
}

/** Columns that every list of plugins has, by their names. */
type PluginColumns<Row> = {
  readonly [Name in Exclude<keyof PluginFields, "vendorGroup"> | keyof PluginRow | "channels"]: Column<
    Row,
    Name
  >;
};

/** Columns that every list of plugins has; `plugin` returns the described plugin of a row. */
export function pluginColumns<Row extends PluginRow>(
  plugin: (row: Row) => PluginFields | undefined,
): PluginColumns<Row> {
  return {
    name: {
      name: "name",
      title: "NAME",
      cell: ({ name }) => name,
      align: "left",
      priority: 8,
      minimumWidth: 24,
      weight: 2,
    },
    vendor: {
      name: "vendor",
      title: "VENDOR",
      cell: (row) => plugin(row)?.vendor,
      text: (row) => plugin(row)?.vendorGroup ?? vendorName(plugin(row)?.vendor ?? ""),
      style: () => "dim",
      align: "left",
      priority: 7,
      minimumWidth: 12,
    },
    format: {
      name: "format",
      title: "FORMAT",
      cell: ({ format }) => format,
      align: "left",
      priority: 6,
      minimumWidth: 6,
    },
    category: {
      name: "category",
      title: "CATEGORY",
      cell: (row) => plugin(row)?.category,
      align: "left",
      priority: 4,
      minimumWidth: 11,
    },
    channels: {
      name: "channels",
      title: "IN>OUT",
      cell: (row) => channelsOf(plugin(row)),
      align: "right",
      priority: 3,
      minimumWidth: 6,
      appears: "table",
    },
    parameterCount: {
      name: "parameterCount",
      title: "PARAMS",
      cell: (row) => plugin(row)?.parameterCount,
      align: "right",
      priority: 2,
      minimumWidth: 6,
    },
    version: {
      name: "version",
      title: "VERSION",
      cell: (row) => plugin(row)?.version,
      align: "left",
      priority: 1,
      minimumWidth: 8,
    },
    id: wideColumn("id", "ID", ({ id }) => id),
    inputChannels: wideColumn("inputChannels", "INPUTS", (row) => plugin(row)?.inputChannels, "right"),
    outputChannels: wideColumn("outputChannels", "OUTPUTS", (row) => plugin(row)?.outputChannels, "right"),
    isInstrument: wideColumn("isInstrument", "INSTRUMENT", (row) => plugin(row)?.isInstrument),
    location: { ...wideColumn("location", "LOCATION", ({ location }) => location), keepsEnd: true },
  };
}

/** A column for CSV and wide tables. */
export function wideColumn<Row, Name extends string>(
  name: Name,
  title: string,
  cell: Column<Row>["cell"],
  align: "left" | "right" = "left",
): Column<Row, Name> {
  return { name, title, cell, align, priority: 0, minimumWidth: 8, appears: "wide" };
}

/** A column of times for CSV and wide tables. */
export function timeColumn<Row, Name extends string>(
  name: Name,
  title: string,
  time: (row: Row) => string,
): Column<Row, Name> {
  return {
    ...wideColumn<Row, Name>(name, title, time),
    text: (row) => timeText(time(row)),
    minimumWidth: 12,
  };
}

/** Channels of the main audio buses, in and out. */
function channelsOf(plugin: PluginFields | undefined): string {
  if (plugin?.inputChannels === undefined || plugin.outputChannels === undefined) return "";
  return `${plugin.inputChannels}>${plugin.outputChannels}`;
}
