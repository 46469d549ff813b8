import { discover } from "./discovery.ts";
import { defaultRoots, type SearchSystem } from "./search_paths.ts";

/**
 * All LV2 bundles in the default and environment locations: the specifications
 * that others refer to, and presets, which can lie in bundles of their own.
 */
export async function lv2Surroundings(system: SearchSystem): Promise<string[]> {
  const bundles: string[] = [];
  for await (const discovery of discover(defaultRoots(["lv2"], system))) {
    if ("lv2Data" in discovery) bundles.push(discovery.lv2Data);
    else if ("module" in discovery) bundles.push(discovery.module.location);
  }
  return bundles;
}
