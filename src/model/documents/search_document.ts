import * as v from "valibot";
import { chosenColumnsSchema } from "./document_head.ts";
import { otherFormatSchema } from "../alike/other_format.ts";
import { pluginSchema } from "../plugin.ts";
import { MATCHED_FIELDS } from "../search/text_fields.ts";

/** Schema of {@linkcode MatchedText}. */
export const matchedTextSchema = v.object({
  /** A text of the plugin, or a tag that the user has given it. */
  field: v.picklist([...MATCHED_FIELDS, "tag"]),
  text: v.string(),
  ranges: v.array(v.strictTuple([v.number(), v.number()])),
});

/** A text of a plugin that matches the search, and the places in UTF-16 units. */
export type MatchedText = v.InferOutput<typeof matchedTextSchema>;

/** Schema of {@linkcode FoundPlugin}. */
export const foundPluginSchema = v.object({
  ...pluginSchema.entries,
  /** 1 for the plugin whose name was typed. */
  score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  matched: v.array(matchedTextSchema),
  /** The same plugin in other formats. */
  formats: v.array(otherFormatSchema),
});

/** A plugin found by a search. */
export type FoundPlugin = v.InferOutput<typeof foundPluginSchema>;

/** Schema of {@linkcode SearchDocument}. */
export const searchDocumentSchema = v.object({
  schema: v.literal("search"),
  schemaVersion: v.literal(1),
  query: v.string(),
  total: v.number(),
  /** Plugins that are left out since they are hidden. */
  hidden: v.number(),
  /** False if there may be more plugins than were counted. */
  isTotalExact: v.boolean(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  /** Likely spellings, if no plugin has the words as typed. */
  suggestions: v.array(v.string()),
  columns: chosenColumnsSchema,
  plugins: v.array(foundPluginSchema),
});

/** The document of `search --json`; `total` ignores limit and offset. */
export type SearchDocument = v.InferOutput<typeof searchDocumentSchema>;
