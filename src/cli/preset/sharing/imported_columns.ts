import type { ImportedPreset } from "../../../model/documents/presets/sharing_documents.ts";
import type { Column } from "../../output/column.ts";
import { countText } from "../../output/count_text.ts";
import type { IMPORT_COLUMNS } from "./sharing_flags.ts";

/** Columns of a table of presets that an import is about, in CSV order. */
export const IMPORTED_COLUMNS: readonly Column<ImportedPreset, (typeof IMPORT_COLUMNS)[number]>[] = [
  hidden("id", "ID", ({ id }) => id),
  {
    name: "name",
    title: "NAME",
    cell: ({ name }) => name,
    align: "left",
    priority: 9,
    minimumWidth: 16,
    weight: 2,
  },
  {
    name: "pluginName",
    title: "PLUGIN",
    cell: ({ pluginName }) => pluginName,
    align: "left",
    priority: 8,
    minimumWidth: 12,
  },
  hidden("pluginId", "PLUGIN ID", ({ pluginId }) => pluginId),
  {
    name: "status",
    title: "FITS",
    cell: ({ status }) => status,
    text: statusText,
    style: ({ status }) => status === "missing" ? "red" : status === "installed" ? "green" : "yellow",
    align: "left",
    priority: 7,
    minimumWidth: 13,
  },
  hidden("pluginVersion", "VERSION", ({ pluginVersion }) => pluginVersion),
  hidden("installedVersion", "INSTALLED", ({ installedVersion }) => installedVersion),
  hidden("candidates", "CANDIDATES", ({ candidates }) => candidates),
  {
    name: "change",
    title: "IMPORT",
    cell: ({ change }) => change,
    text: ({ change, newVersions }) =>
      change === "added" ? "new" : change === "modified" ? countText(newVersions, "new version") : "known",
    align: "left",
    priority: 6,
    minimumWidth: 6,
  },
  hidden("newVersions", "NEW VERSIONS", ({ newVersions }) => newVersions),
];

function hidden<Name extends (typeof IMPORT_COLUMNS)[number]>(
  name: Name,
  title: string,
  cell: Column<ImportedPreset>["cell"],
): Column<ImportedPreset, Name> {
  return { name, title, cell, align: "left", priority: 1, minimumWidth: 8, appears: "wide" };
}

function statusText({ status, pluginVersion, installedVersion, candidates }: ImportedPreset): string {
  switch (status) {
    case "installed":
      return "installed";
    case "other-version":
      return `from ${pluginVersion}, here ${installedVersion}`;
    case "other-format":
      return `only as ${[...new Set(candidates.map((id) => id.slice(0, id.indexOf(":"))))].join(", ")}`;
    case "missing":
      return "not installed";
  }
}
