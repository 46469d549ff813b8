/**
 * Moves a damaged catalog and its log out of the way; nothing is deleted.
 *
 * @returns Its new path.
 */
export async function moveAside(path: string, now: Date): Promise<string> {
  const target = `${path}.damaged-${now.toISOString().replace(/[:.]/g, "-")}`;
  for (const suffix of ["", "-wal", "-journal"]) await renameIfThere(path + suffix, target + suffix);
  // SQLite rebuilds the index of the log when the file is opened.
  await removeIfThere(`${path}-shm`);
  return target;
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await Deno.rename(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
