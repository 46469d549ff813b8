import * as v from "valibot";
import { pluginSchema } from "../../plugin.ts";
import { chosenColumnsSchema } from "../document_head.ts";

/** Schema of {@linkcode Recommendation}. */
export const recommendationSchema = v.object({
  plugin: pluginSchema,
  score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Liked plugins that it is like, the strongest first; the code says how they are liked. */
  reasons: v.array(v.object({
    code: v.picklist(["favorite", "rating", "collection", "tag", "usage"]),
    message: v.string(),
    /** The public id of the liked plugin. */
    because: v.string(),
  })),
});

/** An installed plugin about which nothing is said, and the liked plugins that it is like. */
export type Recommendation = v.InferOutput<typeof recommendationSchema>;

/** Schema of {@linkcode RecommendDocument}. */
export const recommendDocumentSchema = v.object({
  schema: v.literal("recommend"),
  schemaVersion: v.literal(1),
  total: v.number(),
  /** The liked plugins that recommendations follow from, each once for all of its formats. */
  liked: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  recommendations: v.array(recommendationSchema),
});

/** The document of `recommend --json`, the best first; `total` ignores limit and offset. */
export type RecommendDocument = v.InferOutput<typeof recommendDocumentSchema>;
