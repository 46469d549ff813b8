import * as v from "valibot";
import { pluginSchema, scanOutcomeSchema } from "./plugin.ts";
import { pluginFormatSchema } from "./plugin_format_schema.ts";
import { ALL_REASON_CODES } from "./reason_code.ts";

/** Schema of {@linkcode Reason}. */
export const reasonSchema = v.object({
  code: v.picklist(ALL_REASON_CODES),
  message: v.string(),
  signal: v.optional(v.string()),
  exitCode: v.optional(v.number()),
  stderrTail: v.optional(v.string()),
  /** How often it was tried in one scan, or failed in a row before it was blocked. */
  attempts: v.optional(v.number()),
  /** Costly failed scans in a row of the same content. */
  failedScans: v.optional(v.number()),
  /** Unchanged content is not tried again before then. */
  retryAt: v.optional(v.string()),
  denied: v.optional(v.array(v.string())),
});

/** Why something was not scanned: a code for programs, a sentence for people, and the evidence. */
export type Reason = v.InferOutput<typeof reasonSchema>;

/** Schema of {@linkcode PluginFailure}. */
export const pluginFailureSchema = v.object({
  id: v.string(),
  name: v.string(),
  outcome: scanOutcomeSchema,
  reason: reasonSchema,
});

/** One plugin that failed inside a module that was itself scanned. */
export type PluginFailure = v.InferOutput<typeof pluginFailureSchema>;

/** Schema of {@linkcode Warning}. */
export const warningSchema = v.object({ code: v.string(), message: v.string() });

/** Something worth knowing about a module that did not stop its scan. */
export type Warning = v.InferOutput<typeof warningSchema>;

/** Schema of {@linkcode ConfinementReport}. */
export const confinementReportSchema = v.object({
  level: v.picklist(["full", "partial", "none"]),
  layers: v.array(v.string()),
});

/** How far a worker was confined when it ran plugin code. */
export type ConfinementReport = v.InferOutput<typeof confinementReportSchema>;

/** How far a module was confined, and the exceptions that the user allowed. */
export const moduleConfinementSchema = v.object({
  ...confinementReportSchema.entries,
  overrides: v.array(v.string()),
});

/** How a module has changed since the last scan. */
export const MODULE_CHANGES = ["added", "modified", "moved", "unchanged"] as const;

/** Schema of {@linkcode ScannedModule}. */
export const scannedModuleSchema = v.object({
  location: v.string(),
  format: pluginFormatSchema,
  outcome: scanOutcomeSchema,
  change: v.picklist(MODULE_CHANGES),
  reason: v.optional(reasonSchema),
  failures: v.array(pluginFailureSchema),
  warnings: v.array(warningSchema),
  durationMs: v.number(),
  architectures: v.array(v.string()),
  sizeBytes: v.optional(v.number()),
  modifiedAt: v.optional(v.string()),
  fingerprint: v.optional(v.string()),
  confinement: v.optional(moduleConfinementSchema),
  presetLocations: v.optional(v.array(v.string())),
  worker: v.optional(v.string()),
  plugins: v.array(pluginSchema),
});

/** The result of scanning one file, bundle or component. */
export type ScannedModule = v.InferOutput<typeof scannedModuleSchema>;

/** Schema of {@linkcode RemovedModule}. */
export const removedModuleSchema = v.object({
  location: v.string(),
  format: pluginFormatSchema,
  plugins: v.array(v.string()),
});

/** A module that an earlier scan found and that is now gone. */
export type RemovedModule = v.InferOutput<typeof removedModuleSchema>;
