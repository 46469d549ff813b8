import type {
  CheckedProjectPlugin,
  ProjectCheckDocument,
} from "../../model/documents/projects/project_documents.ts";
import type { Column } from "../output/column.ts";
import type { CHECK_COLUMNS } from "./project_flags.ts";

/** A plugin of a project, or a project that cannot be read. */
export interface CheckRow {
  readonly project: string;
  readonly daw: string | null;
  readonly problem?: string;
  readonly plugin?: CheckedProjectPlugin;
}

/** A row for each plugin of each project. */
export function checkRows({ projects }: ProjectCheckDocument): CheckRow[] {
  return projects.flatMap(({ file: project, daw, problem, plugins }): CheckRow[] =>
    problem === null
      ? plugins.map((plugin) => ({ project, daw, plugin }))
      : [{ project, daw, problem: problem.message }]
  );
}

type CheckColumn = Column<CheckRow, (typeof CHECK_COLUMNS)[number]>;

function column(name: CheckColumn["name"], cell: CheckColumn["cell"]): CheckColumn {
  return { name, title: name.toUpperCase(), cell, align: "left", priority: 1, minimumWidth: 8 };
}

/** Columns of CSV. */
export const CHECK_TABLE: readonly CheckColumn[] = [
  column("project", ({ project }) => project),
  column("daw", ({ daw }) => daw),
  column("status", ({ plugin }) => plugin?.status),
  column("name", ({ plugin }) => plugin?.name),
  column("vendor", ({ plugin }) => plugin?.vendor),
  column("format", ({ plugin }) => plugin?.format),
  column("uses", ({ plugin }) => plugin?.uses),
  column("tracks", ({ plugin }) => plugin?.tracks),
  column("candidates", ({ plugin }) => plugin?.candidates.map(({ id }) => id)),
  column("id", ({ plugin }) => plugin?.id),
  column("problem", ({ problem }) => problem),
];
