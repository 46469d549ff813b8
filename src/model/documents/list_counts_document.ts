import * as v from "valibot";

/** Schema of {@linkcode ValueCount}. */
export const valueCountSchema = v.object({ value: v.nullable(v.string()), count: v.number() });

/** How many plugins or modules have a value; `null` stands for those without one. */
export type ValueCount = v.InferOutput<typeof valueCountSchema>;

/** Schema of {@linkcode ListCountsDocument}. */
export const listCountsDocumentSchema = v.object({
  schema: v.literal("list-counts"),
  schemaVersion: v.literal(1),
  counted: v.picklist(["plugins", "modules"]),
  countBy: v.string(),
  /** The plugins or modules that match the filters. */
  matched: v.number(),
  /** Plugins that are left out since they are hidden; always 0 for modules. */
  hidden: v.number(),
  /** Different values, without limit and offset. */
  total: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  counts: v.array(valueCountSchema),
});

/** The document of `list --count-by KEY --json`, the most frequent value first. */
export type ListCountsDocument = v.InferOutput<typeof listCountsDocumentSchema>;
