import initial from "./migrations/0001_initial.sql" with { type: "text" };
import importedPlugins from "./migrations/0002_imported_plugins.sql" with { type: "text" };
import changes from "./migrations/0003_changes.sql" with { type: "text" };

/** One step of the schema: the statements that lead from the version before to this one. */
export interface Migration {
  /** Counts from 1 without gaps; stored as SQLite's `user_version`. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** All steps, in order. A step that has been released is never changed. */
export const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: "0001_initial", sql: initial },
  { version: 2, name: "0002_imported_plugins", sql: importedPlugins },
  { version: 3, name: "0003_changes", sql: changes },
];
