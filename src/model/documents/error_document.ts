import * as v from "valibot";

/** Schema of {@linkcode ErrorDocument}. */
export const errorDocumentSchema = v.object({
  schema: v.literal("error"),
  schemaVersion: v.literal(1),
  error: v.object({
    code: v.string(),
    message: v.string(),
    hint: v.optional(v.string()),
    /** What could have been meant, where that is more than one. */
    candidates: v.optional(v.array(v.object({
      id: v.string(),
      name: v.string(),
      vendor: v.optional(v.string()),
    }))),
  }),
});

/** What a command prints in place of its document when it fails and `--json` was given. */
export type ErrorDocument = v.InferOutput<typeof errorDocumentSchema>;
