import * as v from "valibot";
import { pluginFormatSchema } from "../../plugin_format_schema.ts";
import { chosenColumnsSchema } from "../document_head.ts";
import { siblingReasonSchema, siblingSchema } from "../../alike/sibling_schema.ts";

/** Schema of {@linkcode DuplicateInstallation}. */
export const duplicateInstallationSchema = v.object({
  id: v.string(),
  format: pluginFormatSchema,
  location: v.string(),
  version: v.optional(v.string()),
  sizeBytes: v.optional(v.number()),
  isPreferred: v.boolean(),
  /** Whether every plugin of this file has a preferred installation elsewhere. */
  canGo: v.boolean(),
  /** Whether the file has been removed since the last scan. */
  isMissing: v.boolean(),
});

/** One place of a plugin; its size is that of the whole file or bundle. */
export type DuplicateInstallation = v.InferOutput<typeof duplicateInstallationSchema>;

/** Schema of {@linkcode DuplicateLoss}. */
export const duplicateLossSchema = v.object({
  id: v.string(),
  presetCount: v.number(),
  parameters: v.array(v.string()),
  parameterCount: v.number(),
  message: v.string(),
});

/** The cost of doing without one plugin of a group: its presets, and parameters that the preferred one lacks. */
export type DuplicateLoss = v.InferOutput<typeof duplicateLossSchema>;

/** Why an installation is preferred to the next one, in the order in which this is decided. */
export const PREFERENCE_CODES = [
  "existing",
  "preferred-format",
  "newest-version",
  "user-folder",
  "byte-order",
] as const;

/** Schema of {@linkcode DuplicateGroup}. */
export const duplicateGroupSchema = v.object({
  name: v.string(),
  vendor: v.string(),
  preferred: v.string(),
  preferredReason: v.object({ code: v.picklist(PREFERENCE_CODES), message: v.string() }),
  plugins: v.array(v.string()),
  installations: v.array(duplicateInstallationSchema),
  reasons: v.array(v.object({
    ...siblingReasonSchema.entries,
    plugins: v.array(v.string()),
    confidence: v.number(),
  })),
  losses: v.array(duplicateLossSchema),
  freedBytes: v.number(),
});

/**
 * One plugin in several formats or places. `preferredReason` says why the
 * preferred installation comes before the next one; `freedBytes` counts files that contain only
 * plugins of the group.
 */
export type DuplicateGroup = v.InferOutput<typeof duplicateGroupSchema>;

/** Schema of {@linkcode DuplicatesDocument}. */
export const duplicatesDocumentSchema = v.object({
  schema: v.literal("duplicates"),
  schemaVersion: v.literal(1),
  total: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  preferredFormats: v.array(pluginFormatSchema),
  freedBytes: v.number(),
  columns: chosenColumnsSchema,
  groups: v.array(duplicateGroupSchema),
});

/** The document of `duplicates --json`; `total` and `freedBytes` ignore limit and offset. */
export type DuplicatesDocument = v.InferOutput<typeof duplicatesDocumentSchema>;

/** Schema of `duplicates merge --json` and `duplicates split --json`: the plugins, and their siblings afterwards. */
export const siblingDecisionDocumentSchema = v.object({
  schema: v.picklist(["duplicates-merge", "duplicates-split"]),
  schemaVersion: v.literal(1),
  isUndone: v.boolean(),
  isDryRun: v.boolean(),
  plugins: v.array(v.object({ id: v.string(), siblings: v.array(siblingSchema) })),
});

/** The document of `duplicates merge --json` and `duplicates split --json`. */
export type SiblingDecisionDocument = v.InferOutput<typeof siblingDecisionDocumentSchema>;
