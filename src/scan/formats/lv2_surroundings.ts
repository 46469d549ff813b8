import { bundleFiles } from "../files/file_system.ts";
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
 * The files that links in bundles lead to, as they do in trees of links. Only
 * data is followed, so that a link to something else of the user's does not
 * open it.
 */
async function linkedFilesOf(bundles: readonly string[]): Promise<string[]> {
  const linked = await Promise.all(bundles.map(linkedFiles));
  return [...new Set(linked.flat())];
}

async function linkedFiles(bundle: string): Promise<string[]> {
  try {
    const links = bundleFiles(bundle, isData).filter(({ isLinked }) => isLinked);
    const targets = await Promise.all(links.map(({ path }) => Deno.realPath(path)));
    return targets.filter(isData);
  } catch (error) {
    if (isUnreadable(error)) return [];
    throw error;
  }
}

/** Whether a file is called like one of LV2 data; a link with such a name can lead to any other file. */
function isData(path: string): boolean {
  return path.endsWith(".ttl");
}

/** A broken link or a closed folder is the reader's to complain about. */
function isUnreadable(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.FilesystemLoop;
}
