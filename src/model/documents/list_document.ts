import * as v from "valibot";
import { chosenColumnsSchema } from "./document_head.ts";
import { pluginSchema } from "../plugin.ts";

/** Schema of {@linkcode ListDocument}. */
export const listDocumentSchema = v.object({
  schema: v.literal("list"),
  schemaVersion: v.literal(1),
  total: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  plugins: v.array(pluginSchema),
});

/** The document of `list --json`; `total` ignores limit and offset. */
export type ListDocument = v.InferOutput<typeof listDocumentSchema>;
