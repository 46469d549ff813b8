import type { ImportFile } from "../../import/import_files.ts";
import { legacyFolders } from "../../import/legacy_folder.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { absolutePath, compareBytes, joinPath } from "../../platform/paths.ts";
import type { Variables } from "../../platform/folders.ts";
import { reasonOf } from "../../platform/reason_of.ts";

/** Files that belong to a database and are useless on their own. */
const COMPANIONS = /-(wal|shm|journal)$/;

/**
 * The named files, and all files in the named folders.
 *
 * @throws {PluginaryError} `path-not-found`.
 */
export async function namedFiles(paths: readonly string[]): Promise<ImportFile[]> {
  const files: ImportFile[] = [];
  for (const path of paths.map(absolutePath)) {
    const info = await statIfThere(path);
    if (info === undefined) {
      throw new PluginaryError("path-not-found", `Cannot import "${path}": no such file or folder`);
    }
    if (info.isDirectory) files.push(...await filesIn(path));
    else files.push({ path, isNamed: true });
  }
  return files;
}

/**
 * The files of earlier versions in their usual folders.
 *
 * @throws {PluginaryError} `path-not-found` if there are none.
 */
export async function legacyFiles(environment: Variables): Promise<ImportFile[]> {
  const folders = legacyFolders(environment);
  const files: ImportFile[] = [];
  for (const folder of folders) {
    if ((await statIfThere(folder))?.isDirectory) files.push(...await filesIn(folder));
  }
  if (files.length > 0) return files;
  throw new PluginaryError(
    "path-not-found",
    "Cannot find any files of an earlier version",
    folders.length === 0 ? "No home folder is set" : `Searched in ${folders.join(" and ")}`,
  );
}

async function filesIn(folder: string): Promise<ImportFile[]> {
  const names: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (!isDirectory && !COMPANIONS.test(name)) names.push(name);
    }
  } catch (error) {
    throw notReadable(folder, error);
  }
  return names.sort(compareBytes).map((name) => ({ path: joinPath(folder, name), isNamed: false }));
}

async function statIfThere(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw notReadable(path, error);
  }
}

function notReadable(path: string, error: unknown): PluginaryError {
  const message = `Cannot import "${path}": ${reasonOf(error)}`;
  return new PluginaryError("import-not-readable", message, undefined, { cause: error });
}
