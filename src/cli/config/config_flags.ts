import type { OutputFlags, TableFlags } from "../output/output_options.ts";

/** The option that selects the project's file instead of the user's. */
export interface ProjectFlags {
  readonly project?: boolean;
}

/** Names accepted by `config list --columns`. */
export const CONFIG_COLUMNS = [
  "key",
  "value",
  "origin",
  "description",
  "default",
  "variable",
  "counts",
] as const;

/** Options of `pluginary config list`. */
export interface ConfigListFlags extends TableFlags<(typeof CONFIG_COLUMNS)[number]> {
  readonly origin?: boolean;
  readonly all?: boolean;
}

/** Options of `pluginary config get`. */
export interface ConfigGetFlags extends OutputFlags {
  readonly origin?: boolean;
}

/** Options of commands that change or locate a file. */
export interface ConfigFileFlags extends OutputFlags, ProjectFlags {}
