import type { TableFlags } from "../output/output_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const OVERRIDE_COLUMNS = ["names", "target", "settings", "updatedAt"] as const;

/** Options of `pluginary override list`. */
export type OverrideListFlags = TableFlags<(typeof OVERRIDE_COLUMNS)[number]>;
