import type { DuplicateGroup } from "../../model/documents/alike/duplicates_documents.ts";
import { formatSize } from "../output/byte_size.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { vendorName } from "../../model/vendors/vendor_name.ts";
import { formatsText, orderFormats } from "../plugins/formats_text.ts";
import type { DUPLICATE_COLUMNS } from "./duplicates_flags.ts";

type Name = (typeof DUPLICATE_COLUMNS)[number];

/** Columns of tables and CSV with one row per group. */
export const DUPLICATE_TABLE: readonly Column<DuplicateGroup, Name>[] = [
  {
    name: "name",
    title: "NAME",
    cell: ({ name }) => name,
    align: "left",
    priority: 9,
    minimumWidth: 20,
    weight: 2,
  },
  {
    name: "vendor",
    title: "VENDOR",
    cell: ({ vendor }) => vendor,
    text: ({ vendor }) => vendorName(vendor),
    style: () => "dim",
    align: "left",
    priority: 3,
    minimumWidth: 12,
  },
  {
    name: "formats",
    title: "FORMATS",
    cell: (group) => orderFormats(formatsOf(group)),
    text: (group) => formatsText(formatsOf(group)),
    align: "left",
    priority: 8,
    minimumWidth: 12,
  },
  {
    name: "installations",
    title: "PLACES",
    cell: ({ installations }) => installations.length,
    text: placesText,
    align: "right",
    priority: 5,
    minimumWidth: 6,
  },
  {
    name: "preferred",
    title: "PREFERRED",
    cell: ({ preferred }) => preferred,
    text: preferredText,
    align: "left",
    priority: 7,
    minimumWidth: 9,
  },
  {
    name: "freedBytes",
    title: "FREED",
    cell: ({ freedBytes }) => freedBytes,
    text: ({ freedBytes }) => freedBytes === 0 ? "" : formatSize(freedBytes),
    align: "right",
    priority: 6,
    minimumWidth: 6,
  },
  {
    name: "losses",
    title: "LOST",
    cell: lossText,
    align: "left",
    priority: 4,
    minimumWidth: 10,
  },
  wide("plugins", "PLUGINS", ({ plugins }) => plugins),
  wide(
    "locations",
    "LOCATIONS",
    ({ installations }) => [...new Set(installations.map(({ location }) => location))],
  ),
  wide("removable", "REMOVABLE", ({ installations }) => [
    ...new Set(installations.filter(({ canGo }) => canGo).map(({ location }) => location)),
  ]),
  wide("reasons", "REASONS", ({ reasons }) => [...new Set(reasons.map(({ code }) => code))]),
  wide("preferredReason", "PREFERRED BECAUSE", ({ preferredReason: { message } }) => [message]),
];

/** The formats of the installations, the preferred one first. */
function formatsOf({ installations }: DuplicateGroup): PluginFormat[] {
  return installations.map(({ format }) => format);
}

/** What decided between copies of one format. */
const DECIDED_BY: Partial<Record<DuplicateGroup["preferredReason"]["code"], string>> = {
  "newest-version": "newest",
  "user-folder": "your folder",
  "byte-order": "first path",
};

/** The format, and what decided if it did not: `vst3 (newest)`. */
function preferredText({ preferred, preferredReason: { code } }: DuplicateGroup): string {
  const format = preferred.slice(0, preferred.indexOf(":"));
  const reason = DECIDED_BY[code];
  return reason === undefined ? format : `${format} (${reason})`;
}

/** Their number, and how many have been removed since the last scan. */
function placesText({ installations }: DuplicateGroup): string {
  const missing = installations.filter(({ isMissing }) => isMissing).length;
  return missing === 0 ? String(installations.length) : `${installations.length} (${missing} missing)`;
}

/** The presets of all other formats, and the parameters of the one that has most of its own. */
function lossText({ losses }: DuplicateGroup): string {
  const presets = losses.reduce((sum, { presetCount }) => sum + presetCount, 0);
  const parameters = Math.max(0, ...losses.map(({ parameterCount }) => parameterCount));
  return [
    ...(presets === 0 ? [] : [countText(presets, "preset")]),
    ...(parameters === 0 ? [] : [countText(parameters, "parameter")]),
  ].join(", ");
}

function wide(
  name: Name,
  title: string,
  cell: (group: DuplicateGroup) => readonly string[],
): Column<DuplicateGroup, Name> {
  return { name, title, cell, align: "left", priority: 1, minimumWidth: 12, appears: "wide" };
}
