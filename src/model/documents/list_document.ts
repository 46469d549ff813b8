import * as v from "valibot";
import { chosenColumnsSchema } from "./document_head.ts";
import { otherFormatSchema } from "../alike/other_format.ts";
import { pluginSchema } from "../plugin.ts";

/** Schema of {@linkcode ListedPlugin}. */
export const listedPluginSchema = v.object({
  ...pluginSchema.entries,
  /** The same plugin in other formats; left out of tables that do not show them. */
  formats: v.optional(v.array(otherFormatSchema)),
});

/** A plugin of a list. */
export type ListedPlugin = v.InferOutput<typeof listedPluginSchema>;

/** Schema of {@linkcode ListDocument}. */
export const listDocumentSchema = v.object({
  schema: v.literal("list"),
  schemaVersion: v.literal(1),
  total: v.number(),
  /** Plugins that are left out since they are hidden. */
  hidden: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  plugins: v.array(listedPluginSchema),
});

/** The document of `list --json`; `total` ignores limit and offset. */
export type ListDocument = v.InferOutput<typeof listDocumentSchema>;
