import * as v from "valibot";

/** Schema of {@linkcode PresetScanSummary}. */
export const presetScanSummarySchema = v.object({
  /** Files, bundles and modules that were found, and the presets in them. */
  files: v.number(),
  presets: v.number(),
  /** Those that cannot be read. */
  failures: v.number(),
  /** How many of the files are new, changed, gone and as before. */
  added: v.number(),
  modified: v.number(),
  removed: v.number(),
  unchanged: v.number(),
});

/** The numbers of a search for presets. */
export type PresetScanSummary = v.InferOutput<typeof presetScanSummarySchema>;
