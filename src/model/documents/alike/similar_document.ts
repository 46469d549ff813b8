import * as v from "valibot";
import { pluginSchema } from "../../plugin.ts";
import { chosenColumnsSchema } from "../document_head.ts";

/** Schema of {@linkcode SimilarPlugin}. */
export const similarPluginSchema = v.object({
  plugin: pluginSchema,
  /** 1 for a plugin that is the same in all that is compared. */
  score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Whether it is the same plugin in another format. */
  isSibling: v.boolean(),
  /** Why it is alike: `category`, `parameters`, `ranges`, `features`, `buses`, `vendor`, or why it is a sibling. */
  reasons: v.array(v.object({ code: v.string(), message: v.string() })),
});

/** A plugin that is like another one. */
export type SimilarPlugin = v.InferOutput<typeof similarPluginSchema>;

/** Schema of {@linkcode SimilarDocument}. */
export const similarDocumentSchema = v.object({
  schema: v.literal("similar"),
  schemaVersion: v.literal(1),
  /** The plugin that the others are compared with. */
  plugin: pluginSchema,
  /** Similar plugins that are left out since they are hidden. */
  hidden: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  similar: v.array(similarPluginSchema),
});

/** The document of `similar --json`; siblings come first, then the nearest. */
export type SimilarDocument = v.InferOutput<typeof similarDocumentSchema>;
