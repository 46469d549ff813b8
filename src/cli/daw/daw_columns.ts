import type { ListedDaw } from "../../model/documents/daws/daw_documents.ts";
import type { Column } from "../output/column.ts";
import { timeText } from "../output/time_text.ts";
import type { DAW_COLUMNS } from "./daw_flags.ts";

/** Columns of the table of hosts, in CSV order. */
export const COLUMNS: readonly Column<ListedDaw, (typeof DAW_COLUMNS)[number]>[] = [
  {
    name: "daw",
    title: "HOST",
    cell: ({ daw }) => daw,
    text: ({ name }) => name,
    align: "left",
    priority: 7,
    minimumWidth: 12,
  },
  {
    name: "found",
    title: "FOUND",
    cell: ({ isFound }) => isFound,
    text: ({ isFound }) => isFound ? "yes" : "no",
    align: "left",
    priority: 6,
    minimumWidth: 5,
    style: ({ isFound }) => isFound ? "green" : "dim",
  },
  {
    name: "version",
    title: "VERSION",
    cell: ({ version }) => version,
    align: "left",
    priority: 3,
    minimumWidth: 7,
  },
  {
    name: "running",
    title: "RUNNING",
    cell: ({ isRunning }) => isRunning,
    text: ({ isRunning }) => isRunning === null ? "?" : isRunning ? "yes" : "no",
    align: "left",
    priority: 4,
    minimumWidth: 7,
    style: ({ isRunning }) => isRunning ? "yellow" : undefined,
  },
  {
    name: "folder",
    title: "FOLDER",
    cell: ({ folder }) => folder,
    align: "left",
    priority: 5,
    minimumWidth: 16,
    keepsEnd: true,
    weight: 2,
  },
  {
    name: "files",
    title: "FILES",
    cell: ({ files }) => files.filter(({ exists }) => exists).length,
    align: "right",
    priority: 2,
    minimumWidth: 5,
  },
  {
    name: "exported",
    title: "EXPORTED",
    cell: ({ exportedAt }) => exportedAt,
    text: ({ exportedAt }) => exportedAt === undefined ? "" : timeText(exportedAt),
    align: "left",
    priority: 1,
    minimumWidth: 8,
  },
];
