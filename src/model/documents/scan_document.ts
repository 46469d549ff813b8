import * as v from "valibot";
import { confinementReportSchema, removedModuleSchema, scannedModuleSchema } from "../module.ts";
import { PLUGIN_FORMATS } from "../plugin_format.ts";
import { pluginFormatSchema } from "../plugin_format_schema.ts";
import { chosenColumnsSchema } from "./document_head.ts";
import { presetScanSummarySchema } from "../presets/preset_scan_summary.ts";
import { SCAN_OUTCOMES } from "../plugin.ts";

/** Schema of {@linkcode Problem}. */
export const problemSchema = v.object({
  location: v.string(),
  code: v.picklist([
    "permission-denied",
    "not-found",
    "not-a-module",
    "path-not-utf-8",
    "link-loop",
    "walk-limit",
    "lost-root",
    "read-error",
    "skipped",
    "no-answer",
    "not-searched",
    "not-a-preset",
  ]),
  message: v.string(),
});

/** A problem that hid part of the system from the scan and is not a plugin's fault. */
export type Problem = v.InferOutput<typeof problemSchema>;

/** Schema of {@linkcode ScanSummary}. */
export const scanSummarySchema = v.object({
  modules: v.number(),
  plugins: v.number(),
  failures: v.number(),
  byOutcome: v.record(v.picklist(SCAN_OUTCOMES), v.number()),
  byFormat: v.record(v.picklist(PLUGIN_FORMATS), v.number()),
  added: v.number(),
  updated: v.number(),
  removed: v.number(),
  unchanged: v.number(),
});

/** The numbers of a scan; `plugins` and `byFormat` count distinct ids. */
export type ScanSummary = v.InferOutput<typeof scanSummarySchema>;

/** Facts of a scan that are known at its start. */
const scanHeadEntries = {
  startedAt: v.string(),
  tool: v.object({ version: v.string(), abi: v.number(), deno: v.string() }),
  host: v.object({ os: v.string(), arch: v.string() }),
  paths: v.array(v.string()),
  formats: v.array(pluginFormatSchema),
  columns: chosenColumnsSchema,
};

/** Schema of {@linkcode ScanHead}. */
export const scanHeadSchema = v.object(scanHeadEntries);

/** Facts of a scan that are known at its start. */
export type ScanHead = v.InferOutput<typeof scanHeadSchema>;

/** Facts of a scan that are known at its end. */
const scanEndEntries = {
  durationMs: v.number(),
  complete: v.boolean(),
  interruptedBy: v.nullable(v.string()),
  confinement: confinementReportSchema,
  /** Absent where no presets were searched for, as in a scan of a PATH. */
  presets: v.optional(presetScanSummarySchema),
};

/** Schema of the document of `scan --json`. */
export const scanDocumentSchema = v.object({
  schema: v.literal("scan"),
  schemaVersion: v.literal(1),
  ...scanHeadEntries,
  ...scanEndEntries,
  problems: v.array(problemSchema),
  summary: scanSummarySchema,
  modules: v.array(scannedModuleSchema),
  removed: v.array(removedModuleSchema),
});

/** The document of `scan --json`. */
export type ScanDocument = v.InferOutput<typeof scanDocumentSchema>;

/** Schema of {@linkcode WorkerActivity}. */
const workerActivitySchema = v.object({
  /** Absent while the worker is starting. */
  worker: v.optional(v.string()),
  location: v.string(),
  format: pluginFormatSchema,
  /** The plugin that is being described; absent while the module is loaded and listed. */
  plugin: v.optional(v.string()),
  vendor: v.optional(v.string()),
  forMs: v.number(),
});

/** What a worker of a running scan is doing, and for how long. */
export type WorkerActivity = v.InferOutput<typeof workerActivitySchema>;

/** Schema of {@linkcode ScanEvent}. */
export const scanEventSchema = v.variant("event", [
  v.object({
    event: v.literal("started"),
    schema: v.literal("scan"),
    schemaVersion: v.literal(1),
    pid: v.number(),
    ...scanHeadEntries,
  }),
  v.object({ event: v.literal("problem"), problem: problemSchema }),
  /** `total` grows while folders are still being searched. */
  v.object({
    event: v.literal("progress"),
    done: v.number(),
    total: v.number(),
    running: v.array(v.string()),
    workers: v.optional(v.array(workerActivitySchema)),
  }),
  v.object({
    event: v.literal("module"),
    module: scannedModuleSchema,
    /** Whether the result is that of an earlier scan, because nothing has changed since. */
    isStored: v.optional(v.boolean()),
    /** How the earlier scan of a module ended that was scanned again, or of its first plugin that failed. */
    formerOutcome: v.optional(v.picklist(SCAN_OUTCOMES)),
  }),
  v.object({ event: v.literal("removed"), removed: removedModuleSchema }),
  v.object({ event: v.literal("finished"), ...scanEndEntries, summary: scanSummarySchema }),
]);

/**
 * An event of a running scan, in this order: `started`, then any number of
 * `problem`, `progress`, `module` and `removed`, and finally `finished`.
 * `scan --ndjson` prints them as they are.
 */
export type ScanEvent = v.InferOutput<typeof scanEventSchema>;
