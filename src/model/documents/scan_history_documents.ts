import * as v from "valibot";
import { chosenColumnsSchema } from "./document_head.ts";
import { pluginFailureSchema, reasonSchema } from "../module.ts";
import { scanOutcomeSchema } from "../plugin.ts";
import { pluginFormatSchema } from "../plugin_format_schema.ts";
import { scanSummarySchema } from "./scan_document.ts";

/** The record of a scan. */
const runEntries = {
  id: v.number(),
  startedAt: v.string(),
  /** Absent, like the duration, while the scan runs, and if it died until a later scan notices. */
  endedAt: v.optional(v.string()),
  durationMs: v.optional(v.number()),
  complete: v.boolean(),
  /** A signal, `deadline`, `error`, or `crash` for a scan that died. */
  interruptedBy: v.nullable(v.string()),
  toolVersion: v.string(),
  /** Named paths; empty for the standard folders. */
  paths: v.array(v.string()),
  summary: v.optional(scanSummarySchema),
};

/** Schema of `scan history --json`. */
export const scanHistoryDocumentSchema = v.object({
  schema: v.literal("scan-history"),
  schemaVersion: v.literal(1),
  total: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  runs: v.array(v.object(runEntries)),
});

/** Schema of `scan show --json`. */
export const scanShowDocumentSchema = v.object({
  schema: v.literal("scan-show"),
  schemaVersion: v.literal(1),
  run: v.object(runEntries),
  changes: v.array(v.object({
    location: v.string(),
    format: pluginFormatSchema,
    change: v.picklist(["added", "modified", "moved", "removed"]),
    formerLocation: v.optional(v.string()),
    plugins: v.array(
      v.object({ id: v.string(), name: v.optional(v.string()), vendor: v.optional(v.string()) }),
    ),
  })),
  /** Failures that only the summary counts: their modules were not run again, or their results are no longer kept. */
  unlistedFailures: v.number(),
  failures: v.array(v.object({
    location: v.string(),
    format: pluginFormatSchema,
    outcome: scanOutcomeSchema,
    reason: v.optional(reasonSchema),
    failures: v.array(pluginFailureSchema),
    durationMs: v.number(),
    at: v.string(),
  })),
});

/** A scan in these documents. */
export type ScanRunRecord = v.InferOutput<typeof scanHistoryDocumentSchema>["runs"][number];

/** The document of `scan history --json`. */
export type ScanHistoryDocument = v.InferOutput<typeof scanHistoryDocumentSchema>;

/** The document of `scan show --json`. */
export type ScanShowDocument = v.InferOutput<typeof scanShowDocumentSchema>;
