import type { StreamFlags, TableFlags } from "../output/output_options.ts";
import type { FilterFlags } from "../plugins/filter_options.ts";
import type { HiddenFlags } from "../plugins/hidden_plugins.ts";
import type { PageFlags } from "../plugins/page_options.ts";

/** Orders of plugins accepted by `--sort`; the catalog has the same ones (a test compares them). */
export const LIST_SORTS = [
  "vendor",
  "name",
  "format",
  "category",
  "parameters",
  "added",
  "updated",
  "scanned",
  "rating",
  "used",
] as const;

/** Orders of modules accepted by `--sort`; the catalog has the same ones (a test compares them). */
export const MODULE_SORTS = [
  "location",
  "format",
  "outcome",
  "plugins",
  "duration",
  "size",
  "added",
  "updated",
  "scanned",
] as const;

/** Names of plugins' columns accepted by `--columns`, in CSV order. */
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
  "tags",
  "favorite",
  "hidden",
  "rating",
  "note",
  "collections",
] as const;

/** These, and the column that only some lists of plugins have. */
export const LISTED_COLUMNS = [...LIST_COLUMNS, "formats"] as const;

/** Names of modules' columns accepted by `--columns`, in CSV order. */
export const MODULE_COLUMN_NAMES = [
  "name",
  "format",
  "outcome",
  "state",
  "isMissing",
  "pluginCount",
  "reason",
  "message",
  "failures",
  "location",
  "durationMs",
  "sizeBytes",
  "architectures",
  "addedAt",
  "updatedAt",
  "scannedAt",
] as const;

/** Filters that apply to modules. */
export const MODULE_FILTERS = [
  "format",
  "is",
  "path",
  "added",
] as const satisfies readonly (keyof FilterFlags)[];

/** Keys of counts of plugins accepted by `--count-by`; the catalog has the same ones. */
export const PLUGIN_COUNT_KEYS = ["vendor", "category", "feature", "format", "outcome", "tag"] as const;

/** Keys of counts of modules accepted by `--count-by`; the catalog has the same ones. */
export const MODULE_COUNT_KEYS = ["format", "outcome", "reason"] as const;

/** All values of `--sort`. */
export const ALL_SORTS = distinct([...LIST_SORTS, ...MODULE_SORTS]);

/** All values of `--columns`. */
export const ALL_COLUMNS = distinct([...LISTED_COLUMNS, ...MODULE_COLUMN_NAMES]);

/** All values of `--count-by`. */
export const ALL_COUNT_KEYS = distinct([...PLUGIN_COUNT_KEYS, ...MODULE_COUNT_KEYS]);

/** Options of `pluginary list`. */
export interface ListFlags
  extends FilterFlags, HiddenFlags, PageFlags, TableFlags<(typeof ALL_COLUMNS)[number]>, StreamFlags {
  readonly modules?: boolean;
  readonly countBy?: (typeof ALL_COUNT_KEYS)[number];
  readonly sort?: (typeof ALL_SORTS)[number];
  readonly full?: boolean;
  readonly group?: boolean;
}

function distinct<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
