import type { ListedModule } from "../../model/documents/list_modules_document.ts";
import { fileName } from "../../platform/paths.ts";
import type { Column } from "../output/column.ts";
import { formatSize } from "../output/byte_size.ts";
import { durationText } from "../output/duration_text.ts";
import { stateStyle } from "../output/state_style.ts";
import { timeColumn, wideColumn } from "../plugins/plugin_columns.ts";
import type { MODULE_COLUMN_NAMES } from "./list_flags.ts";

/** Columns of tables and CSV with one row per module. */
export const MODULE_COLUMNS: readonly Column<ListedModule, (typeof MODULE_COLUMN_NAMES)[number]>[] = [
  {
    name: "name",
    title: "MODULE",
    cell: ({ location }) => fileName(location),
    align: "left",
    priority: 9,
    minimumWidth: 24,
    appears: "table",
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
    name: "outcome",
    title: "OUTCOME",
    cell: ({ outcome }) => outcome,
    style: ({ outcome }) => stateStyle(outcome),
    align: "left",
    priority: 8,
    minimumWidth: 11,
  },
  {
    name: "state",
    title: "STATE",
    cell: ({ isMissing }) => isMissing ? "missing" : "",
    style: () => stateStyle("missing"),
    align: "left",
    priority: 7,
    minimumWidth: 7,
    appears: "table",
  },
  wideColumn("isMissing", "MISSING", ({ isMissing }) => isMissing),
  {
    name: "pluginCount",
    title: "PLUGINS",
    cell: ({ pluginCount }) => pluginCount,
    align: "right",
    priority: 4,
    minimumWidth: 7,
  },
  {
    name: "reason",
    title: "REASON",
    cell: ({ reason }) => reason?.code,
    align: "left",
    priority: 6,
    minimumWidth: 12,
  },
  {
    name: "message",
    title: "MESSAGE",
    cell: ({ reason }) => reason?.message,
    align: "left",
    priority: 2,
    minimumWidth: 32,
  },
  {
    name: "failures",
    title: "FAILED PLUGINS",
    cell: ({ failures }) => failures.map(({ id, name, reason }) => `${name || id}: ${reason.code}`),
    align: "left",
    priority: 3,
    minimumWidth: 14,
  },
  {
    name: "location",
    title: "LOCATION",
    cell: ({ location }) => location,
    align: "left",
    priority: 1,
    minimumWidth: 40,
    keepsEnd: true,
  },
  {
    ...wideColumn("durationMs", "TOOK", ({ durationMs }) => durationMs, "right"),
    text: ({ durationMs }) => durationText(durationMs),
  },
  {
    ...wideColumn("sizeBytes", "SIZE", ({ sizeBytes }) => sizeBytes, "right"),
    text: ({ sizeBytes }) => sizeBytes === undefined ? "" : formatSize(sizeBytes),
  },
  wideColumn("architectures", "ARCHITECTURES", ({ architectures }) => architectures),
  timeColumn("addedAt", "ADDED", ({ addedAt }) => addedAt),
  timeColumn("updatedAt", "UPDATED", ({ updatedAt }) => updatedAt),
  timeColumn("scannedAt", "SCANNED", ({ scannedAt }) => scannedAt),
];
