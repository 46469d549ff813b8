import * as v from "valibot";
import { presetContainerSchema } from "../../presets/preset_container_schema.ts";
import { chosenColumnsSchema } from "../document_head.ts";
import { problemSchema } from "../scan_document.ts";
import { presetScanSummarySchema } from "../../presets/preset_scan_summary.ts";

/** Schema of {@linkcode PresetFileReport}. */
export const presetFileReportSchema = v.object({
  /** Of a file, or of an LV2 bundle; of the plugin for presets inside it. */
  location: v.string(),
  container: presetContainerSchema,
  outcome: v.picklist(["read", "failed"]),
  change: v.picklist(["added", "modified", "unchanged"]),
  /** How many presets it has. */
  presets: v.number(),
  /** Why it could not be read. */
  reason: v.optional(v.object({ code: v.string(), message: v.string() })),
});

/** A file of presets that was found: new ones, changed ones, and those that cannot be read. */
export type PresetFileReport = v.InferOutput<typeof presetFileReportSchema>;

/** Facts of a search for presets that are known at its end. */
const presetScanEndEntries = {
  problems: v.array(problemSchema),
  removed: v.array(v.string()),
  summary: presetScanSummarySchema,
  durationMs: v.number(),
  complete: v.boolean(),
  interruptedBy: v.nullable(v.string()),
};

/** Schema of {@linkcode PresetScanEnd}. */
export const presetScanEndSchema = v.object(presetScanEndEntries);

/** Facts of a search for presets that are known at its end. */
export type PresetScanEnd = v.InferOutput<typeof presetScanEndSchema>;

/** Schema of the document of `presets scan --json`. */
export const presetScanDocumentSchema = v.object({
  schema: v.literal("preset-scan"),
  schemaVersion: v.literal(1),
  /** Searched files and folders. */
  paths: v.array(v.string()),
  columns: chosenColumnsSchema,
  files: v.array(presetFileReportSchema),
  ...presetScanEndEntries,
});

/** The document of `presets scan --json`. */
export type PresetScanDocument = v.InferOutput<typeof presetScanDocumentSchema>;
