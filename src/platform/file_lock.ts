/** Waits longer than this are reported. */
const QUIET_WAIT_MS = 500;

/**
 * A lock that one process holds at a time, on a file that has no other purpose.
 * The system releases it when the process ends, however it ends.
 */
export class FileLock implements Disposable {
  readonly #path: string;
  readonly #file: Deno.FsFile;

  private constructor(path: string, file: Deno.FsFile) {
    this.#path = path;
    this.#file = file;
  }

  /**
   * Creates the file and waits until the lock is free.
   *
   * @param whenWaiting Called once if that takes longer than a moment.
   */
  static async take(path: string, whenWaiting: () => void): Promise<FileLock> {
    const timer = setTimeout(whenWaiting, QUIET_WAIT_MS);
    try {
      while (true) {
        const file = await lockedFile(path);
        if (await isAt(path, file)) return new FileLock(path, file);
        file.close();
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Removes the file while no other process can hold its lock. */
  [Symbol.dispose](): void {
    try {
      // On Windows a file cannot be removed while another process has it open.
      if (Deno.build.os !== "windows") Deno.removeSync(this.#path);
    } catch (error) {
      // Another process removed it.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    } finally {
      this.#file.close();
    }
  }
}

async function lockedFile(path: string): Promise<Deno.FsFile> {
  const file = await Deno.open(path, { create: true, write: true });
  try {
    await file.lock(true);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Whether the open file still has that path and was not removed during the wait. */
async function isAt(path: string, file: Deno.FsFile): Promise<boolean> {
  try {
    const [there, ours] = [await Deno.stat(path), await file.stat()];
    return there.ino === ours.ino && there.dev === ours.dev;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
