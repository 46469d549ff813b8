import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { CheckedPlugin } from "../../catalog/projects/check_plugins.ts";
import type {
  CheckedProject,
  CheckedProjectPlugin,
  ProjectCheckDocument,
} from "../../model/documents/projects/project_documents.ts";
import { PLUGIN_STATUSES } from "../../model/projects/plugin_status.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { absolutePath } from "../../platform/paths.ts";
import { type CheckedFile, checkProjects, type ProjectCheckReport } from "../../projects/check_projects.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { printAnswer } from "../output/print_answer.ts";
import { EMPTY_CATALOG } from "../plugins/page_footer.ts";
import { withProgress } from "../progress/with_progress.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { CHECK_TABLE, checkRows } from "./check_columns.ts";
import { checkText } from "./check_page.ts";
import type { CheckFailIf, ProjectCheckFlags } from "./project_flags.ts";

/** Exit code of a check in which a result of `--fail-if` occurred. */
const EXIT_FAIL_IF = 3;

/** Exit code of a check that could read none of the projects. */
const EXIT_NOTHING_READ = 1;

/** Runs `pluginary project check`. */
export async function runProjectCheck(
  this: ProgramContext,
  flags: ProjectCheckFlags,
  ...paths: string[]
): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const report = await withProgress(flags, this.console, (listener) =>
    checkProjects(catalog, {
      paths: paths.map(absolutePath),
      withBackups: flags.backups === true,
      withInternal: flags.internal === true,
      listener,
    }));
  refuseWrongPaths(report);
  const document = documentOf(report.files);
  const print = () =>
    printAnswer(
      {
        document,
        text: (console) => checkText(document, { withInstalled: flags.all === true, console }),
        table: { columns: CHECK_TABLE, rows: checkRows(document) },
      },
      flags,
      this.console,
    );
  await (flags.junit === undefined ? print() : withJunit(flags.junit, this.console, document, print));
  for (const { message } of report.problems) await writeMessage(this.console.stderr, `${message}\n`);
  if (report.isCatalogEmpty) await writeMessage(this.console.stderr, `${EMPTY_CATALOG}\n`);
  const { projects, unreadable } = document.summary;
  if (projects > 0 && unreadable === projects) this.process.exitCode = EXIT_NOTHING_READ;
  if (hasFailed(document, flags.failIf ?? [])) this.process.exitCode = EXIT_FAIL_IF;
}

/** A path that was mistyped is an error, not a project without plugins. */
function refuseWrongPaths({ files, problems }: ProjectCheckReport): void {
  const [problem] = problems;
  if (files.length > 0 || problem === undefined) return;
  throw new PluginaryError(
    "path-not-found",
    problem.code === "not-found" ? `Cannot check "${problem.location}": it does not exist` : problem.message,
  );
}

async function withJunit(
  file: string,
  console: Console,
  document: ProjectCheckDocument,
  print: () => Promise<void>,
): Promise<void> {
  const { printToFile } = await import("../output/print_to_file.ts");
  const { junitText } = await import("./check_junit.ts");
  await printToFile(file, console, async ({ stdout }) => {
    await print();
    await stdout.write(junitText(document));
  });
}

function documentOf(files: readonly CheckedFile[]): ProjectCheckDocument {
  const projects = files.map(projectOf);
  const plugins = projects.flatMap((project) => project.plugins);
  return {
    schema: "project-check",
    schemaVersion: 1,
    summary: {
      projects: projects.length,
      plugins: plugins.length,
      byStatus: Object.fromEntries(
        PLUGIN_STATUSES.map((status) => [
          status,
          plugins.filter((plugin) => plugin.status === status).length,
        ]),
      ) as ProjectCheckDocument["summary"]["byStatus"],
      unreadable: projects.filter(({ problem }) => problem !== null).length,
    },
    projects,
  };
}

function projectOf({ path, outcome, plugins }: CheckedFile): CheckedProject {
  return {
    file: path,
    daw: "project" in outcome ? outcome.project.daw : null,
    version: "project" in outcome ? outcome.project.version : "",
    problem: "problem" in outcome ? { ...outcome.problem } : null,
    plugins: plugins.map(pluginOf),
  };
}

function pluginOf({ plugin, id, name, vendor, status, candidates }: CheckedPlugin): CheckedProjectPlugin {
  return {
    ...plugin,
    ...id === undefined ? {} : { id },
    name,
    vendor,
    status,
    candidates: candidates.map((candidate) => ({ ...candidate })),
  };
}

/** The program's own devices are of no computer. */
function hasFailed({ projects, summary }: ProjectCheckDocument, failIf: readonly CheckFailIf[]): boolean {
  const isAny = failIf.includes("any");
  if (summary.unreadable > 0 && (isAny || failIf.includes("unreadable"))) return true;
  return projects.some(({ plugins }) =>
    plugins.some(({ format, status }) =>
      format !== "internal" && status !== "installed" && (isAny || failIf.includes(status))
    )
  );
}
