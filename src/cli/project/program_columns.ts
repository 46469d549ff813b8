import type { ListedProject } from "../../model/documents/projects/project_documents.ts";
import { DAW_NAMES } from "../../model/projects/daw.ts";
import type { Column } from "../output/column.ts";

/** The columns for the program that has written a project. */
export const PROGRAM_COLUMNS: readonly Column<Pick<ListedProject, "daw" | "version">, "daw" | "version">[] = [
  {
    name: "daw",
    title: "PROGRAM",
    cell: ({ daw }) => daw,
    text: ({ daw }) => daw === null ? "" : DAW_NAMES[daw],
    align: "left",
    priority: 6,
    minimumWidth: 12,
  },
  {
    name: "version",
    title: "VERSION",
    cell: ({ version }) => version,
    align: "left",
    priority: 2,
    minimumWidth: 7,
    appears: "wide",
  },
];
