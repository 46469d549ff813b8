import { isFileError } from "../../platform/file_error.ts";

/** Suffixes of the files that SQLite and the scan lock keep beside a catalog. */
const COMPANIONS = ["-wal", "-shm", "-journal", "-scan-lock"];

/**
 * Whether a path leads, by any name or link, to the catalog's file or one that
 * belongs to it. Such a file must not be overwritten, and cannot be restored
 * from.
 */
export function isCatalogFile(path: string, catalog: string): boolean {
  const files = [catalog, ...COMPANIONS.map((end) => catalog + end)];
  if (files.includes(path)) return true;
  const there = statIfThere(path);
  // Some systems have no inodes.
  if (there === undefined || there.ino === null) return false;
  return files.map(statIfThere).some((file) => file?.ino === there.ino && file?.dev === there.dev);
}

function statIfThere(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    // Opening the file reports the problem.
    if (isFileError(error)) return undefined;
    throw error;
  }
}
