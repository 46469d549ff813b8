import { type CheckedPlugin, MOST_CANDIDATES, PluginCheck } from "../catalog/projects/check_plugins.ts";
import { isWithoutPlugins } from "../catalog/projects/known_plugins.ts";
import { listProjects, type ReadOutcome, storedOutcome } from "../catalog/projects/project_rows.ts";
import type { Catalog } from "../catalog/sqlite/catalog.ts";
import type { Problem } from "../model/documents/scan_document.ts";
import type { WorkListener } from "../model/work_step.ts";
import { findProjects } from "./find_projects.ts";
import { readOutcome } from "./read_outcome.ts";

/** Which projects are checked. */
export interface ProjectCheckOptions {
  /** Absolute; files and folders. None for all projects of the catalog. */
  readonly paths: readonly string[];
  /** Includes copies that programs have made, of those in folders. */
  readonly withBackups: boolean;
  /** Includes the programs' own devices. */
  readonly withInternal: boolean;
  readonly listener?: WorkListener | undefined;
}

/** A project, and which of its plugins this computer has. */
export interface CheckedFile {
  readonly path: string;
  readonly outcome: ReadOutcome;
  /** None of a project that cannot be read. */
  readonly plugins: readonly CheckedPlugin[];
}

/** The projects that were checked, in the order in which they were found. */
export interface ProjectCheckReport {
  readonly files: readonly CheckedFile[];
  readonly problems: readonly Problem[];
  /** Whether no plugins were scanned yet. */
  readonly isCatalogEmpty: boolean;
}

/** Tells which plugins projects need, which of them are there, and what could replace the others. */
export async function checkProjects(
  catalog: Catalog,
  options: ProjectCheckOptions,
): Promise<ProjectCheckReport> {
  const { read, problems } = await readProjects(catalog, options);
  const checkAll = (check: PluginCheck): CheckedFile[] =>
    read.map(({ path, outcome }) => ({
      path,
      outcome,
      plugins: "problem" in outcome ? [] : outcome.project.plugins
        .filter(({ format }) => options.withInternal || format !== "internal")
        .map((plugin) => check.check(plugin, outcome.project.daw)),
    }));
  const first = await catalog.read((db) => {
    const check = new PluginCheck(db);
    return {
      files: checkAll(check),
      wantsSimilar: check.wantsSimilar,
      isCatalogEmpty: isWithoutPlugins(db),
    };
  });
  const { isCatalogEmpty } = first;
  if (!first.wantsSimilar) return { files: first.files, problems, isCatalogEmpty };
  options.listener?.({ what: "Comparing plugins" });
  // Most projects do without.
  const { readLikeness } = await import("../catalog/alike/similar_page.ts");
  const { findSimilar } = await import("../catalog/alike/similar_plugins.ts");
  const wanted = { isOtherVendors: false, isSplit: false, limit: MOST_CANDIDATES, leavesOutHidden: true };
  const files = await readLikeness(
    catalog,
    (db, index) => checkAll(new PluginCheck(db, (rowId) => findSimilar(db, rowId, wanted, index).rows)),
  );
  return { files, problems, isCatalogEmpty };
}

interface ReadFile {
  readonly path: string;
  readonly outcome: ReadOutcome;
}

async function readProjects(
  catalog: Catalog,
  { paths, withBackups, listener }: ProjectCheckOptions,
): Promise<{ read: ReadFile[]; problems: Problem[] }> {
  const read: ReadFile[] = [];
  const problems: Problem[] = [];
  const searched = paths.length > 0
    ? paths
    : await catalog.read((db) =>
      listProjects(db, { withBackups }).filter(({ isMissing }) => !isMissing).map(({ path }) => path)
    );
  for await (const find of findProjects(searched)) {
    if ("problem" in find) {
      problems.push(find.problem);
      continue;
    }
    const { file } = find;
    // A copy that is named is wanted.
    if (file.isBackup && !withBackups && file.root !== file.path) continue;
    listener?.({ what: `Reading ${file.path}` });
    const stored = await catalog.read((db) => storedOutcome(db, file));
    read.push({ path: file.path, outcome: stored ?? readOutcome(file.path) });
  }
  return { read, problems };
}
