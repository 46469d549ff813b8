import type { Bus, Parameter, Plugin } from "../../model/plugin.ts";
import type { Console } from "../console.ts";
import type { Column } from "../column.ts";
import { formatTable } from "../table.ts";
import { printable, type Styles, stylesFor } from "../terminal.ts";

/** A line of a page: what it is about and what is known. */
type Fact = readonly [label: string, value: string];

/** All that is known about a plugin, for people. */
export async function infoPage(plugin: Plugin, { stdout, environment, columns }: Console): Promise<string> {
  const styles = stylesFor(stdout, environment);
  const width = stdout.isTerminal ? columns() : undefined;
  const shown = (plugin.parameters ?? []).filter(({ flags }) => !flags.includes("midi-controller"));
  const sections = [
    [styles.bold(printable(plugin.name)), ...facts(plugin)],
    titled("Installations", plugin.installations.map(installation), styles),
    titled("Buses", (plugin.buses ?? []).map(bus), styles),
    shown.length === 0
      ? []
      : [styles.bold("Parameters"), ...indented(await formatTable(COLUMNS, shown, width))],
    titled("Programs", (plugin.programs ?? []).map(printable), styles),
  ];
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function facts(plugin: Plugin): string[] {
  const known: Fact[] = [
    ["id", plugin.id],
    ["vendor", plugin.vendor ?? ""],
    ["version", plugin.version ?? ""],
    ["state", stateOf(plugin)],
    ["location", plugin.installations.length === 0 ? plugin.location : ""],
    ["category", plugin.category],
    ["features", plugin.features.join(", ")],
    ["own words", plugin.rawCategories.join(", ")],
    ["about", plugin.description ?? ""],
    ["url", plugin.url ?? ""],
    ["replaces", (plugin.replaces ?? []).join(", ")],
    ["latency", plugin.latencySamples === undefined ? "" : `${plugin.latencySamples} samples`],
    ["editor", plugin.hasEditor === undefined ? "" : plugin.hasEditor ? "yes" : "no"],
    ["added", plugin.addedAt],
    ["updated", plugin.updatedAt],
    ["scanned", plugin.scannedAt],
  ];
  const told = known.filter(([, value]) => value !== "");
  const width = Math.max(...told.map(([label]) => label.length));
  return told.map(([label, value]) => `  ${label.padEnd(width)}  ${printable(value)}`);
}

function stateOf({ isMissing, origin, outcome }: Plugin): string {
  const imported = origin === "import" ? "imported, not found by a scan yet" : undefined;
  return isMissing ? "missing" : imported ?? outcome;
}

function titled(title: string, lines: readonly string[], { bold }: Styles): string[] {
  return lines.length === 0 ? [] : [bold(title), ...indented(lines)];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function installation(
  { location, version, architectures, isMissing }: Plugin["installations"][number],
): string {
  const details = [version ?? "", architectures.join(" "), isMissing ? "missing" : ""].filter((part) =>
    part !== ""
  );
  return printable(`${location}${details.length === 0 ? "" : ` (${details.join(", ")})`}`);
}

function bus({ direction, type, name, channels, role }: Bus): string {
  const size = type === "event" ? "events" : `${channels} ${type} channel${channels === 1 ? "" : "s"}`;
  return printable(`${direction} ${role}: ${size}${name === "" ? "" : `, "${name}"`}`);
}

const COLUMNS: readonly Column<Parameter>[] = [
  { name: "id", title: "ID", cell: ({ id }) => id, align: "right", priority: 5, minimumWidth: 2 },
  {
    name: "name",
    title: "PARAMETER",
    cell: ({ name }) => name,
    align: "left",
    priority: 6,
    minimumWidth: 12,
  },
  {
    name: "minimum",
    title: "FROM",
    cell: (parameter) => bound(parameter, "minimum"),
    align: "right",
    priority: 3,
    minimumWidth: 6,
  },
  {
    name: "maximum",
    title: "TO",
    cell: (parameter) => bound(parameter, "maximum"),
    align: "right",
    priority: 3,
    minimumWidth: 6,
  },
  {
    name: "default",
    title: "DEFAULT",
    cell: (parameter) => bound(parameter, "default"),
    align: "right",
    priority: 4,
    minimumWidth: 7,
  },
  { name: "unit", title: "UNIT", cell: ({ unit }) => unit, align: "left", priority: 2, minimumWidth: 4 },
  {
    name: "flags",
    title: "FLAGS",
    cell: ({ flags }) => flags.join(" "),
    align: "left",
    priority: 1,
    minimumWidth: 8,
  },
];

/** As the plugin displays it; the number where it displays nothing. */
function bound(parameter: Parameter, which: "minimum" | "maximum" | "default"): string {
  const text = parameter[`${which}Text`];
  return text === "" ? String(parameter[which] ?? "") : text;
}
