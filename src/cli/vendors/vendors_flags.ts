import type { OutputFlags, StreamFlags, TableFlags } from "../output/output_options.ts";
import type { PageFlags } from "../plugins/page_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const VENDOR_COLUMNS = ["vendor", "plugins", "names"] as const;

/** Orders accepted by `--sort`. */
export const VENDOR_SORTS = ["plugins", "name"] as const;

/** Options of `pluginary vendors list`. */
export interface VendorsListFlags
  extends PageFlags, TableFlags<(typeof VENDOR_COLUMNS)[number]>, StreamFlags {
  readonly sort?: (typeof VENDOR_SORTS)[number];
}

/** Options of commands that change vendors. */
export interface VendorChangeFlags extends OutputFlags {
  readonly dryRun?: boolean;
}

/** Options of `pluginary vendors merge`. */
export interface VendorsMergeFlags extends VendorChangeFlags {
  readonly into?: string;
}
