import type { StreamFlags, TableFlags } from "../output/output_options.ts";
import type { FilterFlags } from "../plugins/filter_options.ts";
import type { PageFlags } from "../plugins/page_options.ts";

/** Orders accepted by `--sort`; the catalog has the same ones (a test compares them). */
export const LIST_SORTS = [
  "vendor",
  "name",
  "format",
  "category",
  "parameters",
  "added",
  "updated",
  "scanned",
] as const;

/** Names accepted by `--columns`, in CSV order. */
export const LIST_COLUMNS = [
  "name",
  "vendor",
  "format",
  "state",
  "category",
  "channels",
  "parameterCount",
  "version",
  "id",
  "inputChannels",
  "outputChannels",
  "isInstrument",
  "features",
  "outcome",
  "isMissing",
  "location",
  "addedAt",
  "updatedAt",
  "scannedAt",
] as const;

/** Options of `pluginary list`. */
export interface ListFlags
  extends FilterFlags, PageFlags, TableFlags<(typeof LIST_COLUMNS)[number]>, StreamFlags {
  readonly sort?: (typeof LIST_SORTS)[number];
  readonly full?: boolean;
}
