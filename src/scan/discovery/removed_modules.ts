import type { Problem } from "../../model/documents/scan_document.ts";
import type { KnownModule } from "../../model/scan_journal.ts";
import { isInFolder, parentFolder } from "../../platform/paths.ts";

/** A file or folder that was searched. */
export interface SearchedRoot {
  /** Absolute, as it was searched. */
  readonly path: string;
  /** Whether the folders below were searched as well. */
  readonly isRecursive: boolean;
  /** Whether a module was found through it, be it elsewhere behind a link. */
  readonly hasModules: boolean;
}

/** The results of a finished search, for comparison with the known modules. */
export interface SearchResult {
  readonly roots: readonly SearchedRoot[];
  /** Locations of the modules that were found. */
  readonly seen: ReadonlySet<string>;
  /** The places that links in the roots lead to, whether something is there or not. */
  readonly links: ReadonlySet<string>;
  /** Problems that kept the search from looking everywhere. */
  readonly problems: readonly Problem[];
  /** Roots whose emptiness is believed. */
  readonly trusted: ReadonlySet<string>;
}

/** The modules that are gone, and the roots about which nothing can be said. */
export interface RemovalVerdict {
  readonly removed: KnownModule[];
  readonly problems: Problem[];
}

/**
 * Finds the known modules that are gone.
 *
 * A drive that is not mounted looks like an empty or a missing folder. So a
 * root that is absent, cannot be read or is suddenly without any module marks
 * nothing as removed; neither does a folder that could not be searched.
 */
export async function findRemoved(
  known: Iterable<KnownModule>,
  search: SearchResult,
): Promise<RemovalVerdict> {
  const removed = new Set<KnownModule>();
  const problems: Problem[] = [];
  const present = [...known].filter((module) => !module.isMissing);
  for (const root of search.roots) {
    const paths = [root.path, await realPath(root.path) ?? root.path];
    const belonging: KnownModule[] = [];
    for (const module of present) {
      if (belongsTo(module, paths) && !await isBeyond(module, paths, root)) belonging.push(module);
    }
    const unseen = belonging.filter(({ location }) => !search.seen.has(location));
    if (unseen.length === 0) continue;
    const isEmpty = !root.hasModules && unseen.length === belonging.length && !foundBelow(search.seen, paths);
    const loss = await lossOf(root.path, isEmpty && !search.trusted.has(root.path));
    if (loss !== undefined) problems.push(lostRoot(root.path, loss, unseen.length));
    else for (const module of unseen) if (await isGone(module, paths, search)) removed.add(module);
  }
  return { removed: [...removed], problems };
}

function belongsTo({ location, root }: KnownModule, paths: readonly string[]): boolean {
  return paths.some((path) => path === root || path === location || isInFolder(path, location));
}

/** Whether a module is in a folder below the root that was not searched, found there when a person named it. */
async function isBeyond(
  { location }: KnownModule,
  paths: readonly string[],
  { isRecursive }: SearchedRoot,
): Promise<boolean> {
  if (isRecursive || !paths.some((path) => isInFolder(path, location))) return false;
  return !paths.includes(parentFolder(location)) && await realPath(location) !== undefined;
}

function foundBelow(seen: ReadonlySet<string>, paths: readonly string[]): boolean {
  for (const location of seen) if (paths.some((path) => isInFolder(path, location))) return true;
  return false;
}

/** Why missing modules of a root may still exist; `undefined` when they are gone. */
async function lossOf(root: string, isEmpty: boolean): Promise<string | undefined> {
  try {
    const info = await Deno.stat(root);
    // Also list it: a folder that cannot be listed shows no modules.
    if (info.isDirectory) { for await (const _ of Deno.readDir(root)) break; }
    return isEmpty ? "has no plugins any more" : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return isEmpty ? "is not there" : undefined;
    if (error instanceof Error) return "cannot be read";
    throw error;
  }
}

function lostRoot(root: string, why: string, count: number): Problem {
  const modules = count === 1 ? "the module known there stays" : `the ${count} modules known there stay`;
  return {
    location: root,
    code: "lost-root",
    message: `"${root}" ${why}; ${modules} in the catalog. ` +
      `If they were uninstalled, run "pluginary scan --prune" with that folder's name`,
  };
}

/**
 * Whether a module is a file that is no plugin, which is a failure only where a
 * person has named it: a search passes over it.
 */
function isOnlyNamed({ outcome, reasonCode }: KnownModule): boolean {
  return outcome === "failed" && (reasonCode === "no-entry-point" || reasonCode === "not-a-module");
}

/** Whether a module that was not found is really not there, as far as the search could see. */
async function isGone(module: KnownModule, root: readonly string[], search: SearchResult): Promise<boolean> {
  const { location } = module;
  if (isOnlyNamed(module) && await realPath(location) !== undefined) return false;
  const isHidden = search.problems.some((problem) =>
    problem.code === "walk-limit" || location === problem.location || isInFolder(problem.location, location)
  );
  if (isHidden) return false;
  const isElsewhere = !root.some((path) => path === location || isInFolder(path, location));
  if (!isElsewhere) return true;
  // A link that still leads there can lead to a drive that is not mounted; one that was switched leads to another place.
  const isLinked = [...search.links].some((link) => link === location || isInFolder(link, location));
  return !isLinked || await holdsSomething(parentFolder(location));
}

async function holdsSomething(folder: string): Promise<boolean> {
  try {
    for await (const _ of Deno.readDir(folder)) return true;
    return false;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

async function realPath(path: string): Promise<string | undefined> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
