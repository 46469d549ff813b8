import { joinPath, parentFolder } from "../../platform/paths.ts";
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

async function searchPathOf(binary: string): Promise<string[]> {
  try {
    const origin = parentFolder(await Deno.realPath(binary));
    using file = FileWindow.open(binary);
    return librarySearchPath(file)
      .map((folder) => folder.replace(/\$(?:ORIGIN\b|\{ORIGIN\})/g, () => origin))
      .filter((folder) => folder.startsWith("/"));
  } catch (error) {
    if (isUnreadable(error)) return [];
    throw error;
  }
}

async function isReadable(path: string): Promise<boolean> {
  try {
    if (!(await Deno.stat(path)).isFile) return false;
    using _file = await Deno.open(path);
    return true;
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

/** Gone, closed, or no file of this kind. */
function isUnreadable(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.InvalidData ||
    error instanceof Deno.errors.FilesystemLoop;
}
