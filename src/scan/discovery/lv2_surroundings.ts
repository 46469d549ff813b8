import { joinPath } from "../../platform/paths.ts";
import { discover } from "./discovery.ts";
import { defaultRoots, type SearchRoot, type SearchSystem } from "./search_paths.ts";

/**
 * All LV2 bundles in the default and environment locations: the specifications
 * that others refer to, and presets, which can lie in bundles of their own.
 *
 * @param searched Roots that need not be searched again.
 */
export async function lv2Surroundings(
  system: SearchSystem,
  searched: readonly SearchRoot[],
): Promise<string[]> {
  const isSearched = ({ path }: SearchRoot) =>
    searched.some((root) => root.path === path && root.formats.includes("lv2"));
  const bundles: string[] = [];
  for await (const discovery of discover(defaultRoots(["lv2"], system).filter((root) => !isSearched(root)))) {
    if ("lv2Data" in discovery) bundles.push(discovery.lv2Data);
    else if ("module" in discovery) bundles.push(discovery.module.location);
  }
  return bundles;
}

/**
 * The files that links in bundles lead to: tools that install by links leave a
 * bundle's data where it was unpacked. Only data is followed, so that a link
 * to something else of the user's does not open it.
 */
export async function lv2LinkedFiles(bundles: readonly string[]): Promise<string[]> {
  const linked = await Promise.all(bundles.map(linkedFiles));
  return [...new Set(linked.flat())];
}

async function linkedFiles(bundle: string): Promise<string[]> {
  const files: string[] = [];
  try {
    for await (const { name, isSymlink } of Deno.readDir(bundle)) {
      const target = isSymlink ? await dataFile(joinPath(bundle, name)) : undefined;
      if (target !== undefined) files.push(target);
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error;
  }
  return files;
}

/** Where a link leads, when that is a file of LV2 data. */
async function dataFile(link: string): Promise<string | undefined> {
  try {
    const path = await Deno.realPath(link);
    return path.endsWith(".ttl") && (await Deno.lstat(path)).isFile ? path : undefined;
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

/** A broken link or a closed folder is the reader's to complain about. */
function isUnreadable(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.FilesystemLoop;
}
