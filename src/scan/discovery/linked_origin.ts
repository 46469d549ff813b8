import { fileName } from "../../platform/paths.ts";
import type { FoundModule } from "../formats/found_module.ts";

/**
 * The bundle of the same name that all files of a module are linked from, as in
 * a tree of links; `undefined` for a bundle with a file of its own.
 */
export function linkedOrigin({ location, files }: FoundModule): string | undefined {
  let origin: string | undefined;
  for (const file of files) {
    const inner = file.slice(location.length);
    // A module that is one file has nothing inside, and its location has no links left to resolve.
    if (inner === "") return undefined;
    const target = targetOf(file);
    if (target === undefined || !target.endsWith(inner)) return undefined;
    const folder = target.slice(0, -inner.length);
    const isOther = folder !== location && fileName(folder) === fileName(location);
    if (!isOther || folder !== (origin ?? folder)) return undefined;
    origin = folder;
  }
  return origin;
}

function targetOf(file: string): string | undefined {
  try {
    return Deno.realPathSync(file);
  } catch (error) {
    // Whoever reads the file meets the error again.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
