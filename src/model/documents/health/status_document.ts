import * as v from "valibot";

/** Schema of {@linkcode StatusDocument}. */
export const statusDocumentSchema = v.object({
  schema: v.literal("status"),
  schemaVersion: v.literal(1),
  /** Plugins, modules and failures of the catalog; `null` if it cannot be read. */
  plugins: v.nullable(v.number()),
  modules: v.nullable(v.number()),
  failures: v.nullable(v.number()),
  /** The score of `pluginary doctor`, and the numbers of its problems. */
  score: v.number(),
  errors: v.number(),
  warnings: v.number(),
  lastScanAt: v.optional(v.string()),
});

/** The document of `status --json`. */
export type StatusDocument = v.InferOutput<typeof statusDocumentSchema>;
