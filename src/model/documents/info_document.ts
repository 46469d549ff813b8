import * as v from "valibot";
import { siblingSchema } from "../alike/sibling_schema.ts";
import { chosenColumnsSchema } from "./document_head.ts";
import { moduleConfinementSchema, reasonSchema } from "../module.ts";
import { pluginSchema, scanOutcomeSchema } from "../plugin.ts";
import { pluginDifferenceSchema } from "../plugins/plugin_difference.ts";
import { pluginFormatSchema } from "../plugin_format_schema.ts";

/** Schema of {@linkcode PluginEnd}. */
export const pluginEndSchema = v.object({
  location: v.string(),
  format: pluginFormatSchema,
  outcome: scanOutcomeSchema,
  reason: v.optional(reasonSchema),
  durationMs: v.number(),
  at: v.string(),
});

/** How a scan of a plugin ended; the duration is that of its whole module. */
export type PluginEnd = v.InferOutput<typeof pluginEndSchema>;

/** Schema of {@linkcode LoadReport}. */
export const loadReportSchema = v.object({
  location: v.string(),
  outcome: scanOutcomeSchema,
  reason: v.optional(reasonSchema),
  durationMs: v.number(),
  confinement: v.optional(moduleConfinementSchema),
  differences: v.array(pluginDifferenceSchema),
});

/** Result of loading a plugin now, including its worker's start, and the differences from the stored description. */
export type LoadReport = v.InferOutput<typeof loadReportSchema>;

/** Schema of {@linkcode InfoDocument}. */
export const infoDocumentSchema = v.object({
  schema: v.literal("info"),
  schemaVersion: v.literal(1),
  /** `formats`: the same plugin in other formats. */
  plugin: v.object({
    ...pluginSchema.entries,
    formats: v.array(siblingSchema),
  }),
  columns: chosenColumnsSchema,
  history: v.array(pluginEndSchema),
  load: v.optional(loadReportSchema),
});

/** The document of `info --json`: one plugin with all fields, and the results of its scans, latest first. */
export type InfoDocument = v.InferOutput<typeof infoDocumentSchema>;
