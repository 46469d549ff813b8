import * as v from "valibot";

function document<Name extends string, Entries extends v.ObjectEntries>(name: Name, entries: Entries) {
  return v.object({ schema: v.literal(name), schemaVersion: v.literal(1), path: v.string(), ...entries });
}

const backup = v.object({ path: v.string(), sizeBytes: v.number(), madeAt: v.string() });

/** Schema of `catalog path --json`. */
export const cachePathDocumentSchema = document("cache-path", { exists: v.boolean() });

/** Schema of `catalog stats --json`. */
export const cacheStatsDocumentSchema = document("cache-stats", {
  version: v.number(),
  plugins: v.number(),
  missing: v.number(),
  modules: v.number(),
  missingModules: v.number(),
  presets: v.number(),
  missingPresets: v.number(),
  failures: v.number(),
  byFormat: v.record(v.string(), v.number()),
  byOutcome: v.record(v.string(), v.number()),
  vendors: v.array(v.object({ vendor: v.string(), plugins: v.number() })),
  otherVendors: v.number(),
  blocked: v.number(),
  curated: v.number(),
  scans: v.number(),
  firstScanAt: v.optional(v.string()),
  lastScanAt: v.optional(v.string()),
  oldestDescriptionAt: v.optional(v.string()),
  sizeBytes: v.number(),
  logBytes: v.number(),
  freePages: v.number(),
  freeBytes: v.number(),
  sizeLimitBytes: v.optional(v.number()),
  backups: v.array(backup),
});

/** Schema of `catalog check --json`. */
export const cacheCheckDocumentSchema = document("cache-check", {
  isHealthy: v.boolean(),
  findings: v.array(v.object({ code: v.string(), message: v.string() })),
});

/** Schema of `catalog backup --json`. */
export const cacheBackupDocumentSchema = document("cache-backup", {
  backup: v.string(),
  sizeBytes: v.number(),
  plugins: v.number(),
  madeAt: v.string(),
});

/** Schema of `catalog restore --json`. */
export const cacheRestoreDocumentSchema = document("cache-restore", {
  from: v.string(),
  madeAt: v.string(),
  plugins: v.number(),
  previous: v.optional(v.string()),
});

/** Schema of `catalog repair --json`. */
export const cacheRepairDocumentSchema = document("cache-repair", {
  damaged: v.optional(v.string()),
  tables: v.array(v.object({ table: v.string(), kept: v.number(), lost: v.number() })),
  unreadable: v.number(),
  toRescan: v.number(),
});

/** Schema of `catalog vacuum --json`. */
export const cacheVacuumDocumentSchema = document("cache-vacuum", {
  freedBytes: v.number(),
  sizeBytes: v.number(),
});

/** Schema of `catalog clear --json`. */
export const cacheClearDocumentSchema = document("cache-clear", {
  backup: v.nullable(v.string()),
  plugins: v.number(),
});

/** Schema of `catalog prune --json`. */
export const cachePruneDocumentSchema = document("cache-prune", {
  modules: v.number(),
  plugins: v.number(),
  presetFiles: v.number(),
  scans: v.number(),
  outcomes: v.number(),
  blocks: v.number(),
  sizeLimitBytes: v.nullable(v.number()),
  isBelowLimit: v.boolean(),
});

/** Documents of the commands about the catalog. */
export type CacheDocument =
  | v.InferOutput<typeof cachePathDocumentSchema>
  | v.InferOutput<typeof cacheStatsDocumentSchema>
  | v.InferOutput<typeof cacheCheckDocumentSchema>
  | v.InferOutput<typeof cacheBackupDocumentSchema>
  | v.InferOutput<typeof cacheRestoreDocumentSchema>
  | v.InferOutput<typeof cacheRepairDocumentSchema>
  | v.InferOutput<typeof cacheVacuumDocumentSchema>
  | v.InferOutput<typeof cacheClearDocumentSchema>
  | v.InferOutput<typeof cachePruneDocumentSchema>;
