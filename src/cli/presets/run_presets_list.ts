import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { listPresets } from "../../catalog/presets/list_presets.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { rowLimit } from "../output/output_options.ts";
import { PRESET_COLUMNS } from "./preset_columns.ts";
import { readPresetFilter } from "./preset_filters.ts";
import type { PresetsListFlags } from "./presets_flags.ts";
import { printPresets } from "./print_presets.ts";

/** Runs `pluginary presets list`. */
export async function runPresetsList(this: ProgramContext, flags: PresetsListFlags): Promise<void> {
  const offset = flags.offset ?? 0;
  const limit = rowLimit(flags);
  using catalog = await openForReading(catalogPath(this.console.environment));
  const filter = await readPresetFilter(catalog, flags);
  await printPresets(
    this,
    catalog,
    flags,
    {
      head: { offset, limit: limit ?? null },
      isFiltered: Object.keys(filter).length > 0,
      columns: PRESET_COLUMNS,
      find: (db) => {
        const page = listPresets(db, {
          filter,
          order: flags.sort ?? "name",
          isReversed: flags.reverse === true,
          limit,
          offset,
          leavesOutHidden: flags.hidden !== true,
        });
        return { ...page, isTotalExact: true };
      },
    },
  );
}
