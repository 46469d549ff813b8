/**
 * Moves a damaged catalog out of the way, with the log that belongs to it;
 * nothing is deleted.
 *
 * @returns Where it is now.
 */
export async function moveAside(path: string, now: Date): Promise<string> {
  const target = `${path}.damaged-${now.toISOString().replace(/[:.]/g, "-")}`;
  for (const suffix of ["", "-wal", "-journal"]) await renameIfThere(path + suffix, target + suffix);
  // The index of the log is made anew by whoever opens it.
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
