import {
  BACKUP_ENDINGS,
  PROJECT_ENDINGS,
  PROJECT_FOLDER_ENDING,
} from "../file_formats/projects/project_folder.ts";
import type { Problem } from "../model/documents/scan_document.ts";
import { compareBytes, joinPath } from "../platform/paths.ts";
import { problemOf, walkLimit } from "../scan/discovery/search_problem.ts";

/** Most files and folders that one search looks at. */
const MOST_ENTRIES = 1_000_000;

/** A file that has the name of a project; nothing of it has been read. */
export interface ProjectFile {
  /** Absolute, with links resolved; a folder for a project of Logic Pro. */
  readonly path: string;
  /** The searched folder through which it was found. */
  readonly root: string;
  /** Size, time and inode; another key means: read the file again. */
  readonly statKey: string;
  readonly sizeBytes: number;
  /** ISO 8601. */
  readonly modifiedAt: string;
  /** Whether its program wrote it as a copy of another project. */
  readonly isBackup: boolean;
}

/** A find of a search. */
export type ProjectFind = { readonly file: ProjectFile } | { readonly problem: Problem };

const NAMES = new RegExp(`\\.(?:${PROJECT_ENDINGS.join("|")})$`, "i");
const FOLDER_NAMES = new RegExp(`\\.${PROJECT_FOLDER_ENDING}$`, "i");
const BACKUP_NAMES = new RegExp(
  `\\.(?:${BACKUP_ENDINGS.map((ending) => ending.replace(".", "\\.")).join("|")})$`,
  "i",
);

/**
 * Names that programs give to copies: Live, FL Studio and Studio One put a time
 * or a word behind the name, and all of them put copies into folders of their own.
 */
const BACKUP_MARKS = [
  / \[\d{4}-\d{2}-\d{2} \d{6}\]\.als$/i,
  / \((?:auto ?saved|before autosave|overwritten)[^)]*\)\.(?:flp|song)$/i,
  /-\d{4}-\d{2}-\d{2}[_-]\d{4,6}\.rpp$/i,
  /\.(?:autosave|backup)\.[a-z]+$/i,
  /[\\/](?:backups?|history|autosaved?|auto-save|project file backups)[\\/][^\\/]+$/i,
];

/** Whether a project is a copy that its program has made. */
export function isBackupPath(path: string): boolean {
  return BACKUP_NAMES.test(path) || BACKUP_MARKS.some((mark) => mark.test(path));
}

/**
 * Searches files and folders for projects, by their names. Links are followed
 * where they lead to files, each file is found once, and hidden folders are
 * left out.
 *
 * @param paths Absolute. A file that is named is a project, whatever its name.
 */
export async function* findProjects(paths: readonly string[]): AsyncGenerator<ProjectFind> {
  const search = new Search();
  for (const path of paths) yield* search.root(path);
}

class Search {
  readonly #found = new Set<string>();
  readonly #visited = new Set<string>();
  #entries = 0;

  async *root(path: string): AsyncGenerator<ProjectFind> {
    let info;
    let root;
    try {
      root = await Deno.realPath(path);
      info = await Deno.stat(root);
    } catch (error) {
      yield { problem: problemOf(path, error) };
      return;
    }
    if (info.isDirectory && !FOLDER_NAMES.test(root)) yield* this.#folder(root, root);
    else yield* this.#file(root, root);
  }

  async *#folder(folder: string, root: string): AsyncGenerator<ProjectFind> {
    if (this.#visited.has(folder)) return;
    this.#visited.add(folder);
    const entries: Deno.DirEntry[] = [];
    try {
      for await (const entry of Deno.readDir(folder)) entries.push(entry);
    } catch (error) {
      yield { problem: problemOf(folder, error) };
      return;
    }
    for (const entry of entries.sort((a, b) => compareBytes(a.name, b.name))) {
      if (++this.#entries === MOST_ENTRIES) {
        yield { problem: walkLimit(root) };
      }
      if (this.#entries >= MOST_ENTRIES) return;
      const path = joinPath(folder, entry.name);
      if (entry.isDirectory && FOLDER_NAMES.test(entry.name)) yield* this.#file(path, root);
      else if (entry.isDirectory) {
        if (!entry.name.startsWith(".")) yield* this.#folder(path, root);
      } else if (NAMES.test(entry.name) || BACKUP_NAMES.test(entry.name)) {
        yield* this.#file(path, root);
      }
    }
  }

  async *#file(named: string, root: string): AsyncGenerator<ProjectFind> {
    try {
      const path = await Deno.realPath(named);
      if (this.#found.has(path)) return;
      this.#found.add(path);
      yield { file: await statProject(path, root) };
    } catch (error) {
      yield { problem: problemOf(named, error) };
    }
  }
}

/** What the file system says of a project; of a folder, the newest of its data. */
async function statProject(path: string, root: string): Promise<ProjectFile> {
  let info = await Deno.stat(path);
  if (info.isDirectory) {
    const data = await newestData(path);
    if (data !== undefined) info = data;
  }
  const modified = info.mtime ?? new Date(0);
  return {
    path,
    root,
    statKey: `${info.size} ${modified.getTime()} ${info.ino ?? 0}`,
    sizeBytes: info.size,
    modifiedAt: modified.toISOString(),
    isBackup: isBackupPath(path),
  };
}

async function newestData(folder: string): Promise<Deno.FileInfo | undefined> {
  const alternatives = joinPath(folder, "Alternatives");
  let newest: Deno.FileInfo | undefined;
  try {
    for await (const { name } of Deno.readDir(alternatives)) {
      const info = await Deno.stat(joinPath(alternatives, name, "ProjectData"));
      if (newest === undefined || (info.mtime ?? 0) > (newest.mtime ?? 0)) newest = info;
    }
  } catch (error) {
    // Reading it will say what is missing.
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
  }
  return newest;
}
