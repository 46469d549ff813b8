import type { InfoDocument, LoadReport, PluginEnd } from "../../model/documents/info_document.ts";
import type { Reason } from "../../model/module.ts";
import type { Bus, Parameter, Plugin, PluginCategory, Preset } from "../../model/plugin.ts";
import type { PluginDifference } from "../../model/plugins/plugin_difference.ts";
import { tableColumns } from "../output/column.ts";
import type { InfoFlags } from "./info_flags.ts";
import type { Console } from "../terminal/console.ts";
import { countText } from "../output/count_text.ts";
import { durationText } from "../output/duration_text.ts";
import { formatTable } from "../output/table.ts";
import { stateStyle } from "../output/state_style.ts";
import { timeText } from "../output/time_text.ts";
import { printable, type StyleName, type Styles, stylesFor } from "../terminal/terminal.ts";
import { PARAMETER_TABLE } from "./parameter_columns.ts";

/** A line of a page: a label, its value and the style of that. */
type Fact = readonly [label: string, value: string, style?: StyleName | undefined];

/** Scan outcomes shown on a page; documents have more. */
const MOST_ENDS = 5;

/** Differences shown on a page. */
const MOST_DIFFERENCES = 30;

/** Everything known about a plugin, as a page for people. */
export async function infoPage(
  { plugin, history, load }: InfoDocument,
  flags: InfoFlags,
  console: Console,
): Promise<string> {
  const styles = stylesFor(console.stdout, console.environment);
  const sections = [
    [styles.bold(printable(plugin.name)), ...facts(plugin, styles)],
    titled("Loaded now", load === undefined ? [] : loadLines(load, styles), styles),
    titled("Other formats", plugin.formats.map(sibling), styles),
    titled("Installations", plugin.installations.map(installation), styles),
    titled("Scans", history.slice(0, MOST_ENDS).map((end) => endLine(end, plugin, styles)), styles),
    titled("Buses", (plugin.buses ?? []).map(bus), styles),
    titled("Parameters", await parameterLines(plugin, flags, styles, console), styles),
    titled("Programs", (plugin.programs ?? []).map(printable), styles),
    titled("Presets", (plugin.presets ?? []).map(presetLine), styles),
  ];
  return sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join("\n")}\n`).join("\n");
}

/** Leaves out proxies for MIDI controllers, which are not meant for people. */
async function parameterLines(
  { parameters = [] }: Plugin,
  flags: InfoFlags,
  styles: Styles,
  { stdout, columns }: Console,
): Promise<string[]> {
  const shown = parameters.filter((parameter: Parameter) => !parameter.flags.includes("midi-controller"));
  if (shown.length === 0) return [];
  const width = stdout.isTerminal && !flags.wide ? columns() - INDENTATION.length : undefined;
  return await formatTable(
    tableColumns(PARAMETER_TABLE, flags),
    shown,
    width,
    flags.columns !== undefined,
    styles,
  );
}

function loadLines(
  { outcome, reason, durationMs, confinement, differences }: LoadReport,
  styles: Styles,
): string[] {
  const how = confinement === undefined ? "" : `, confinement ${confinement.level}`;
  if (outcome !== "scanned") {
    return [
      `${outcomeText(outcome, styles)} after ${durationText(durationMs)}${how}`,
      ...reasonLines(reason),
    ];
  }
  const took = `took ${durationText(durationMs)}, including the start of its worker${how}`;
  if (differences.length === 0) return [took, "matches the catalog"];
  const more = differences.length - MOST_DIFFERENCES;
  return [
    took,
    `differs from the catalog in ${countText(differences.length, "value")}:`,
    ...differences.slice(0, MOST_DIFFERENCES).map(differenceLine),
    ...(more > 0 ? [`and ${more} more; use --json to see all`] : []),
  ];
}

function differenceLine({ path, stored, loaded }: PluginDifference): string {
  return printable(`  ${path}: was ${shortJson(stored, "absent")}, is now ${shortJson(loaded, "absent")}`);
}

/** Longest value shown in a line of differences. */
const MOST_CHARACTERS = 80;

function shortJson(value: unknown, absent: string): string {
  if (value === undefined) return absent;
  const json = JSON.stringify(value);
  return json.length <= MOST_CHARACTERS ? json : `${json.slice(0, MOST_CHARACTERS)}…`;
}

/** Names the location only for a plugin with several. */
function endLine(
  { at, outcome, reason, durationMs, location }: PluginEnd,
  { installations }: Plugin,
  styles: Styles,
): string {
  const where = installations.length > 1 ? `, ${location}` : "";
  const why = reason === undefined ? "" : `, ${reason.code}: ${reason.message}`;
  const what = outcomeText(outcome, styles);
  return `${timeText(at)}  ${what} in ${durationText(durationMs)}${printable(where + why)}`;
}

function outcomeText(outcome: string, styles: Styles): string {
  return styled(outcome, stateStyle(outcome), styles);
}

function styled(text: string, style: StyleName | undefined, styles: Styles): string {
  return style === undefined ? text : styles[style](text);
}

function reasonLines(reason: Reason | undefined): string[] {
  if (reason === undefined) return [];
  const denied = reason.denied === undefined ? [] : [`was denied: ${reason.denied.join(", ")}`];
  const wrote = reason.stderrTail ? [`wrote: ${reason.stderrTail.trimEnd().split("\n").at(-1)}`] : [];
  return [`${reason.code}: ${reason.message}`, ...wrote, ...denied].map(printable);
}

function presetLine({ name, location }: Preset): string {
  return printable(`${name}  (${location})`);
}

/** The vendor's name, and what the plugin itself writes where that is another vendor to a reader. */
function vendorFact({ vendor = "", vendorGroup = vendor }: InfoDocument["plugin"]): string {
  return vendor === vendorGroup ? vendor : `${vendorGroup}, written "${vendor}"`;
}

function facts(plugin: InfoDocument["plugin"], styles: Styles): string[] {
  const known: Fact[] = [
    ["id", plugin.id],
    ["vendor", vendorFact(plugin)],
    ["version", plugin.version ?? ""],
    ["state", stateOf(plugin), stateStyle(stateOf(plugin))],
    ["location", plugin.installations.length === 0 ? plugin.location : ""],
    ...categoryFacts(plugin),
    ["features", plugin.features.join(", ")],
    ["declared", plugin.rawCategories.join(", ")],
    ["about", plugin.description ?? ""],
    ["url", plugin.url ?? ""],
    ["replaces", (plugin.replaces ?? []).join(", ")],
    ["presets", presetFact(plugin)],
    ["latency", plugin.latencySamples === undefined ? "" : countText(plugin.latencySamples, "sample")],
    ["editor", plugin.hasEditor === undefined ? "" : plugin.hasEditor ? "yes" : "no"],
    ...curationFacts(plugin),
    ["added", timeText(plugin.addedAt)],
    ["updated", timeText(plugin.updatedAt)],
    ["scanned", timeText(plugin.scannedAt)],
  ];
  const told = known.filter(([, value]) => value !== "");
  const width = Math.max(...told.map(([label]) => label.length));
  return told.map(([label, value, style]) =>
    `  ${styles.dim(label.padEnd(width))}  ${styled(printable(value), style, styles)}`
  );
}

/** How a category of each source is explained. */
const CATEGORY_REASONS: Readonly<Record<PluginCategory["source"], (reason: string) => string>> = {
  own: (reason) => `declared as ${reason}`,
  name: (reason) => `"${reason}" in the name`,
  parameters: (reason) => `parameters ${reason}`,
  user: (reason) => reason,
};

/** A line for each category, with the evidence and how far that is to be trusted. */
function categoryFacts({ category, categories = [] }: Plugin): Fact[] {
  if (categories.length === 0) return [["category", category]];
  return categories.map(({ category, source, confidence, reason }, index) => [
    index === 0 ? "category" : "",
    `${category} (${CATEGORY_REASONS[source](reason)}, ${Math.round(confidence * 100)}%)`,
  ]);
}

/** What a person has said about the plugin. */
function curationFacts(
  { curation: { tags, isFavorite, isHidden, rating, note, collections } }: Plugin,
): Fact[] {
  return [
    ["tags", tags.join(", ")],
    ["favorite", isFavorite ? "yes" : ""],
    ["rating", rating === null ? "" : `${rating} of 5`],
    ["note", note],
    ["collections", collections.join(", ")],
    ["hidden", isHidden ? "yes" : ""],
  ];
}

function presetFact({ presetCount = 0, presets }: Plugin): string {
  if (presetCount === 0) return "";
  return presets === undefined ? `${presetCount}; use --presets to list them` : `${presetCount}`;
}

function stateOf({ isMissing, origin, outcome }: Plugin): string {
  const imported = origin === "import" ? "imported, not yet found by a scan" : undefined;
  return isMissing ? "missing" : imported ?? outcome;
}

function titled(title: string, lines: readonly string[], { bold }: Styles): string[] {
  return lines.length === 0 ? [] : [bold(title), ...indented(lines)];
}

const INDENTATION = "  ";

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => INDENTATION + line);
}

function installation(
  { location, version, architectures, isMissing }: Plugin["installations"][number],
): string {
  const details = [version ?? "", architectures.join(" "), isMissing ? "missing" : ""].filter((part) =>
    part !== ""
  );
  return printable(`${location}${details.length === 0 ? "" : ` (${details.join(", ")})`}`);
}

function sibling({ id, reason }: InfoDocument["plugin"]["formats"][number]): string {
  return printable(`${id} (${lowerFirst(reason.message)})`);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function bus({ direction, type, name, channels, role }: Bus): string {
  const size = type === "event" ? "events" : countText(channels, `${type} channel`);
  return printable(`${direction} ${role}: ${size}${name === "" ? "" : `, "${name}"`}`);
}
