import * as v from "valibot";
import { chosenColumnsSchema } from "../document_head.ts";

/** Schema of a vendor in the documents of `vendors`. */
export const vendorSchema = v.object({
  vendor: v.string(),
  /** The other ways in which plugins write it, the most frequent first. */
  names: v.array(v.string()),
  plugins: v.number(),
});

/** Schema of {@linkcode VendorsDocument}. */
export const vendorsDocumentSchema = v.object({
  schema: v.literal("vendors"),
  schemaVersion: v.literal(1),
  total: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  vendors: v.array(vendorSchema),
});

/** The document of `vendors list --json`. */
export type VendorsDocument = v.InferOutput<typeof vendorsDocumentSchema>;

function changeSchema<Name extends string>(name: Name) {
  return v.object({
    schema: v.literal(name),
    schemaVersion: v.literal(1),
    isDryRun: v.boolean(),
    before: v.array(vendorSchema),
    after: v.array(vendorSchema),
  });
}

/** Schema of `vendors merge --json`: the vendors that it concerns, before and after. */
export const vendorsMergeDocumentSchema = changeSchema("vendors-merge");

/** Schema of `vendors rename --json`. */
export const vendorsRenameDocumentSchema = changeSchema("vendors-rename");

/** Schema of `vendors reset --json`. */
export const vendorsResetDocumentSchema = changeSchema("vendors-reset");

/** Schema of `vendors split --json`. */
export const vendorsSplitDocumentSchema = changeSchema("vendors-split");
