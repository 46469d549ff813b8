import * as v from "valibot";
import { pluginCurationSchema } from "../../plugin.ts";
import { CURATION_KINDS } from "../../curation/register.ts";
import { CURATION_SOURCES } from "../../curation/said_plugin.ts";

/** Schema of {@linkcode ExchangedRegister}. */
export const exchangedRegisterSchema = v.object({
  owner: v.string(),
  kind: v.picklist(CURATION_KINDS),
  target: v.string(),
  field: v.string(),
  /** `null` once it has been taken back. */
  value: v.unknown(),
  updatedAt: v.string(),
  writer: v.string(),
});

/** One thing that a person has said, as `mergeRegisters()` joins it. */
export type ExchangedRegister = v.InferOutput<typeof exchangedRegisterSchema>;

/** Schema of {@linkcode ExchangedPlugin}. */
export const exchangedPluginSchema = v.object({
  id: v.string(),
  /** Unset for a plugin that the catalog does not have. */
  name: v.optional(v.string()),
  vendor: v.optional(v.string()),
  format: v.optional(v.string()),
  curation: pluginCurationSchema,
});

/** A plugin about which something is said, for people: an import reads its id and its name alone. */
export type ExchangedPlugin = v.InferOutput<typeof exchangedPluginSchema>;

/** Schema of {@linkcode CurationDocument}. */
export const curationDocumentSchema = v.object({
  schema: v.literal("curation"),
  schemaVersion: v.literal(1),
  registers: v.array(exchangedRegisterSchema),
  plugins: v.array(exchangedPluginSchema),
});

/** The document of `curation export --json`, without a time: two exports of one catalog are the same file. */
export type CurationDocument = v.InferOutput<typeof curationDocumentSchema>;

const counts = {
  /** Things that are new here, or said later there. */
  newer: v.number(),
  same: v.number(),
  /** Things that were said later here. */
  older: v.number(),
};

/** Schema of {@linkcode CurationConflict}. */
export const curationConflictSchema = v.object({
  kind: v.picklist(CURATION_KINDS),
  target: v.string(),
  field: v.string(),
  /** The value that stays, and since when; `null` for one that was taken back. */
  kept: v.unknown(),
  keptAt: v.string(),
  /** The value that was not taken over. */
  refused: v.unknown(),
  refusedAt: v.string(),
});

/** Two values for one thing, of which the catalog has the later one. */
export type CurationConflict = v.InferOutput<typeof curationConflictSchema>;

/** Schema of {@linkcode CurationImportDocument}. */
export const curationImportDocumentSchema = v.object({
  schema: v.literal("curation-import"),
  schemaVersion: v.literal(1),
  isDryRun: v.boolean(),
  files: v.array(v.object({
    path: v.string(),
    /** Unset for a file that cannot be read. */
    from: v.optional(v.picklist(CURATION_SOURCES)),
    ...counts,
    /** Plugins that the catalog does not have, as the file names them. */
    unmatched: v.array(v.string()),
    /** Plugins whose tags came with the program and are left out without `--all`. */
    suppliedOnly: v.number(),
    /** Categories, tags, statuses and items of folders that `daw export` has written, left out without `--all`. */
    exported: v.number(),
    error: v.optional(v.object({ code: v.string(), message: v.string() })),
  })),
  conflicts: v.array(curationConflictSchema),
});

/** The document of `curation import --json`. */
export type CurationImportDocument = v.InferOutput<typeof curationImportDocumentSchema>;

/** Schema of {@linkcode CurationMergeDocument}. */
export const curationMergeDocumentSchema = v.object({
  schema: v.literal("curation-merge"),
  schemaVersion: v.literal(1),
  catalog: v.string(),
  isDryRun: v.boolean(),
  ...counts,
  conflicts: v.array(curationConflictSchema),
});

/** The document of `curation merge --json`. */
export type CurationMergeDocument = v.InferOutput<typeof curationMergeDocumentSchema>;
