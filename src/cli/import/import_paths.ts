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

/** Names of standard input; opening them needs rights that the program does not have. */
const SPOOL_FILE = "standard-input";

/** The name of standard input in reports and errors, in place of the file that holds it. */
const SPOKEN_NAME = "standard input";

const STANDARD_INPUT: ReadonlySet<string> = new Set(["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"]);

/** Paths to import from, with a file that holds standard input where they named it. */
export class SpooledPaths implements AsyncDisposable {
  readonly paths: readonly string[];
  readonly #folder: string | undefined;

  private constructor(paths: readonly string[], folder?: string) {
    this.paths = paths;
    this.#folder = folder;
  }

  /** Reads standard input to its end if a path names it: the kind of a file shows only in the whole of it. */
  static async make(paths: readonly string[]): Promise<SpooledPaths> {
    if (!paths.some((path) => STANDARD_INPUT.has(path))) return new SpooledPaths(paths);
    const folder = await Deno.makeTempDir({ prefix: "pluginary-import-" });
    const file = joinPath(folder, SPOOL_FILE);
    const spooled = new SpooledPaths(paths.map((path) => STANDARD_INPUT.has(path) ? file : path), folder);
    try {
      await Deno.writeFile(file, Deno.stdin.readable, { mode: 0o600 });
    } catch (error) {
      await spooled[Symbol.asyncDispose]();
      throw error;
    }
    return spooled;
  }

  /** Says "standard input" in the strings of an event or of an error. */
  spoken<T>(value: T): T {
    if (this.#folder === undefined) return value;
    const file = joinPath(this.#folder, SPOOL_FILE);
    const speak = (text: string) => text.replaceAll(`"${file}"`, SPOKEN_NAME).replaceAll(file, SPOKEN_NAME);
    if (value instanceof PluginaryError) {
      return new PluginaryError(value.code, speak(value.message), value.hint, { cause: value }) as T;
    }
    if (value instanceof Error) return value;
    return JSON.parse(JSON.stringify(value), (_key, part) => typeof part === "string" ? speak(part) : part);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#folder !== undefined) await Deno.remove(this.#folder, { recursive: true });
  }
}
