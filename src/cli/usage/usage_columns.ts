import type { PluginUsageEntry } from "../../model/documents/projects/project_documents.ts";
import { columnsAroundReasons } from "../list/list_columns.ts";
import type { Column } from "../output/column.ts";
import { timeText } from "../output/time_text.ts";
import type { USAGE_COLUMNS } from "./usage_flags.ts";

const { before, after } = columnsAroundReasons<PluginUsageEntry>();

/** Columns of tables and CSV with one row per plugin. */
export const USAGE_TABLE: readonly Column<PluginUsageEntry, (typeof USAGE_COLUMNS)[number]>[] = [
  { name: "uses", title: "USES", cell: ({ uses }) => uses, align: "right", priority: 9, minimumWidth: 4 },
  {
    name: "projects",
    title: "PROJECTS",
    cell: ({ projects }) => projects,
    align: "right",
    priority: 6,
    minimumWidth: 8,
  },
  {
    name: "lastUsedAt",
    title: "LAST",
    cell: ({ lastUsedAt }) => lastUsedAt,
    text: ({ lastUsedAt }) => lastUsedAt === undefined ? "" : timeText(lastUsedAt),
    align: "left",
    priority: 5,
    minimumWidth: 10,
  },
  ...before,
  ...after,
];
