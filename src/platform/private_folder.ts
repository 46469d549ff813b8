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
 * A helper process that left the worker's group may still be writing; files
 * that cannot be removed now are left for the next run.
 */
export async function removeFolder(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || isInUse(error)) return;
    await flatten(path);
    await Deno.remove(path, { recursive: true });
  }
}

/** Moves every nested folder to the top, so that each can be removed by a short path. */
async function flatten(top: string): Promise<void> {
  let moved = 0;
  for (let names = await namesIn(top); names.length > 0; names = await namesIn(top)) {
    for (const name of names) {
      const path = joinPath(top, name);
      if (!(await look(path))?.isDirectory) {
        await Deno.remove(path);
        continue;
      }
      await Deno.chmod(path, 0o700);
      for (const child of await namesIn(path)) {
        const from = joinPath(path, child);
        if ((await look(from))?.isDirectory) {
          await Deno.chmod(from, 0o700);
          await Deno.rename(from, joinPath(top, `moved-${Deno.pid}-${moved++}`));
        } else await Deno.remove(from);
      }
      await Deno.remove(path);
    }
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
  try {
    const pid = Number((await Deno.readTextFile(path)).trim());
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
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

/** A folder that disappears meanwhile has no entries. */
async function entriesOf(path: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(path));
  } catch (error) {
    if (isAbsence(error)) return [];
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
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** Whether the file is gone, or in a folder that a plugin made unreadable. */
function isAbsence(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotADirectory;
}

/** "Directory not empty" and "sharing violation", by the systems' own numbers. */
function isInUse(error: unknown): boolean {
  return error instanceof Error && /os error (39|66|145|32)\b/.test(error.message);
}
