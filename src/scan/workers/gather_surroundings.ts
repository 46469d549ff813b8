import type { PluginFormat } from "../../model/plugin_format.ts";
import { discover } from "../discovery/discovery.ts";
import { defaultRoots, type SearchRoot } from "../discovery/search_paths.ts";
import type { SearchSystem } from "../files/search_system.ts";
import type { FormatTable } from "../formats/format_table.ts";
import type { Discovery } from "../formats/found_module.ts";
import { NO_SURROUNDINGS, type Surroundings } from "../formats/plugin_format_record.ts";

/** A finished search, for whose modules surroundings are gathered. */
export interface SurroundedSearch {
  readonly roots: readonly SearchRoot[];
  /** Locations of the modules and data that were found, by format. */
  readonly locations: ReadonlyMap<PluginFormat, readonly string[]>;
  readonly system: SearchSystem;
  readonly table: FormatTable;
}

/** Gathers the surroundings of some formats; the others have {@linkcode NO_SURROUNDINGS}. */
export async function gatherSurroundings(
  formats: Iterable<PluginFormat>,
  search: SurroundedSearch,
): Promise<Map<PluginFormat, Surroundings>> {
  const gathered = new Map<PluginFormat, Surroundings>();
  for (const format of formats) {
    const surroundings = await search.table.get(format).findSurroundings?.({
      system: search.system,
      found: search.locations.get(format) ?? [],
      elsewhere: () => searchElsewhere(format, search),
    });
    gathered.set(format, surroundings ?? NO_SURROUNDINGS);
  }
  return gathered;
}

/** Searches those default folders of a format that the finished search left out. */
function searchElsewhere(
  format: PluginFormat,
  { roots, system, table }: SurroundedSearch,
): AsyncIterable<Discovery> {
  const isSearched = ({ path }: SearchRoot) =>
    roots.some((root) => root.path === path && root.formats.includes(format));
  return discover(defaultRoots([format], system, table).filter((root) => !isSearched(root)), { table });
}
