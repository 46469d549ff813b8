import type { DatabaseSync } from "node:sqlite";
import initial from "./migrations/0001_initial.sql" with { type: "text" };
import importedPlugins from "./migrations/0002_imported_plugins.sql" with { type: "text" };
import changes from "./migrations/0003_changes.sql" with { type: "text" };
import search from "./migrations/0004_search.sql" with { type: "text" };
import listOrder from "./migrations/0005_list_order.sql" with { type: "text" };
import pluginCount from "./migrations/0006_plugin_count.sql" with { type: "text" };
import importedValues from "./migrations/0007_imported_values.sql" with { type: "text" };
import searchWords from "./migrations/0008_search_words.sql" with { type: "text" };
import categories from "./migrations/0009_categories.sql" with { type: "text" };
import vendors from "./migrations/0010_vendors.sql" with { type: "text" };
import siblings from "./migrations/0011_siblings.sql" with { type: "text" };
import curation from "./migrations/0014_curation.sql" with { type: "text" };
import curationTables from "./migrations/0015_curation_tables.sql" with { type: "text" };
import presets from "./migrations/0016_presets.sql" with { type: "text" };
import presetLibrary from "./migrations/0017_preset_library.sql" with { type: "text" };
import likeness from "./migrations/0012_likeness.sql" with { type: "text" };
import projects from "./migrations/0018_projects.sql" with { type: "text" };
import siblingGroups from "./migrations/0013_sibling_groups.sql" with { type: "text" };

/** One step of the schema: the statements that lead from the previous version to this one. */
export interface Migration {
  /** Counts from 1 without gaps; stored as SQLite's `user_version`. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** Loads the code that fills new tables where SQL alone cannot; it runs in the step's transaction. */
  readonly load?: () => Promise<(db: DatabaseSync) => void>;
}

/** All steps, in order. A step that has been released is never changed. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: "0001_initial", sql: initial },
  { version: 2, name: "0002_imported_plugins", sql: importedPlugins },
  { version: 3, name: "0003_changes", sql: changes },
  { version: 4, name: "0004_search", sql: search },
  { version: 5, name: "0005_list_order", sql: listOrder },
  { version: 6, name: "0006_plugin_count", sql: pluginCount },
  { version: 7, name: "0007_imported_values", sql: importedValues },
  // The index is filled by the last step that it depends on, since reading a plugin takes all columns.
  { version: 8, name: "0008_search_words", sql: searchWords },
  { version: 9, name: "0009_categories", sql: categories },
  { version: 10, name: "0010_vendors", sql: vendors },
  { version: 11, name: "0011_siblings", sql: siblings },
  { version: 12, name: "0012_likeness", sql: likeness },
  { version: 13, name: "0013_sibling_groups", sql: siblingGroups },
  {
    version: 14,
    name: "0014_curation",
    sql: curation,
    load: async () => {
      const { fillRegisters } = await import("./curation/fill_registers.ts");
      return fillRegisters;
    },
  },
  { version: 15, name: "0015_curation_tables", sql: curationTables },
  {
    version: 16,
    name: "0016_presets",
    sql: presets,
    load: async () => {
      const { fillVendorKeys } = await import("./plugins/vendor_keys.ts");
      const { findCategoriesAndIndex } = await import("./plugins/find_categories.ts");
      const { completePresets } = await import("./presets/rows/complete_presets.ts");
      return (db) => {
        completePresets(db);
        fillVendorKeys(db);
        findCategoriesAndIndex(db);
      };
    },
  },
  { version: 17, name: "0017_preset_library", sql: presetLibrary },
  { version: 18, name: "0018_projects", sql: projects },
];
