import { catalogPath } from "../../catalog/catalog_path.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { type CountedProject, listProjects } from "../../catalog/projects/project_rows.ts";
import type { ListedProject, ProjectsDocument } from "../../model/documents/projects/project_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { formatSize } from "../output/byte_size.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { timeText } from "../output/time_text.ts";
import { pageLine } from "../plugins/page_footer.ts";
import { PROGRAM_COLUMNS } from "./program_columns.ts";
import type { PROJECT_COLUMNS, ProjectListFlags } from "./project_flags.ts";

/** Runs `pluginary project list`. */
export async function runProjectList(this: ProgramContext, flags: ProjectListFlags): Promise<void> {
  const { daw: daws, unreadable: isFailed = false, backups: withBackups = false, offset = 0 } = flags;
  const limit = rowLimit(flags);
  using catalog = await openForReading(catalogPath(this.console.environment));
  const uses = flags.uses === undefined ? undefined : await meantBy(catalog, flags.uses);
  const found = await catalog.read((db) => listProjects(db, { daws, isFailed, withBackups, uses }));
  if (flags.reverse) found.reverse();
  const total = found.length;
  const head: Omit<ProjectsDocument, "projects"> = {
    schema: "projects",
    schemaVersion: 1,
    total,
    offset,
    limit: limit ?? null,
  };
  const isFiltered = daws !== undefined || isFailed || uses !== undefined;
  if (flags.exitCode && total === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "projects",
      item: "project",
      rows: found.slice(offset, limit === undefined ? undefined : offset + limit).map(listed),
      columns: COLUMNS,
      footer: (shown) =>
        total === 0
          ? isFiltered
            ? "No projects found"
            : 'No projects yet; find some with "pluginary project scan FOLDER"'
          : pageLine(countText(total, "project"), { total, offset, shown }),
    },
    flags,
    this.console,
  );
}

/** The plugins of that name in all formats; the name itself for a plugin that is gone. */
async function meantBy(catalog: Catalog, reference: string): Promise<string[]> {
  const { findPlugins } = await import("../../catalog/search/find_plugins.ts");
  const ids = (await catalog.read((db) => findPlugins(db, reference))).map(({ id }) => id);
  return ids.length === 0 ? [reference] : ids;
}

function listed(project: CountedProject): ListedProject {
  return {
    file: project.path,
    daw: project.daw,
    version: project.version,
    problem: project.problem === null ? null : { ...project.problem },
    modifiedAt: project.modifiedAt,
    sizeBytes: project.sizeBytes,
    isBackup: project.isBackup,
    isMissing: project.isMissing,
    plugins: project.plugins,
    notInstalled: project.notInstalled,
  };
}

const COLUMNS: readonly Column<ListedProject, (typeof PROJECT_COLUMNS)[number]>[] = [
  {
    name: "file",
    title: "PROJECT",
    cell: ({ file }) => file,
    style: ({ isMissing }) => isMissing ? "dim" : undefined,
    align: "left",
    priority: 9,
    minimumWidth: 24,
    keepsEnd: true,
    weight: 2,
  },
  ...PROGRAM_COLUMNS,
  {
    name: "plugins",
    title: "PLUGINS",
    cell: ({ plugins }) => plugins,
    // One that has never been read has none to count.
    text: ({ plugins, problem }) => problem !== null && plugins === 0 ? "" : String(plugins),
    align: "right",
    priority: 5,
    minimumWidth: 7,
  },
  {
    name: "notInstalled",
    title: "MISSING",
    cell: ({ notInstalled }) => notInstalled,
    text: ({ notInstalled }) => notInstalled === 0 ? "" : String(notInstalled),
    style: () => "yellow",
    align: "right",
    priority: 7,
    minimumWidth: 7,
  },
  {
    name: "modifiedAt",
    title: "SAVED",
    cell: ({ modifiedAt }) => modifiedAt,
    text: ({ modifiedAt }) => timeText(modifiedAt),
    align: "left",
    priority: 4,
    minimumWidth: 10,
  },
  {
    name: "sizeBytes",
    title: "SIZE",
    cell: ({ sizeBytes }) => sizeBytes,
    text: ({ sizeBytes }) => formatSize(sizeBytes),
    align: "right",
    priority: 1,
    minimumWidth: 6,
    appears: "wide",
  },
  {
    name: "isBackup",
    title: "COPY",
    cell: ({ isBackup }) => isBackup,
    text: ({ isBackup }) => isBackup ? "yes" : "",
    align: "left",
    priority: 1,
    minimumWidth: 4,
    appears: "wide",
  },
  {
    name: "isMissing",
    title: "GONE",
    cell: ({ isMissing }) => isMissing,
    text: ({ isMissing }) => isMissing ? "gone" : "",
    align: "left",
    priority: 7,
    minimumWidth: 4,
  },
  {
    name: "problem",
    title: "PROBLEM",
    cell: ({ problem }) => problem?.message,
    style: () => "red",
    align: "left",
    priority: 8,
    minimumWidth: 12,
    weight: 2,
  },
];
