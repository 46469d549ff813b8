import * as v from "valibot";
import { chosenColumnsSchema } from "../document_head.ts";

/** Schema of {@linkcode Tag}. */
export const tagSchema = v.object({
  /** As typed, with its levels: "drums:kick". */
  tag: v.string(),
  /** Plugins in the catalog that have this very tag. */
  plugins: v.number(),
  /** Plugins in the catalog that have it or a tag below it. */
  pluginsWithBelow: v.number(),
  /** The same where all formats of a plugin count once. */
  products: v.number(),
  productsWithBelow: v.number(),
  /** `#rrggbb` */
  color: v.nullable(v.string()),
  /** Other names of the tag, as they are compared. */
  aliases: v.array(v.string()),
});

/** A tag in the documents of `tag`. */
export type Tag = v.InferOutput<typeof tagSchema>;

/** Schema of {@linkcode TagsDocument}. */
export const tagsDocumentSchema = v.object({
  schema: v.literal("tags"),
  schemaVersion: v.literal(1),
  /** All tags, without limit and offset. */
  total: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  tags: v.array(tagSchema),
});

/** The document of `tag list --json`. */
export type TagsDocument = v.InferOutput<typeof tagsDocumentSchema>;

/** Schema of {@linkcode TagChangesDocument}. */
export const tagChangesDocumentSchema = v.object({
  schema: v.literal("tag-changes"),
  schemaVersion: v.literal(1),
  command: v.picklist(["rename", "merge", "delete", "color", "alias", "unalias"]),
  isDryRun: v.boolean(),
  /** The tags that it concerns, before and after. */
  before: v.array(tagSchema),
  after: v.array(tagSchema),
});

/** The document of commands that change tags themselves, such as `tag rename --json`. */
export type TagChangesDocument = v.InferOutput<typeof tagChangesDocumentSchema>;

/** Schema of {@linkcode TagSuggestion}. */
export const tagSuggestionSchema = v.object({
  tag: v.string(),
  /** How many of the plugins it is for. */
  plugins: v.number(),
  reasons: v.array(v.object({
    code: v.picklist(["category", "vendor", "similar"]),
    message: v.string(),
    /** How many of the plugins have this reason. */
    plugins: v.number(),
  })),
  ids: v.array(v.string()),
});

/** A tag that plugins could have, and why. */
export type TagSuggestion = v.InferOutput<typeof tagSuggestionSchema>;

/** Schema of {@linkcode TagSuggestionsDocument}. */
export const tagSuggestionsDocumentSchema = v.object({
  schema: v.literal("tag-suggestions"),
  schemaVersion: v.literal(1),
  total: v.number(),
  columns: chosenColumnsSchema,
  suggestions: v.array(tagSuggestionSchema),
});

/** The document of `tag suggest --json`. */
export type TagSuggestionsDocument = v.InferOutput<typeof tagSuggestionsDocumentSchema>;
