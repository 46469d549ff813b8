import type { Problem } from "../../model/documents/scan_document.ts";
import { isAt } from "../../platform/paths.ts";
import { realPathIfAny } from "../../platform/real_path.ts";
import type { PresetRoot } from "./preset_root.ts";

/** A file that earlier scans have found, and this one has not. */
interface UnseenFile {
  readonly path: string;
  /** The searched path through which it was found. */
  readonly root: string;
}

/** Files of presets that are gone, and the roots about which nothing can be said. */
export interface MissingVerdict {
  readonly missing: string[];
  readonly problems: Problem[];
}

/**
 * Finds the known files that are gone. A drive that is not mounted looks like
 * an empty or a missing folder, so a root outside the usual folders that is
 * absent or empty marks nothing as gone; neither does a folder that could not
 * be searched.
 */
export function findMissing(
  unseen: readonly UnseenFile[],
  roots: readonly PresetRoot[],
  problems: readonly Problem[],
): MissingVerdict {
  // In most searches nothing is missing.
  if (unseen.length === 0 || problems.some(({ code }) => code === "walk-limit")) {
    return { missing: [], problems: [] };
  }
  const searched = roots.map((root) => ({
    path: root.path,
    real: realPathIfAny(root.path),
    isBelieved: isBelieved(root),
  }));
  const lost = new Map<string, number>();
  const missing: string[] = [];
  for (const { path, root: through } of unseen) {
    const root = searched.find(({ path: own, real }) => own === through || isAt(real, path));
    if (root === undefined || problems.some(({ location }) => isAt(location, path))) continue;
    if (root.isBelieved) missing.push(path);
    else lost.set(root.path, (lost.get(root.path) ?? 0) + 1);
  }
  return { missing, problems: [...lost].map(([root, count]) => lostRoot(root, count)) };
}

/** Whether what a root does not show is really not there. */
function isBelieved({ path, saidBy }: PresetRoot): boolean {
  try {
    for (const _ of Deno.readDirSync(path)) return true;
    return saidBy === "system";
  } catch (error) {
    if (error instanceof Deno.errors.NotADirectory) return true;
    // A link to nowhere can lead to a drive that is not mounted.
    if (error instanceof Deno.errors.NotFound) return saidBy === "system" && !isLink(path);
    if (error instanceof Error) return false;
    throw error;
  }
}

function isLink(path: string): boolean {
  try {
    return Deno.lstatSync(path).isSymlink;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

function lostRoot(root: string, count: number): Problem {
  const files = count === 1 ? "the file known there stays" : `the ${count} files known there stay`;
  return {
    location: root,
    code: "lost-root",
    message: `"${root}" has no presets any more; ${files} in the catalog`,
  };
}
