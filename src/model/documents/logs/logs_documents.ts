import * as v from "valibot";
import { LOG_LEVELS } from "../../logs/log_level.ts";
import { moduleConfinementSchema, reasonSchema } from "../../module.ts";
import { scanOutcomeSchema } from "../../plugin.ts";
import { pluginFormatSchema } from "../../plugin_format_schema.ts";
import { chosenColumnsSchema } from "../document_head.ts";

/** Schema of a line of the log. */
export const logRecordSchema = v.object({
  time: v.string(),
  level: v.picklist(LOG_LEVELS),
  category: v.string(),
  message: v.string(),
  pid: v.number(),
  properties: v.record(v.string(), v.unknown()),
});

const headEntries = {
  schemaVersion: v.literal(1),
  /** The current file; older ones have the same name and a number. */
  path: v.string(),
  total: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
};

/** Schema of `logs --json`. */
export const logsDocumentSchema = v.object({
  schema: v.literal("logs"),
  ...headEntries,
  records: v.array(logRecordSchema),
});

/** The document of `logs --json`. */
export type LogsDocument = v.InferOutput<typeof logsDocumentSchema>;

/** The facts of a failure, as a record of the log has them. */
export const failureFactsSchema = v.object({
  location: v.string(),
  format: pluginFormatSchema,
  outcome: scanOutcomeSchema,
  /** Whether one plugin failed, and not its whole module. */
  isSingle: v.boolean(),
  plugins: v.array(v.object({ id: v.string(), name: v.string(), vendor: v.optional(v.string()) })),
  durationMs: v.number(),
  worker: v.optional(v.string()),
  confinement: v.optional(moduleConfinementSchema),
  reason: v.optional(reasonSchema),
  /** What the program did about it. */
  action: v.optional(v.string()),
  /** The command that tries it again. */
  retry: v.string(),
});

/** Schema of a failure in `logs --failures`. */
export const loggedFailureSchema = v.object({ time: v.string(), ...failureFactsSchema.entries });

/** A plugin's failure that has been logged. */
export type LoggedFailure = v.InferOutput<typeof loggedFailureSchema>;

/** Schema of `logs --failures --json`. */
export const logsFailuresDocumentSchema = v.object({
  schema: v.literal("logs-failures"),
  ...headEntries,
  failures: v.array(loggedFailureSchema),
});

/** The document of `logs --failures --json`. */
export type LogsFailuresDocument = v.InferOutput<typeof logsFailuresDocumentSchema>;

/** Schema of `logs --path --json`. */
export const logsPathDocumentSchema = v.object({
  schema: v.literal("logs-path"),
  schemaVersion: v.literal(1),
  path: v.string(),
  exists: v.boolean(),
});

/** The document of `logs --path --json`. */
export type LogsPathDocument = v.InferOutput<typeof logsPathDocumentSchema>;
