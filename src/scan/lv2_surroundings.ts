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
