import type { Plugin } from "../../model/plugin.ts";
import type { ScanEvent } from "../../model/scan_document.ts";
import { compareBytes } from "../../platform/paths.ts";
import { type Console, writeMessage } from "../console.ts";
import type { Column } from "../column.ts";
import { tableText } from "../table.ts";
import { stylesFor } from "../terminal.ts";
import { ScanReport } from "./scan_report.ts";

/** What the table shows of a plugin; the rest, parameters above all, is not kept. */
interface PluginRow {
  readonly location: string;
  /** By which the rows are sorted: in lower case once, and not for each comparison. */
  readonly order: readonly [vendor: string, name: string];
  readonly name: string;
  readonly vendor: string;
  readonly format: string;
  readonly category: string;
  readonly channels: string;
  readonly parameters: string;
  readonly version: string;
}

const COLUMNS: readonly Column<PluginRow>[] = [
  { name: "name", title: "NAME", cell: (row) => row.name, align: "left", priority: 7, minimumWidth: 16 },
  {
    name: "vendor",
    title: "VENDOR",
    cell: (row) => row.vendor,
    align: "left",
    priority: 6,
    minimumWidth: 10,
  },
  { name: "format", title: "FORMAT", cell: (row) => row.format, align: "left", priority: 5, minimumWidth: 6 },
  {
    name: "category",
    title: "CATEGORY",
    cell: (row) => row.category,
    align: "left",
    priority: 4,
    minimumWidth: 8,
  },
  {
    name: "channels",
    title: "IN>OUT",
    cell: (row) => row.channels,
    align: "right",
    priority: 3,
    minimumWidth: 6,
  },
  {
    name: "parameterCount",
    title: "PARAMS",
    cell: (row) => row.parameters,
    align: "right",
    priority: 2,
    minimumWidth: 6,
  },
  {
    name: "version",
    title: "VERSION",
    cell: (row) => row.version,
    align: "left",
    priority: 1,
    minimumWidth: 7,
  },
];

/** Prints a scan for people: the plugins on standard output, what happened to the rest on standard error. */
export async function printScanTable(events: AsyncIterable<ScanEvent>, console: Console): Promise<void> {
  const rows = new Map<string, PluginRow>();
  const report = new ScanReport(stylesFor(console.stderr, console.environment));
  for await (const event of events) {
    report.see(event);
    if (event.event !== "module") continue;
    for (const plugin of event.module.plugins) keepRow(rows, plugin, event.module.location);
  }
  await printTable([...rows.values()].sort(compareRows), console);
  await writeMessage(console.stderr, report.text());
}

async function printTable(rows: readonly PluginRow[], console: Console): Promise<void> {
  if (rows.length === 0) return;
  await console.stdout.write(await tableText(COLUMNS, rows, {}, console));
  await console.stdout.flush();
}

/** A second copy is another installation of the same plugin; the first in order stands for both. */
function keepRow(rows: Map<string, PluginRow>, plugin: Plugin, location: string): void {
  const known = rows.get(plugin.id);
  if (known !== undefined && compareBytes(known.location, location) <= 0) return;
  rows.set(plugin.id, rowOf(plugin, location));
}

function rowOf(plugin: Plugin, location: string): PluginRow {
  return {
    location,
    order: [(plugin.vendor ?? "").toLowerCase(), plugin.name.toLowerCase()],
    name: plugin.name,
    vendor: plugin.vendor ?? "",
    format: plugin.format,
    category: plugin.category,
    channels: channelsOf(plugin),
    parameters: String(plugin.parameterCount ?? ""),
    version: plugin.version ?? "",
  };
}

/** Channels of the main audio buses, in and out. */
function channelsOf({ inputChannels, outputChannels }: Plugin): string {
  if (inputChannels === undefined || outputChannels === undefined) return "";
  return `${inputChannels}>${outputChannels}`;
}

/** By vendor and name without regard to case; those without a vendor come last. */
function compareRows(a: PluginRow, b: PluginRow): number {
  return Number(a.vendor === "") - Number(b.vendor === "") ||
    compareBytes(a.order[0], b.order[0]) ||
    compareBytes(a.order[1], b.order[1]) ||
    compareBytes(a.format, b.format);
}
