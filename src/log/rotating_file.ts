import { parentFolder } from "../platform/paths.ts";

/** Bytes after which a file is replaced by a new one. */
const MAXIMUM_BYTES = 1024 * 1024;

/** Files that are kept: the current one and four older ones. */
const MAXIMUM_FILES = 5;

/** A process that rotates is done long before; an older lock was left by one that died. */
const LOCK_MS = 10_000;

const LINE_BREAK = 0x0a;

/** How large a file grows, and how many are kept. */
export interface RotationLimits {
  readonly bytes: number;
  readonly files: number;
}

/**
 * A private file of lines that several processes may write to at once.
 *
 * Each line is added by one call that the system completes as a whole, so lines
 * do not mix. A file that is large enough is renamed to `NAME.1`, its
 * predecessor to `NAME.2`, and so on; the oldest one is deleted. Another process
 * notices with its next line that its file has been renamed.
 */
export class RotatingFile implements Disposable {
  readonly #path: string;
  readonly #limits: RotationLimits;
  readonly #encoder = new TextEncoder();
  #file: Deno.FsFile;

  private constructor(path: string, limits: RotationLimits) {
    this.#path = path;
    this.#limits = limits;
    this.#file = openFile(path);
    this.#endTornLine();
  }

  /**
   * Opens the file, after creating it and its folder if they do not exist.
   *
   * @throws {Error} with the system's reason, and for anything but a file.
   */
  static open(
    path: string,
    limits: RotationLimits = { bytes: MAXIMUM_BYTES, files: MAXIMUM_FILES },
  ): RotatingFile {
    return new RotatingFile(path, limits);
  }

  /**
   * Adds a line, which is in the hands of the system afterwards.
   *
   * @param line Without its end.
   * @throws {Error} with the system's reason.
   */
  add(line: string): void {
    this.#moveOn();
    this.#write(this.#encoder.encode(`${line}\n`));
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }

  #write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += this.#file.writeSync(bytes.subarray(at));
  }

  /** Separates the next line from one that was cut off, as by a full disk. */
  #endTornLine(): void {
    if (this.#file.statSync().size === 0) return;
    this.#file.seekSync(-1, Deno.SeekMode.End);
    const last = new Uint8Array(1);
    if (this.#file.readSync(last) === 1 && last[0] !== LINE_BREAK) this.#write(new Uint8Array([LINE_BREAK]));
  }

  /** Turns to a new file when this one is full or has been deleted. */
  #moveOn(): void {
    const { size, nlink } = this.#file.statSync();
    if (size < this.#limits.bytes && nlink !== 0) return;
    if (isSameFile(this.#file.statSync(), look(this.#path))) {
      using lock = lockFor(this.#path);
      // Another process is renaming the files: this line still goes to the old one.
      if (lock === undefined) return;
      // It may also have finished since.
      if (isSameFile(this.#file.statSync(), look(this.#path))) this.#rename();
    }
    this.#file.close();
    this.#file = openFile(this.#path);
  }

  #rename(): void {
    const names = fileNames(this.#path, this.#limits.files);
    for (let older = names.length - 1; older > 0; older--) {
      if (look(names[older - 1]!) !== undefined) Deno.renameSync(names[older - 1]!, names[older]!);
    }
  }
}

/** The current file and the older ones, from the newest to the oldest; not all of them need to exist. */
export function fileNames(path: string, files: number = MAXIMUM_FILES): string[] {
  return Array.from({ length: files }, (_, age) => age === 0 ? path : `${path}.${age}`);
}

/** Opens it to be read by its user alone. */
function openFile(path: string): Deno.FsFile {
  makeFolder(parentFolder(path));
  const found = look(path);
  // A pipe would never open, and a link could lead to any file.
  if (found !== undefined && !found.isFile) throw new Error("it is not a file");
  return Deno.openSync(path, { append: true, create: true, read: true, mode: 0o600 });
}

function makeFolder(path: string): void {
  try {
    Deno.mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const isInTheWay = error instanceof Deno.errors.AlreadyExists ||
      error instanceof Deno.errors.NotADirectory;
    if (!isInTheWay) throw error;
    // The system does not say which of the folders above it is meant.
    throw new Error(`"${nearestEntry(path)}" is not a folder`, { cause: error });
  }
}

/** The path itself, or the nearest one above it that exists. */
function nearestEntry(path: string): string {
  const parent = parentFolder(path);
  try {
    Deno.lstatSync(path);
    return path;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return parent === path ? path : nearestEntry(parent);
  }
}

function look(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Windows does not number files; a file that was renamed meanwhile is then renamed once more. */
function isSameFile(one: Deno.FileInfo, other: Deno.FileInfo | undefined): boolean {
  return other !== undefined && one.ino === other.ino && one.dev === other.dev;
}

/** The right to rename the files; `undefined` while another process has it. */
function lockFor(path: string): Disposable | undefined {
  const lock = `${path}.lock`;
  try {
    Deno.openSync(lock, { createNew: true, write: true, mode: 0o600 }).close();
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    removeIfStale(lock);
    return undefined;
  }
  return { [Symbol.dispose]: () => remove(lock) };
}

function removeIfStale(lock: string): void {
  const age = Date.now() - (look(lock)?.mtime?.getTime() ?? Date.now());
  if (Math.abs(age) > LOCK_MS) remove(lock);
}

/** Another process may have removed it. */
function remove(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
