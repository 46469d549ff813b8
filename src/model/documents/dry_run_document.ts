import * as v from "valibot";
import { MODULE_CHANGES, reasonSchema } from "../module.ts";
import { SCAN_OUTCOMES } from "../plugin.ts";
import { pluginFormatSchema } from "../plugin_format_schema.ts";
import { problemSchema } from "./scan_document.ts";

/** The treatment that a scan would give a module: only those of the first kind get a worker. */
const MODULE_PLANS = ["scan", "unchanged", "blocked", "unscannable"] as const;

/** Schema of {@linkcode PlannedModule}. */
export const plannedModuleSchema = v.object({
  location: v.string(),
  format: pluginFormatSchema,
  plan: v.picklist(MODULE_PLANS),
  change: v.picklist(MODULE_CHANGES),
  /** How the last scan of it ended; absent for a new module. */
  outcome: v.optional(v.picklist(SCAN_OUTCOMES)),
  /** Why it is blocked or cannot be scanned. */
  reason: v.optional(reasonSchema),
});

/** A module that a scan would find. */
export type PlannedModule = v.InferOutput<typeof plannedModuleSchema>;

/** Schema of {@linkcode GoneModule}. */
export const goneModuleSchema = v.object({ location: v.string(), format: pluginFormatSchema });

/** A module that an earlier scan found and that is now gone. */
export type GoneModule = v.InferOutput<typeof goneModuleSchema>;

/** Schema of the document of `scan --dry-run`. */
export const dryRunDocumentSchema = v.object({
  schema: v.literal("scan-dry-run"),
  schemaVersion: v.literal(1),
  paths: v.array(v.string()),
  formats: v.array(pluginFormatSchema),
  problems: v.array(problemSchema),
  /** Modules by their plan; `removed` are not part of `modules`. */
  summary: v.object({
    modules: v.number(),
    scan: v.number(),
    unchanged: v.number(),
    blocked: v.number(),
    unscannable: v.number(),
    removed: v.number(),
  }),
  removed: v.array(goneModuleSchema),
  modules: v.array(plannedModuleSchema),
});

/** What a scan would do. */
export type DryRunDocument = v.InferOutput<typeof dryRunDocumentSchema>;
