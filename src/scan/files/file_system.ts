import { joinPath } from "../../platform/paths.ts";

/** Everything in a folder but the leftovers of a Mac, in an order that does not change. */
export function sortedEntries(folder: string): Deno.DirEntry[] {
  return [...Deno.readDirSync(folder)]
    .filter((entry) => !isMacLeftover(entry))
    .sort((a, b) => a.name < b.name ? -1 : 1);
}

/**
 * Whether macOS wrote something beside the real files, on drives and in
 * archives that cannot hold all that it knows of a file. `._A.vst3` has the
 * attributes of `A.vst3` (RFC 1740, "AppleDouble").
 */
function isMacLeftover({ name, isDirectory }: Deno.DirEntry): boolean {
  return name === "__MACOSX" || name === ".DS_Store" || (!isDirectory && name.startsWith("._"));
}

/** Whether something of this name is there; a broken link counts. */
export function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}

/** Whether a path leads to a folder; a broken link, or one to where we may not look, does not. */
export function isFolder(path: string): boolean {
  return infoOf(path)?.isDirectory ?? false;
}

/** Whether a path leads to a file that can be reached. */
export function isFile(path: string): boolean {
  return infoOf(path)?.isFile ?? false;
}

function infoOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Whether a folder holds one of this name, or a link that is called so. */
export function isFolderNamed(folder: string, name: string): boolean {
  try {
    return !Deno.lstatSync(joinPath(folder, name)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/**
 * Whether a listed name cannot be opened because it is not UTF-8: Deno then
 * lists it with U+FFFD, a character that a name can also really contain.
 */
export function isUnreachable(path: string, name: string): boolean {
  return name.includes("\uFFFD") && !exists(path);
}

/** Most files and folders of one bundle that are looked at; a bundle of 1,000 plugins has some thousands. */
const MAXIMUM_BUNDLE_ENTRIES = 50_000;

/** How deep folders inside of a bundle are looked into. */
const MAXIMUM_BUNDLE_DEPTH = 8;

/** A file of a bundle. */
export interface BundleFile {
  readonly path: string;
  /** Whether a link in the bundle leads to it. */
  readonly isLinked: boolean;
}

/**
 * Files of a bundle, at any depth, that a name's test accepts. Links are
 * followed, to folders as well: tools that install by links leave anything from
 * a single file to a whole folder where it was unpacked.
 */
export function bundleFiles(bundle: string, accepts: (name: string) => boolean): BundleFile[] {
  const files: BundleFile[] = [];
  const linkedFolders = new Set<string>();
  let entriesLeft = MAXIMUM_BUNDLE_ENTRIES;
  const isNewFolder = (path: string): boolean => {
    if (!isFolder(path)) return false;
    const target = Deno.realPathSync(path);
    // A link can lead to a folder around it.
    if (linkedFolders.has(target) || joinPath(bundle, "").startsWith(joinPath(target, ""))) return false;
    linkedFolders.add(target);
    return true;
  };
  const visit = (folder: string, depth: number, isLinkedFolder: boolean): void => {
    for (const entry of sortedEntries(folder)) {
      if (entriesLeft-- <= 0) return;
      const path = joinPath(folder, entry.name);
      const isLinked = isLinkedFolder || entry.isSymlink;
      const isOpen = entry.isDirectory || (entry.isSymlink && isNewFolder(path));
      if (isOpen && depth < MAXIMUM_BUNDLE_DEPTH) visit(path, depth + 1, isLinked);
      else if (accepts(entry.name) && (entry.isFile || (entry.isSymlink && isFile(path)))) {
        files.push({ path, isLinked });
      }
    }
  };
  visit(bundle, 0, false);
  return files;
}
