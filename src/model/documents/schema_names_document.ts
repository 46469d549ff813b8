import * as v from "valibot";

/** Schema of {@linkcode SchemaNamesDocument}. */
export const schemaNamesDocumentSchema = v.object({
  schema: v.literal("schema-names"),
  schemaVersion: v.literal(1),
  names: v.array(v.string()),
});

/** The document of `schema --json`. */
export type SchemaNamesDocument = v.InferOutput<typeof schemaNamesDocumentSchema>;
