import * as v from "valibot";
import { chosenColumnsSchema } from "../document_head.ts";

/** Schema of {@linkcode CategoryCount}. */
export const categoryCountSchema = v.object({ category: v.string(), plugins: v.number() });

/** How many plugins have a category as their first. */
export type CategoryCount = v.InferOutput<typeof categoryCountSchema>;

/** Schema of {@linkcode CategoriesDocument}. */
export const categoriesDocumentSchema = v.object({
  schema: v.literal("categories"),
  schemaVersion: v.literal(1),
  /** Different categories, without limit and offset. */
  total: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  categories: v.array(categoryCountSchema),
});

/** The document of `categories --json`, the most frequent category first. */
export type CategoriesDocument = v.InferOutput<typeof categoriesDocumentSchema>;

/** Schema of {@linkcode CategoryChange}. */
export const categoryChangeSchema = v.object({
  id: v.string(),
  name: v.string(),
  before: v.string(),
  after: v.string(),
});

/** The category of a plugin before and after a correction; the two can be the same. */
export type CategoryChange = v.InferOutput<typeof categoryChangeSchema>;

/** Schema of {@linkcode CategorizeDocument}. */
export const categorizeDocumentSchema = v.object({
  schema: v.literal("categorize"),
  schemaVersion: v.literal(1),
  /** The chosen category; `null` where choices were taken back. */
  category: v.nullable(v.string()),
  isDryRun: v.boolean(),
  total: v.number(),
  plugins: v.array(categoryChangeSchema),
});

/** The document of `categorize --json`. */
export type CategorizeDocument = v.InferOutput<typeof categorizeDocumentSchema>;
