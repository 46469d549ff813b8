import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import type {
  ProjectScanDocument,
  ScannedProject,
} from "../../model/documents/projects/project_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { absolutePath } from "../../platform/paths.ts";
import { type ProjectScanReport, type ReadProjectFile, scanProjects } from "../../projects/scan_projects.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { tableColumns } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { printAnswer } from "../output/print_answer.ts";
import { tableText } from "../output/table.ts";
import { withProgress } from "../progress/with_progress.ts";
import { writeMessage } from "../terminal/console.ts";
import { listenForInterrupts } from "../terminal/interrupt.ts";
import { PROGRAM_COLUMNS } from "./program_columns.ts";
import type { ProjectScanFlags, SCANNED_PROJECT_COLUMNS } from "./project_flags.ts";

/** Runs `pluginary project scan`. */
export async function runProjectScan(
  this: ProgramContext,
  flags: ProjectScanFlags,
  ...paths: string[]
): Promise<void> {
  const interrupt = listenForInterrupts();
  using catalog = await openCatalog(catalogPath(this.console.environment));
  const report = await withProgress(flags, this.console, (listener) =>
    scanProjects(catalog, {
      paths: paths.length === 0 ? undefined : paths.map(absolutePath),
      isForced: flags.force === true,
      signal: interrupt.signal,
      listener,
    }));
  refuseWrongPaths(report, paths);
  const document = documentOf(report);
  await printAnswer(
    {
      document,
      text: async (console) => {
        const table = document.projects.length === 0
          ? ""
          : `${await tableText(tableColumns(COLUMNS, flags), document.projects, flags, console)}\n`;
        return `${table}${summaryText(document)}\n`;
      },
      table: { columns: COLUMNS, rows: document.projects },
    },
    flags,
    this.console,
  );
  for (const { message } of report.problems) await writeMessage(this.console.stderr, `${message}\n`);
  if (interrupt.exitCode !== undefined) this.process.exitCode = interrupt.exitCode;
}

/** A path that was mistyped is an error; a folder that was searched before may be gone. */
function refuseWrongPaths({ problems, read, unchanged }: ProjectScanReport, paths: readonly string[]): void {
  const wrong = problems.find(({ code }) => code === "not-found");
  if (wrong === undefined || paths.length === 0 || read.length + unchanged > 0) return;
  throw new PluginaryError("path-not-found", `Cannot search "${wrong.location}": it does not exist`);
}

function documentOf(report: ProjectScanReport): ProjectScanDocument {
  const { roots, isComplete, read, unchanged, backups, removed, problems } = report;
  const changed = (change: ReadProjectFile["change"]) => read.filter((one) => one.change === change).length;
  return {
    schema: "project-scan",
    schemaVersion: 1,
    paths: [...roots],
    complete: isComplete,
    summary: {
      projects: read.length + unchanged,
      added: changed("added"),
      modified: changed("modified"),
      unchanged,
      removed: removed.length,
      backups,
      unreadable: read.filter(({ outcome }) => "problem" in outcome).length,
    },
    problems: [...problems],
    projects: read.map(projectOf),
    removed: [...removed],
  };
}

function projectOf({ file, change, outcome }: ReadProjectFile): ScannedProject {
  const project = "project" in outcome ? outcome.project : undefined;
  return {
    file: file.path,
    daw: project?.daw ?? null,
    version: project?.version ?? "",
    problem: "problem" in outcome ? { ...outcome.problem } : null,
    change,
    isBackup: file.isBackup,
    plugins: project?.plugins.filter(({ format }) => format !== "internal").length ?? 0,
  };
}

function summaryText({ paths, complete, summary }: ProjectScanDocument): string {
  if (paths.length === 0) return 'No folders to search yet; name one: "pluginary project scan FOLDER"';
  const { projects, added, modified, removed, backups, unreadable } = summary;
  const parts = [
    ...added === 0 ? [] : [`${added} added`],
    ...modified === 0 ? [] : [`${modified} changed`],
    ...removed === 0 ? [] : [`${removed} removed`],
    ...backups === 0 ? [] : [`${countText(backups, "copy", "copies")} that programs have made`],
    ...unreadable === 0 ? [] : [`${unreadable} cannot be read`],
  ];
  const head = countText(projects, "project");
  const text = parts.length === 0 ? `${head}, no changes` : `${head}: ${parts.join(", ")}`;
  return complete ? text : `${text}; the search was ended before it was complete`;
}

const COLUMNS: readonly Column<ScannedProject, (typeof SCANNED_PROJECT_COLUMNS)[number]>[] = [
  {
    name: "file",
    title: "PROJECT",
    cell: ({ file }) => file,
    align: "left",
    priority: 9,
    minimumWidth: 24,
    keepsEnd: true,
    weight: 2,
  },
  {
    name: "change",
    title: "CHANGE",
    cell: ({ change }) => change,
    align: "left",
    priority: 4,
    minimumWidth: 8,
  },
  ...PROGRAM_COLUMNS,
  {
    name: "plugins",
    title: "PLUGINS",
    cell: ({ plugins }) => plugins,
    text: ({ plugins, problem }) => problem === null ? String(plugins) : "",
    align: "right",
    priority: 5,
    minimumWidth: 7,
  },
  {
    name: "isBackup",
    title: "COPY",
    cell: ({ isBackup }) => isBackup,
    text: ({ isBackup }) => isBackup ? "yes" : "",
    align: "left",
    priority: 3,
    minimumWidth: 4,
  },
  {
    name: "problem",
    title: "PROBLEM",
    cell: ({ problem }) => problem?.message,
    style: () => "red",
    align: "left",
    priority: 7,
    minimumWidth: 16,
    weight: 2,
  },
];
