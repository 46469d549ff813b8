import type { KnownPresetFile } from "../../catalog/presets/preset_files.ts";
import { answeringRoots, DRIVE_LIMIT_MS } from "../../scan/discovery/silent_drive.ts";
import { exists } from "../../scan/files/file_system.ts";
import type { PresetWalkOptions } from "./preset_walk.ts";

/** A file that earlier scans have found, and this one has not. */
type UnseenFile = Pick<KnownPresetFile, "container" | "root"> & { readonly path: string };

/** Whether it stands for the presets inside a CLAP module, which stay and go with the module. */
export function isInsideModule({ path, root, container }: UnseenFile): boolean {
  return container === "clap" && path === root;
}

/**
 * Finds presets of CLAP plugins about which no searched folder says anything:
 * those inside modules that are gone, and files that are gone from folders that
 * no plugin declares any more.
 *
 * @param places CLAP modules that are there, and all that they declare.
 * @param searched Folders that have been searched.
 */
export async function findMissingClapPresets(
  unseen: Iterable<UnseenFile>,
  places: ReadonlySet<string>,
  searched: ReadonlySet<string>,
  { local = ["/"], driveLimitMs = DRIVE_LIMIT_MS, signal }: PresetWalkOptions,
): Promise<string[]> {
  const left = [...unseen].filter(({ container, root }) =>
    container === "clap" && !places.has(root) && !searched.has(root)
  );
  const folders = new Set(left.filter((file) => !isInsideModule(file)).map(({ root }) => root));
  const answering = await answeringRoots([...folders].map((path) => ({ path })), local, driveLimitMs, signal);
  const readable = new Set(answering.roots.map(({ path }) => path));
  return left.filter((file) => isInsideModule(file) || (readable.has(file.root) && !exists(file.path)))
    .map(({ path }) => path);
}
