import { PluginaryError } from "../model/pluginary_error.ts";
import { dataFolder, type Variables } from "../platform/folders.ts";
import { absolutePath, absolutePathFrom, joinPath, parentFolder } from "../platform/paths.ts";

/**
 * The path of this user's catalog: the value of `PLUGINARY_CATALOG`, else a
 * file in the user's data folder.
 *
 * A link is followed to its target: the log and the scan lock lie beside that
 * file, and must be the same for all names of the catalog.
 *
 * @throws {PluginaryError} `catalog-not-found` if no home folder is set.
 */
export function catalogPath(variables: Variables): string {
  const named = variables("PLUGINARY_CATALOG");
  if (named !== undefined && named !== "") return targetOf(absolutePath(named));
  const folder = dataFolder(variables);
  if (folder !== undefined) return targetOf(joinPath(folder, "catalog.db"));
  throw new PluginaryError(
    "catalog-not-found",
    "Cannot find a place for the catalog: no home folder is set",
    "Name a file with PLUGINARY_CATALOG, or scan with --no-catalog",
  );
}

/** Links that lead to links; systems give up at 40. */
const MOST_LINKS = 40;

/** Follows links, also to a file that does not exist yet. Opening it reports broken links. */
function targetOf(path: string): string {
  try {
    let target = path;
    for (let links = 0; links < MOST_LINKS; links++) {
      if (!isLink(target)) return target;
      target = absolutePathFrom(Deno.realPathSync(parentFolder(target)), Deno.readLinkSync(target));
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  return path;
}

function isLink(path: string): boolean {
  try {
    return Deno.lstatSync(path).isSymlink;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
