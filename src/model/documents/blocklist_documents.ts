import * as v from "valibot";
import { chosenColumnsSchema } from "./document_head.ts";
import { pluginFormatSchema } from "../plugin_format_schema.ts";

/** Schema of one entry of the blocklist; it has a location, a plugin or both. */
export const blocklistEntrySchema = v.object({
  location: v.optional(v.string()),
  format: v.optional(pluginFormatSchema),
  plugin: v.optional(v.string()),
  names: v.array(v.string()),
  code: v.picklist(["blocked-by-user", "blocked-after-failures"]),
  message: v.string(),
  attempts: v.number(),
  at: v.string(),
  fingerprint: v.optional(v.string()),
});

/** Schema of `blocklist list --json`. */
export const blocklistDocumentSchema = v.object({
  schema: v.literal("blocklist"),
  schemaVersion: v.literal(1),
  total: v.number(),
  columns: chosenColumnsSchema,
  entries: v.array(blocklistEntrySchema),
});

/** Schema of `blocklist add --json`. */
export const blocklistAddDocumentSchema = v.object({
  schema: v.literal("blocklist-add"),
  schemaVersion: v.literal(1),
  added: v.array(blocklistEntrySchema),
});

/** Schema of `blocklist remove --json`. */
export const blocklistRemoveDocumentSchema = v.object({
  schema: v.literal("blocklist-remove"),
  schemaVersion: v.literal(1),
  removed: v.array(blocklistEntrySchema),
});

/** Schema of `blocklist clear --json`. */
export const blocklistClearDocumentSchema = v.object({
  schema: v.literal("blocklist-clear"),
  schemaVersion: v.literal(1),
  removed: v.number(),
});

/** The document of `blocklist list --json`. */
export type BlocklistDocument = v.InferOutput<typeof blocklistDocumentSchema>;

/** The document of `blocklist add --json`. */
export type BlocklistAddDocument = v.InferOutput<typeof blocklistAddDocumentSchema>;

/** The document of `blocklist remove --json`. */
export type BlocklistRemoveDocument = v.InferOutput<typeof blocklistRemoveDocumentSchema>;

/** The document of `blocklist clear --json`. */
export type BlocklistClearDocument = v.InferOutput<typeof blocklistClearDocumentSchema>;
