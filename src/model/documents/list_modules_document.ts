import * as v from "valibot";
import { scannedModuleSchema } from "../module.ts";
import { SCAN_OUTCOMES } from "../plugin.ts";

const { location, format, outcome, reason, failures, warnings, ...scanned } = scannedModuleSchema.entries;
const { durationMs, architectures, sizeBytes, modifiedAt } = scanned;

/** Schema of {@linkcode ListedModule}. */
export const listedModuleSchema = v.object({
  location,
  format,
  outcome,
  reason,
  failures,
  warnings,
  pluginCount: v.number(),
  durationMs,
  architectures,
  sizeBytes,
  modifiedAt,
  isMissing: v.boolean(),
  addedAt: v.string(),
  updatedAt: v.string(),
  scannedAt: v.string(),
});

/** A module on record: the result of its last scan, and the number of its plugins in the catalog. */
export type ListedModule = v.InferOutput<typeof listedModuleSchema>;

/** Schema of {@linkcode ListModulesDocument}. */
export const listModulesDocumentSchema = v.object({
  schema: v.literal("list-modules"),
  schemaVersion: v.literal(1),
  total: v.number(),
  failures: v.number(),
  byOutcome: v.record(v.picklist(SCAN_OUTCOMES), v.number()),
  offset: v.number(),
  limit: v.nullable(v.number()),
  modules: v.array(listedModuleSchema),
});

/**
 * The document of `list --modules --json`. The counts ignore limit and offset;
 * `failures` counts as a scan does: failed modules, and plugins that failed in
 * other modules.
 */
export type ListModulesDocument = v.InferOutput<typeof listModulesDocumentSchema>;
