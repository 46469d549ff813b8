import { PluginaryError } from "../model/pluginary_error.ts";
import { dataFolder, type Variables } from "../platform/folders.ts";
import { absolutePath, joinPath } from "../platform/paths.ts";

/**
 * Where this user's catalog lies: what `PLUGINARY_CATALOG` says, else a file
 * in the user's data folder.
 *
 * @throws {PluginaryError} `catalog-not-found` when there is no home to put it in.
 */
export function catalogPath(variables: Variables): string {
  const named = variables("PLUGINARY_CATALOG");
  if (named !== undefined && named !== "") return absolutePath(named);
  const folder = dataFolder(variables);
  if (folder !== undefined) return joinPath(folder, "catalog.db");
  throw new PluginaryError(
    "catalog-not-found",
    "Cannot find a place for the catalog: the environment names no home folder",
    "Name a file with PLUGINARY_CATALOG, or scan with --no-catalog",
  );
}
