import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { listPresets } from "../../catalog/presets/list_presets.ts";
import { hasSoughtTerm, unknownFields } from "../../catalog/presets/preset_terms.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { rowLimit } from "../output/output_options.ts";
import { FOUND_COLUMNS } from "./preset_columns.ts";
import { readPresetFilter } from "./preset_filters.ts";
import type { PresetsSearchFlags } from "./presets_flags.ts";
import { printPresets } from "./print_presets.ts";

/** Runs `pluginary presets search`. */
export async function runPresetsSearch(
  this: ProgramContext,
  flags: PresetsSearchFlags,
  ...words: string[]
): Promise<void> {
  const typed = words.join(" ");
  const offset = flags.offset ?? 0;
  const limit = rowLimit(flags);
  using catalog = await openForReading(catalogPath(this.console.environment));
  const filter = await readPresetFilter(catalog, flags);
  if (typed.trim() === "" && Object.keys(filter).length === 0) {
    throw usageError(
      "Nothing to search for",
      'Add a word, or run "pluginary presets list" to see all presets',
    );
  }
  const isRanked = hasSoughtTerm(typed) && (flags.sort ?? "relevance") === "relevance";
  const options = {
    filter,
    isReversed: flags.reverse === true,
    limit,
    offset,
    leavesOutHidden: flags.hidden !== true,
  };
  const search = isRanked
    ? (await import("../../catalog/presets/search_presets.ts")).searchPresets
    : undefined;
  const order = flags.sort === undefined || flags.sort === "relevance" ? "name" : flags.sort;
  await printPresets(
    this,
    catalog,
    flags,
    {
      head: { query: typed, offset, limit: limit ?? null },
      isFiltered: true,
      notes: unknownFields(typed).map((name) =>
        `There is no field "${name}"; there are name:, author:, tag: and plugin:`
      ),
      columns: FOUND_COLUMNS,
      find: (db) =>
        search === undefined
          ? {
            ...listPresets(db, { ...options, order, typed: typed.trim() === "" ? undefined : typed }),
            isTotalExact: true,
          }
          : search(db, { ...options, typed }),
    },
  );
}
