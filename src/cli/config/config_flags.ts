import type { OutputFlags, TableFlags } from "../output/output_options.ts";

/** The option of commands that can be about the project's file in place of the user's. */
export interface ProjectFlags {
  readonly project?: boolean;
}

/** What `config list --columns` can name. */
export const CONFIG_COLUMNS = ["key", "value", "origin", "variable", "counts"] as const;

/** Options of `pluginary config list`. */
export interface ConfigListFlags extends TableFlags<(typeof CONFIG_COLUMNS)[number]> {
  readonly origin?: boolean;
  readonly all?: boolean;
}

/** Options of `pluginary config get`. */
export interface ConfigGetFlags extends OutputFlags {
  readonly origin?: boolean;
}

/** Options of commands that change a file or say where it is. */
export interface ConfigFileFlags extends OutputFlags, ProjectFlags {}
