import * as v from "valibot";
import { SKIP_CODES, SOURCE_KINDS } from "../imported_record.ts";

const counts = { imported: v.number(), merged: v.number(), skipped: v.number() };

/** Schema of {@linkcode ImportSource}. */
export const importSourceSchema = v.object({
  path: v.string(),
  /** Unset for an unknown file in a folder. */
  kind: v.optional(v.picklist(SOURCE_KINDS)),
  records: v.number(),
  ...counts,
  /** Why the file was not read, or not completely. */
  error: v.optional(v.object({ code: v.string(), message: v.string() })),
});

/** A file that was imported: each of its records is in one of the counts. */
export type ImportSource = v.InferOutput<typeof importSourceSchema>;

/** Schema of {@linkcode ImportReportRecord}. */
export const importReportRecordSchema = v.object({
  source: v.string(),
  /** In bytes from the start of the file; unset in databases. */
  offset: v.optional(v.number()),
  /** Its name in the file. */
  name: v.string(),
  result: v.picklist(["imported", "merged", "skipped"]),
  /** What it became: a plugin's id, a location, or a pattern of the ignore list. */
  id: v.optional(v.string()),
  reason: v.optional(v.object({ code: v.picklist(SKIP_CODES), message: v.string() })),
});

/** The result of importing one record. */
export type ImportReportRecord = v.InferOutput<typeof importReportRecordSchema>;

/** Schema of the document of `import --json`. */
export const importDocumentSchema = v.object({
  schema: v.literal("import"),
  schemaVersion: v.literal(1),
  catalog: v.string(),
  isDryRun: v.boolean(),
  records: v.array(importReportRecordSchema),
  sources: v.array(importSourceSchema),
  summary: v.object({
    records: v.number(),
    ...counts,
    skippedByReason: v.record(v.string(), v.number()),
  }),
  durationMs: v.number(),
  complete: v.boolean(),
  interruptedBy: v.nullable(v.string()),
});

/** The document of `import --json`. */
export type ImportDocument = v.InferOutput<typeof importDocumentSchema>;
