import { compareBytes, joinPath } from "./paths.ts";
import { temporaryFolder } from "./temporary_folder.ts";

/** The prefix of a run's folder. */
const PREFIX = "pluginary-run-";

/** Contains the process id of the run that owns a folder. */
const OWNER_FILE = "owner";

/** A run without a sign of life for this time is gone, even if its process id is in use again. */
const SILENCE_MS = 24 * 3600 * 1000;

/** A folder without an owner may have just been created. */
const GRACE_MS = 60 * 1000;

/** Deeper nesting has no honest use and is slow to remove. */
const MAXIMUM_DEPTH = 32;

/** No scan waits longer for the removal of a folder; the next run goes on with it. */
const REMOVAL_MS = 5000;

/** The size of a folder. */
export interface FolderUse {
  /** Space on the disk, without the holes of sparse files. */
  readonly bytes: number;
  readonly entries: number;
}

/**
 * The folder of one run of this program, in which each worker gets a writable
 * folder of its own. Only this user can enter it.
 */
export class RunFolder {
  readonly #path: string;
  #last = 0;

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Creates the folder, and removes the leftovers of dead runs.
   *
   * @param base The parent folder; by default the system's for temporary files.
   */
  static async make(base: string = temporaryFolder()): Promise<RunFolder> {
    await removeLeftovers(base);
    const path = await Deno.realPath(await Deno.makeTempDir({ dir: base, prefix: PREFIX }));
    await Deno.writeTextFile(joinPath(path, OWNER_FILE), `${Deno.pid}\n`);
    return new RunFolder(path);
  }

  /** Creates a folder for one worker; links in its path are resolved. */
  async makePrivate(): Promise<string> {
    const path = joinPath(this.#path, String(++this.#last));
    await Deno.mkdir(path, { mode: 0o700 });
    await Deno.utime(joinPath(this.#path, OWNER_FILE), new Date(), new Date());
    return path;
  }

  /** Removes it with its content. */
  async remove(): Promise<void> {
    await removeFolder(this.#path);
  }
}

/**
 * Measures a folder without following links.
 *
 * Counting stops above the limits, so that a worker that creates a million
 * files does not keep the scanner busy; the result is then above the limit.
 */
export async function measureFolder(path: string, limits: FolderUse): Promise<FolderUse> {
  let bytes = 0;
  let entries = 0;
  const folders = [{ path, depth: 0 }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const children = await entriesOf(folder.path);
    entries += children.length;
    // Checking each one would take seconds.
    if (entries > limits.entries || folder.depth > MAXIMUM_DEPTH) return { bytes, entries: Infinity };
    for (const { name, isDirectory } of children) {
      const child = joinPath(folder.path, name);
      if (isDirectory) folders.push({ path: child, depth: folder.depth + 1 });
      else bytes += diskBytes(await look(child));
      if (bytes > limits.bytes) return { bytes, entries };
    }
  }
  return { bytes, entries };
}

/** A block is 512 bytes on every file system (stat(2)); Windows does not report blocks. */
function diskBytes(info: Deno.FileInfo | undefined): number {
  if (info === undefined) return 0;
  return info.blocks === null ? info.size : info.blocks * 512;
}

/**
 * Removes a folder that a plugin could write to, even if it is nested deeper
 * than the longest path or contains folders that cannot be entered.
 *
 * Without recursion, which the deepest folders do not survive: every folder
 * below is moved to the top, so that its path is short, and emptied there.
 * What cannot be removed now or in time, as when a helper process that left the
 * worker's group is still writing, is left for the next run. The owner of a
 * run's folder goes last, since the next run could not tell at once whether a
 * folder without one is new.
 */
export async function removeFolder(top: string): Promise<void> {
  if (!(await look(top))?.isDirectory) return;
  await unlock(top);
  const endsAt = performance.now() + REMOVAL_MS;
  let moves = 0;
  const waiting = [top];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (performance.now() > endsAt) return;
    for (const { name, isDirectory } of await entriesOf(folder)) {
      if (folder === top && name === OWNER_FILE && !isDirectory) continue;
      const path = joinPath(folder, name);
      if (!isDirectory) {
        await attempt(() => Deno.remove(path));
        continue;
      }
      // The rename changes the folder's own entry "..".
      await unlock(path);
      const moved = folder === top ? path : joinPath(top, `moved-${Deno.pid}-${moves++}`);
      if (await attempt(() => Deno.rename(path, moved))) waiting.push(moved);
    }
    if (folder !== top) await removeEmptied(folder);
  }
  await removeEmptied(top);
}

/** Removes a folder with the files that are left in it: those whose names are not UTF-8, which nothing can name on its own. */
async function removeEmptied(folder: string): Promise<void> {
  if (await attempt(() => Deno.remove(folder))) return;
  const isFlat = (await entriesOf(folder)).every(({ isDirectory }) => !isDirectory);
  if (isFlat) await attempt(() => Deno.remove(folder, { recursive: true }));
}

/** Gives this user all rights to a folder. */
async function unlock(folder: string): Promise<void> {
  const mode = (await look(folder))?.mode ?? 0o700;
  if ((mode & 0o700) !== 0o700) await attempt(() => Deno.chmod(folder, 0o700));
}

/** Does something that the system may refuse. @returns Whether it was done. */
async function attempt(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return false;
  }
}

async function removeLeftovers(base: string): Promise<void> {
  const names = (await namesIn(base)).filter((name) => name.startsWith(PREFIX));
  for (const name of names.sort(compareBytes)) {
    const path = joinPath(base, name);
    if (await isOurs(path) && await isLeftOver(path)) await removeFolder(path);
  }
}

/** Whether a folder is this user's own, since all users share the folder for temporary files. */
async function isOurs(path: string): Promise<boolean> {
  const info = await look(path);
  if (info === undefined || !info.isDirectory) return false;
  return info.uid === null || info.uid === Deno.uid();
}

async function isLeftOver(path: string): Promise<boolean> {
  const owner = joinPath(path, OWNER_FILE);
  const seenAt = (await look(owner) ?? await look(path))?.mtime?.getTime() ?? Date.now();
  const silenceMs = Date.now() - seenAt;
  if (silenceMs > SILENCE_MS) return true;
  const pid = await readOwner(owner);
  return pid === undefined ? silenceMs > GRACE_MS : !isAlive(pid);
}

async function readOwner(path: string): Promise<number | undefined> {
  // A pipe in its place would never open.
  if (!(await look(path))?.isFile) return undefined;
  try {
    const pid = Number((await Deno.readTextFile(path)).trim());
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}

/** Signal 0 is never delivered; the system only reports whether it could be (kill(2)). */
function isAlive(pid: number): boolean {
  if (Deno.build.os === "windows") return true;
  try {
    Deno.kill(pid, 0 as unknown as Deno.Signal);
    return true;
  } catch (error) {
    return !(error instanceof Deno.errors.NotFound);
  }
}

/** A folder that cannot be read, or disappears meanwhile, has no entries. */
async function entriesOf(path: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(path));
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}

async function namesIn(path: string): Promise<string[]> {
  return (await entriesOf(path)).map(({ name }) => name);
}

async function look(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.lstat(path);
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/** Gone, closed, in use or with too long a path: what the system refuses, as against mistakes of this program. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && /\(os error \d+\)/.test(error.message);
}
