import { joinPath } from "../../platform/paths.ts";
import { NO_SURROUNDINGS, type Surroundings, type SurroundingsPlace } from "./plugin_format_record.ts";

/**
 * All LV2 bundles of the scan and of the default folders, with the files that
 * links in them lead to: bundles refer to specifications of others, and presets
 * can lie in bundles of their own.
 */
export async function lv2Surroundings({ found, elsewhere }: SurroundingsPlace): Promise<Surroundings> {
  const folders = new Set(found);
  for await (const discovery of elsewhere()) {
    if ("data" in discovery) folders.add(discovery.data);
    else if ("module" in discovery) folders.add(discovery.module.location);
  }
  const files = await linkedFilesOf([...folders]);
  return { ...NO_SURROUNDINGS, folders: [...folders], files };
}

/**
 * The files that links in bundles lead to: tools that install by links leave a
 * bundle's data where it was unpacked. Only data is followed, so that a link
 * to something else of the user's does not open it.
 */
async function linkedFilesOf(bundles: readonly string[]): Promise<string[]> {
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
