import * as v from "valibot";
import { chosenColumnsSchema } from "../document_head.ts";
import { PLUGIN_FORMATS } from "../../plugin_format.ts";

/** What is said of a plugin: whether it has a tag or is a favorite, its rating or its note. */
const saidSchema = v.nullable(v.union([v.boolean(), v.number(), v.string()]));

/** Schema of {@linkcode ChangedPlugin}. */
export const changedPluginSchema = v.object({
  id: v.string(),
  name: v.string(),
  /** `null` where nothing was or is said. */
  before: saidSchema,
  after: saidSchema,
});

/** What is said of a plugin before and after a change; the two can be the same. */
export type ChangedPlugin = v.InferOutput<typeof changedPluginSchema>;

/** Schema of {@linkcode PluginChangesDocument}. */
export const pluginChangesDocumentSchema = v.object({
  schema: v.literal("plugin-changes"),
  schemaVersion: v.literal(1),
  /** Like "tag add". */
  command: v.string(),
  /** The tag that was added or removed; `null` for other commands. */
  tag: v.nullable(v.string()),
  isDryRun: v.boolean(),
  /** All chosen plugins, and those of them that are changed. */
  total: v.number(),
  changed: v.number(),
  plugins: v.array(changedPluginSchema),
});

/** The document of commands that say something about plugins, such as `tag add --json`. */
export type PluginChangesDocument = v.InferOutput<typeof pluginChangesDocumentSchema>;

/** Schema of {@linkcode MarkedPlugin}. */
export const markedPluginSchema = v.object({
  id: v.string(),
  /** `null` for a plugin that is not in the catalog. */
  name: v.nullable(v.string()),
  vendor: v.nullable(v.string()),
  /** The formats of which the same is said. */
  formats: v.array(v.object({ format: v.picklist(PLUGIN_FORMATS), id: v.string() })),
  value: v.union([v.boolean(), v.number(), v.string()]),
  updatedAt: v.string(),
});

/** A plugin with what is said of it. */
export type MarkedPlugin = v.InferOutput<typeof markedPluginSchema>;

/** Schema of {@linkcode MarksDocument}. */
export const marksDocumentSchema = v.object({
  schema: v.literal("marks"),
  schemaVersion: v.literal(1),
  field: v.picklist(["favorite", "hidden", "rating", "note"]),
  /** All such plugins, without limit and offset; the formats of one count once. */
  total: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  plugins: v.array(markedPluginSchema),
});

/** The document of `favorite list --json` and of the lists like it. */
export type MarksDocument = v.InferOutput<typeof marksDocumentSchema>;
