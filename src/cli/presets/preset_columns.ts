import type { FoundPresetEntry, PresetEntry } from "../../model/documents/presets/preset_documents.ts";
import type { Column } from "../output/column.ts";
import type { FOUND_PRESET_COLUMNS, PRESET_TABLE_COLUMNS } from "./presets_flags.ts";

type PresetColumn = Column<PresetEntry, (typeof PRESET_TABLE_COLUMNS)[number] | "state">;

/** Columns of a table of presets, in CSV order. */
export const PRESET_COLUMNS: readonly PresetColumn[] = [
  { name: "id", title: "ID", cell: ({ id }) => id, align: "left", priority: 2, minimumWidth: 16 },
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
    text: ({ pluginName, pluginId }) => pluginName ?? pluginId ?? "",
    align: "left",
    priority: 8,
    minimumWidth: 12,
  },
  {
    name: "pluginId",
    title: "PLUGIN ID",
    cell: ({ pluginId }) => pluginId,
    align: "left",
    priority: 0,
    minimumWidth: 12,
    appears: "wide",
  },
  {
    name: "container",
    title: "CONTAINER",
    cell: ({ container }) => container,
    align: "left",
    priority: 7,
    minimumWidth: 9,
  },
  {
    name: "author",
    title: "AUTHOR",
    cell: ({ author }) => author,
    align: "left",
    priority: 6,
    minimumWidth: 8,
  },
  { name: "tags", title: "TAGS", cell: ({ tags }) => tags, align: "left", priority: 5, minimumWidth: 8 },
  {
    name: "state",
    title: "STATE",
    cell: ({ isMissing }) => isMissing ? "missing" : "",
    align: "left",
    priority: 4,
    minimumWidth: 7,
    appears: "table",
    style: ({ isMissing }) => isMissing ? "yellow" : undefined,
  },
  {
    name: "isFactory",
    title: "FACTORY",
    cell: ({ isFactory }) => isFactory,
    text: ({ isFactory }) => isFactory === undefined ? "" : isFactory ? "yes" : "no",
    align: "left",
    priority: 1,
    minimumWidth: 7,
    appears: "wide",
  },
  {
    name: "isMissing",
    title: "MISSING",
    cell: ({ isMissing }) => isMissing,
    text: ({ isMissing }) => isMissing ? "yes" : "no",
    align: "left",
    priority: 0,
    minimumWidth: 7,
    appears: "wide",
  },
  {
    name: "location",
    title: "LOCATION",
    cell: ({ location }) => location,
    align: "left",
    priority: 1,
    minimumWidth: 12,
    keepsEnd: true,
    appears: "wide",
  },
  {
    name: "loadKey",
    title: "KEY",
    cell: ({ loadKey }) => loadKey,
    align: "left",
    priority: 0,
    minimumWidth: 8,
    appears: "wide",
  },
];

/** The same with the score of an answer. */
export const FOUND_COLUMNS: readonly Column<
  FoundPresetEntry,
  (typeof FOUND_PRESET_COLUMNS)[number] | "state"
>[] = [
  {
    name: "score",
    title: "SCORE",
    cell: ({ score }) => score,
    align: "right",
    priority: 0,
    minimumWidth: 5,
    appears: "wide",
  },
  ...PRESET_COLUMNS,
];
