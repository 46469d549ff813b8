import { linkProjectPlugins } from "../catalog/projects/link_plugins.ts";
import {
  type KnownProject,
  knownProjects,
  markProjectsMissing,
  type ReadOutcome,
  saveProject,
} from "../catalog/projects/project_rows.ts";
import type { Catalog } from "../catalog/sqlite/catalog.ts";
import type { Problem } from "../model/documents/scan_document.ts";
import type { WorkListener } from "../model/work_step.ts";
import { isAt } from "../platform/paths.ts";
import { findProjects, type ProjectFile } from "./find_projects.ts";
import { readOutcome } from "./read_outcome.ts";

/** Projects that are stored in one transaction. */
const BATCH = 50;

/** How a search for projects is done. */
export interface ProjectScanOptions {
  /** Absolute. Unset for the folders that were searched before. */
  readonly paths?: readonly string[] | undefined;
  /** Whether unchanged projects are read as well. */
  readonly isForced: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly listener?: WorkListener | undefined;
}

/** A project that a search has read. */
export interface ReadProjectFile {
  readonly file: ProjectFile;
  readonly change: "added" | "modified";
  readonly outcome: ReadOutcome;
}

/** What a search for projects has done. */
export interface ProjectScanReport {
  readonly roots: readonly string[];
  readonly isComplete: boolean;
  readonly read: readonly ReadProjectFile[];
  readonly unchanged: number;
  /** Copies among all that were found. */
  readonly backups: number;
  /** Paths of projects that are gone. */
  readonly removed: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Searches folders for projects, reads those that are new or have changed, and
 * stores which plugins they use. What is stored when it is ended stays.
 */
export async function scanProjects(
  catalog: Catalog,
  { paths, isForced, signal, listener }: ProjectScanOptions,
): Promise<ProjectScanReport> {
  const known = await catalog.read(knownProjects);
  const roots = paths ?? [...new Set([...known.values()].map(({ root }) => root))].sort();
  const seen = new Set<string>();
  const read: ReadProjectFile[] = [];
  const problems: Problem[] = [];
  let unchanged = 0;
  let backups = 0;
  let batch: ReadProjectFile[] = [];
  const store = async () => {
    const files = batch;
    batch = [];
    const at = new Date().toISOString();
    await catalog.write((db) => {
      for (const { file, outcome } of files) saveProject(db, file, outcome, at);
    });
  };
  listener?.({ what: "Searching for projects" });
  for await (const find of findProjects(roots)) {
    if (signal?.aborted) break;
    if ("problem" in find) {
      problems.push(find.problem);
      continue;
    }
    const { file } = find;
    seen.add(file.path);
    backups += Number(file.isBackup);
    const before = known.get(file.path);
    if (!isForced && isUnchanged(before, file)) {
      unchanged++;
      continue;
    }
    listener?.({ what: `Reading ${file.path}` });
    const change = before === undefined ? "added" : "modified";
    const done = { file, change, outcome: readOutcome(file.path) } as const;
    read.push(done);
    batch.push(done);
    if (batch.length === BATCH) await store();
  }
  await store();
  const isComplete = signal?.aborted !== true;
  const removed = isComplete ? gone(known, { roots, seen, problems }) : [];
  await catalog.write((db) => {
    if (removed.length > 0) markProjectsMissing(db, removed, new Date().toISOString());
    linkProjectPlugins(db);
  });
  return { roots, isComplete, read, unchanged, backups, removed, problems };
}

function isUnchanged(before: KnownProject | undefined, { statKey }: ProjectFile): boolean {
  return before !== undefined && !before.isMissing && before.statKey === statKey;
}

/** Known projects below the roots that were not found again, except where a problem hides them. */
function gone(
  known: ReadonlyMap<string, KnownProject>,
  { roots, seen, problems }: {
    readonly roots: readonly string[];
    readonly seen: ReadonlySet<string>;
    readonly problems: readonly Problem[];
  },
): string[] {
  const hidden = problems.filter(({ code }) => code !== "not-found").map(({ location }) => location);
  return [...known].filter(([path, { isMissing }]) =>
    !isMissing && !seen.has(path) && roots.some((root) => isAt(root, path)) &&
    !hidden.some((location) => isAt(location, path) || isAt(path, location))
  ).map(([path]) => path);
}
