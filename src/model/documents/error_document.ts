import * as v from "valibot";

/** Schema of {@linkcode ErrorDocument}. */
export const errorDocumentSchema = v.object({
  schema: v.literal("error"),
  schemaVersion: v.literal(1),
  error: v.object({
    code: v.string(),
    message: v.string(),
    hint: v.optional(v.string()),
    /** Candidates, if there are several. */
    candidates: v.optional(v.array(v.object({
      id: v.string(),
      name: v.string(),
      vendor: v.optional(v.string()),
    }))),
  }),
});

/** The document of a command that fails with `--json`. */
export type ErrorDocument = v.InferOutput<typeof errorDocumentSchema>;
