import * as v from "valibot";
import { PLUGIN_FORMATS } from "../../plugin_format.ts";
import { STATS_SECTIONS } from "../../statistics/stats_section.ts";

const formatsSchema = v.record(v.picklist(PLUGIN_FORMATS), v.number());

/** Schema of {@linkcode StatsCount}. */
export const statsCountSchema = v.object({
  key: v.nullable(v.string()),
  count: v.number(),
  formats: formatsSchema,
});

/** How often a value occurs, in all and by format; `null` stands for plugins without a value. */
export type StatsCount = v.InferOutput<typeof statsCountSchema>;

/** Schema of {@linkcode StatsRange}. */
export const statsRangeSchema = v.object({
  from: v.number(),
  below: v.nullable(v.number()),
  count: v.number(),
  formats: formatsSchema,
});

/** How many modules lie in a range of bytes or milliseconds; `below` is `null` for a range without an end. */
export type StatsRange = v.InferOutput<typeof statsRangeSchema>;

/** Schema of {@linkcode SlowModule}. */
export const slowModuleSchema = v.object({
  /** The plugin's name if the module has one plugin, else the file's. */
  name: v.string(),
  location: v.string(),
  format: v.picklist(PLUGIN_FORMATS),
  pluginCount: v.number(),
  durationMs: v.number(),
});

/** A module whose last scan took long. */
export type SlowModule = v.InferOutput<typeof slowModuleSchema>;

const othersSchema = v.object({ values: v.number(), count: v.number(), formats: formatsSchema });

/** Schema of {@linkcode StatsList}. */
export const statsListSchema = v.object({
  counted: v.picklist(["plugins", "installations", "failures"]),
  /** Different values, also those among the others. */
  total: v.number(),
  entries: v.array(statsCountSchema),
  /** The values beyond the limit, together. */
  others: v.nullable(othersSchema),
});

/** Counts by value. */
export type StatsList = v.InferOutput<typeof statsListSchema>;

/** Schema of {@linkcode StatsScale}. */
export const statsScaleSchema = v.object({
  counted: v.literal("modules"),
  unit: v.picklist(["bytes", "milliseconds"]),
  /** Ranges without a gap from the first to the last that has a module. */
  entries: v.array(statsRangeSchema),
});

/** Counts on a scale, each of whose ranges is about three times the one before. */
export type StatsScale = v.InferOutput<typeof statsScaleSchema>;

/** Schema of {@linkcode StatsTotals}. */
export const statsTotalsSchema = v.object({
  plugins: v.number(),
  /** Plugins that are gone; they count until "pluginary scan --prune". */
  missing: v.number(),
  instruments: v.number(),
  vendors: v.number(),
  categories: v.number(),
  parameters: v.number(),
  modules: v.number(),
  sizeBytes: v.number(),
  /** What the last scan of each module took, together. */
  durationMs: v.number(),
  failures: v.number(),
});

/** Sums over everything that is counted. */
export type StatsTotals = v.InferOutput<typeof statsTotalsSchema>;

/** The first fields of the document, which are also those of the first line of `stats --ndjson`. */
export const statsHeadEntries = {
  schema: v.literal("stats"),
  schemaVersion: v.literal(1),
  /** The value of --query; `null` without one. */
  query: v.nullable(v.string()),
  /** The most values of a section; `null` for all. */
  limit: v.nullable(v.number()),
  totals: statsTotalsSchema,
};

/** Schema of {@linkcode StatsDocument}. */
export const statsDocumentSchema = v.object({
  ...statsHeadEntries,
  byFormat: v.optional(statsListSchema),
  byVendor: v.optional(statsListSchema),
  byCategory: v.optional(statsListSchema),
  byYear: v.optional(
    v.pipe(
      statsListSchema,
      v.description("By the year, in UTC, in which the file of an installed plugin was last modified."),
    ),
  ),
  bySize: v.optional(statsScaleSchema),
  scanTimes: v.optional(statsScaleSchema),
  slowest: v.optional(v.array(slowModuleSchema)),
  failures: v.optional(statsListSchema),
});

/** The document of `stats --json`; sections that `--by` does not name are absent. */
export type StatsDocument = v.InferOutput<typeof statsDocumentSchema>;

/** Schema of {@linkcode StatsEntry}. */
export const statsEntrySchema = v.object({
  section: v.picklist(STATS_SECTIONS),
  key: v.nullable(v.string()),
  /** Plugins, installations, modules or failures, as the section counts; of a slow module its plugins. */
  count: v.number(),
  formats: formatsSchema,
  from: v.optional(v.number()),
  below: v.optional(v.nullable(v.number())),
  durationMs: v.optional(v.number()),
  location: v.optional(v.string()),
  /** Present where the entry is the sum of that many values beyond the limit. */
  otherValues: v.optional(v.number()),
});

/** An entry of any section, as a line of `stats --ndjson`; its first fields are the columns of CSV. */
export type StatsEntry = v.InferOutput<typeof statsEntrySchema>;
