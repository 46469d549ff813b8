import type { TableFlags } from "../output/output_options.ts";

/** What `--columns` can name, in the order of CSV. */
export const OVERRIDE_COLUMNS = ["target", "names", "settings", "updatedAt"] as const;

/** Options of `pluginary override list`. */
export type OverrideListFlags = TableFlags<(typeof OVERRIDE_COLUMNS)[number]>;
