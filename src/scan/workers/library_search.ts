import { joinPath, parentFolder } from "../../platform/paths.ts";
import { readBinary } from "../files/binary_header.ts";
import { librarySearchPath } from "../files/elf_symbols.ts";
import { FileWindow } from "../files/file_window.ts";

/** Names of libraries in the dynamic linker's own words. */
const LIBRARY_NAMES = /[^\s"':()/]+\.so(?:\.\d+)*/g;

/**
 * Finds the libraries that are said to be missing although they lie where the
 * plugin's library wants them to be searched and this program can read them:
 * the dynamic linker calls a file that may not be read a missing one.
 *
 * @param message The linker's message.
 * @returns Their paths.
 */
export async function deniedLibraries(binary: string, message: string): Promise<string[]> {
  if (Deno.build.os !== "linux") return [];
  const names = message.match(LIBRARY_NAMES) ?? [];
  const folders = names.length === 0 ? [] : await searchPathOf(binary);
  const paths: string[] = [];
  for (const name of new Set(names)) {
    for (const folder of folders) {
      const path = joinPath(folder, name);
      if (await isReadable(path)) paths.push(path);
    }
  }
  return paths;
}

/** Folders that every worker can read; `landlock.cpp` has the list. */
const READABLE = /^\/(?:usr|lib|lib64|opt|nix\/store|app)(?:\/|$)/;

/** Most files of a folder to look at. */
const MAXIMUM_FILES = 1000;

/**
 * Finds the administrator's libraries in the folders where a plugin's library
 * wants its dependencies to be searched: vendors install their common parts
 * there. A plugin can name any folder, so nothing but libraries counts, and
 * only where nobody else can put or exchange them.
 *
 * @returns Their paths, without those that every worker can read.
 */
export async function administratorLibraries(binary: string): Promise<string[]> {
  if (Deno.build.os !== "linux") return [];
  const paths: string[] = [];
  for (const named of await searchPathOf(binary)) {
    const folder = await orIfUnreadable("", () => Deno.realPath(named));
    if (folder === "" || READABLE.test(folder) || !await isAdministrators(folder)) continue;
    const entries = await orIfUnreadable([], () => Array.fromAsync(Deno.readDir(folder)));
    for (const { name, isFile } of entries.slice(0, MAXIMUM_FILES)) {
      const path = joinPath(folder, name);
      if (isFile && /\.so(?:\.|$)/.test(name) && await isAdministrators(path) && await isLibrary(path)) {
        paths.push(path);
      }
    }
  }
  return paths;
}

/** Whether it and all folders above belong to the superuser, and nobody else can change them. */
async function isAdministrators(path: string): Promise<boolean> {
  const info = await orIfUnreadable(undefined, () => Deno.lstat(path));
  if (info?.uid !== 0 || ((info.mode ?? 0o022) & 0o022) !== 0) return false;
  return path === "/" || await isAdministrators(parentFolder(path));
}

async function isLibrary(path: string): Promise<boolean> {
  return await orIfUnreadable(false, () => readBinary(path).header?.isLibrary === true);
}

async function orIfUnreadable<T>(instead: T, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isUnreadable(error)) return instead;
    throw error;
  }
}

async function searchPathOf(binary: string): Promise<string[]> {
  return await orIfUnreadable([], async () => {
    const origin = parentFolder(await Deno.realPath(binary));
    using file = FileWindow.open(binary);
    return librarySearchPath(file)
      .map((folder) => folder.replace(/\$(?:ORIGIN\b|\{ORIGIN\})/g, () => origin))
      .filter((folder) => folder.startsWith("/"));
  });
}

async function isReadable(path: string): Promise<boolean> {
  return await orIfUnreadable(false, async () => {
    if (!(await Deno.stat(path)).isFile) return false;
    using _file = await Deno.open(path);
    return true;
  });
}

/** Gone, closed, or no file of this kind. */
function isUnreadable(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.InvalidData ||
    error instanceof Deno.errors.FilesystemLoop;
}
