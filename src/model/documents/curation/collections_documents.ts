import * as v from "valibot";
import { pluginFormatSchema } from "../../plugin_format_schema.ts";
import { chosenColumnsSchema } from "../document_head.ts";

/** Schema of {@linkcode StoredProblem}. */
export const storedProblemSchema = v.object({ code: v.string(), message: v.string() });

/** Why a stored query cannot be read any more. */
export type StoredProblem = v.InferOutput<typeof storedProblemSchema>;

/** Schema of {@linkcode CollectionItem}. */
export const collectionItemSchema = v.object({
  id: v.string(),
  /** `null` for a plugin that the catalog does not have. */
  name: v.nullable(v.string()),
  vendor: v.nullable(v.string()),
  /** All of its formats in the collection, the best known first. */
  formats: v.array(pluginFormatSchema),
  /** The ids of the plugin in these formats, that of the first one among them. */
  ids: v.array(v.string()),
});

/** A plugin of a collection, in all of its formats. */
export type CollectionItem = v.InferOutput<typeof collectionItemSchema>;

/** Schema of {@linkcode CollectionEntry}. */
export const collectionSchema = v.object({
  name: v.string(),
  kind: v.picklist(["manual", "smart"]),
  /** The query of a smart collection. */
  query: v.nullable(v.string()),
  /** Ids in their order; each format of a plugin has one. Those of collections below are not among them. */
  plugins: v.array(v.string()),
  /** How many plugins that is, where all formats of a plugin count once. */
  products: v.number(),
  /** The name of the collection above it. */
  parent: v.nullable(v.string()),
  note: v.string(),
  /** Why its plugins, or those below it, cannot be found. */
  problem: v.nullable(storedProblemSchema),
  /** Only in the answer of `collection show`. */
  items: v.optional(v.array(collectionItemSchema)),
});

/** A collection with its plugins. */
export type CollectionEntry = v.InferOutput<typeof collectionSchema>;

/** Schema of {@linkcode CollectionsDocument}. */
export const collectionsDocumentSchema = v.object({
  schema: v.literal("collections"),
  schemaVersion: v.literal(1),
  total: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  collections: v.array(collectionSchema),
});

/** The document of `collection list --json` and `collection show --json`; each collection stands above those below it. */
export type CollectionsDocument = v.InferOutput<typeof collectionsDocumentSchema>;

/** Schema of {@linkcode CollectionChangeDocument}. */
export const collectionChangeDocumentSchema = v.object({
  schema: v.literal("collection-change"),
  schemaVersion: v.literal(1),
  command: v.picklist([
    ...["create", "add", "remove", "rename", "merge", "delete", "move", "nest", "note", "query"] as const,
  ]),
  isDryRun: v.boolean(),
  /** Its name after the change. */
  collection: v.string(),
  kind: v.picklist(["manual", "smart"]),
  query: v.nullable(v.string()),
  parent: v.nullable(v.string()),
  note: v.string(),
  /** Names of other collections, and of saved searches with `@`, that the command has changed or taken away. */
  others: v.array(v.string()),
  /** Plugins that the command has added, taken out or moved. */
  total: v.number(),
  plugins: v.array(v.object({ id: v.string(), name: v.nullable(v.string()) })),
});

/** The document of the commands that change a collection. */
export type CollectionChangeDocument = v.InferOutput<typeof collectionChangeDocumentSchema>;
