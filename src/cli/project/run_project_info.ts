import type { ProjectInfoDocument } from "../../model/documents/projects/project_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { DAW_NAMES } from "../../model/projects/daw.ts";
import type { ProjectPlugin } from "../../model/projects/project_plugin.ts";
import { absolutePath } from "../../platform/paths.ts";
import { findProjects, type ProjectFile } from "../../projects/find_projects.ts";
import { readOutcome } from "../../projects/read_outcome.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { type Column, tableColumns } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { printAnswer } from "../output/print_answer.ts";
import { tableText } from "../output/table.ts";
import { timeText } from "../output/time_text.ts";
import { printable } from "../terminal/terminal.ts";
import type { PROJECT_PLUGIN_COLUMNS, ProjectInfoFlags } from "./project_flags.ts";

/** Runs `pluginary project info`. */
export async function runProjectInfo(
  this: ProgramContext,
  flags: ProjectInfoFlags,
  path: string,
): Promise<void> {
  const file = await projectAt(path);
  const outcome = readOutcome(file.path);
  if ("problem" in outcome) {
    throw new PluginaryError("project-not-readable", `Cannot read "${path}": it ${outcome.problem.message}`);
  }
  const { daw, version, plugins } = outcome.project;
  const shown = plugins.filter(({ format }) => flags.internal === true || format !== "internal");
  const document: ProjectInfoDocument = {
    schema: "project-info",
    schemaVersion: 1,
    project: {
      file: file.path,
      daw,
      version,
      problem: null,
      sizeBytes: file.sizeBytes,
      modifiedAt: file.modifiedAt,
      isBackup: file.isBackup,
      plugins: shown,
    },
  };
  await printAnswer(
    {
      document,
      text: async (console) => {
        const own = plugins.length - shown.length;
        const head = [
          `${printable(file.path)}`,
          `${printable(`${DAW_NAMES[daw]} ${version}`.trim())}, saved ${timeText(file.modifiedAt)}`,
          "",
        ].join("\n");
        const table = shown.length === 0
          ? "\nIt uses no plugins\n"
          : `\n${await tableText(tableColumns(COLUMNS, flags), shown, flags, console)}`;
        const rest = own === 0
          ? ""
          : `\n${countText(own, "device")} of the program itself; --internal shows them\n`;
        return `${head}${table}${rest}`;
      },
      table: { columns: COLUMNS, rows: shown },
    },
    flags,
    this.console,
  );
}

async function projectAt(path: string): Promise<ProjectFile> {
  const [find] = await Array.fromAsync(findProjects([absolutePath(path)]));
  if (find !== undefined && "file" in find && find.file.path === find.file.root) return find.file;
  if (find !== undefined && "problem" in find) {
    throw new PluginaryError(
      "path-not-found",
      find.problem.code === "not-found" ? `Cannot read "${path}": it does not exist` : find.problem.message,
    );
  }
  throw new PluginaryError(
    "project-not-readable",
    `Cannot read "${path}": it is a folder, and not a project of Logic Pro`,
    'List the projects of a folder with "pluginary project scan FOLDER"',
  );
}

function stateOf({ uses, bypassed, offline, frozen }: ProjectPlugin): string {
  const states = { bypassed, offline, frozen };
  return Object.entries(states).filter(([, count]) => count > 0)
    .map(([state, count]) => count === uses ? state : `${count} ${state}`).join(", ");
}

const COLUMNS: readonly Column<ProjectPlugin, (typeof PROJECT_PLUGIN_COLUMNS)[number]>[] = [
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
    name: "vendor",
    title: "VENDOR",
    cell: ({ vendor }) => vendor,
    style: () => "dim",
    align: "left",
    priority: 4,
    minimumWidth: 8,
  },
  {
    name: "format",
    title: "FORMAT",
    cell: ({ format }) => format,
    align: "left",
    priority: 8,
    minimumWidth: 6,
  },
  { name: "uses", title: "USES", cell: ({ uses }) => uses, align: "right", priority: 6, minimumWidth: 4 },
  {
    name: "tracks",
    title: "TRACKS",
    cell: ({ tracks }) => tracks,
    align: "left",
    priority: 7,
    minimumWidth: 12,
  },
  { name: "state", title: "STATE", cell: stateOf, align: "left", priority: 5, minimumWidth: 8 },
  {
    name: "presets",
    title: "PRESETS",
    cell: ({ presets }) => presets,
    align: "left",
    priority: 3,
    minimumWidth: 8,
  },
  {
    name: "id",
    title: "ID",
    cell: ({ id }) => id,
    align: "left",
    priority: 2,
    minimumWidth: 12,
    appears: "wide",
  },
  {
    name: "file",
    title: "FILE",
    cell: ({ file }) => file,
    align: "left",
    priority: 1,
    minimumWidth: 12,
    keepsEnd: true,
    appears: "wide",
  },
  {
    name: "label",
    title: "LABEL",
    cell: ({ label }) => label,
    align: "left",
    priority: 1,
    minimumWidth: 8,
    appears: "wide",
  },
  ...(["bypassed", "offline", "frozen"] as const).map((name) => ({
    name,
    title: name.toUpperCase(),
    cell: (plugin: ProjectPlugin) => plugin[name],
    align: "right" as const,
    priority: 1,
    minimumWidth: 6,
    appears: "wide" as const,
  })),
];
