import * as v from "valibot";

/** Schema of {@linkcode PluginCuration}. */
export const pluginCurationSchema = v.object({
  /** As typed, each once, in the order of their keys. */
  tags: v.array(v.string()),
  isFavorite: v.boolean(),
  isHidden: v.boolean(),
  /** From 1 to 5; `null` without one. */
  rating: v.nullable(v.number()),
  note: v.string(),
  /** Names of the collections that a person has put it in, in the order of their keys; smart ones do not count. */
  collections: v.array(v.string()),
});

/** What a person says about a plugin. */
export type PluginCuration = v.InferOutput<typeof pluginCurationSchema>;

/** A plugin about which nothing is said. */
export const NO_CURATION: PluginCuration = {
  tags: [],
  isFavorite: false,
  isHidden: false,
  rating: null,
  note: "",
  collections: [],
};

/** The registers of a plugin; tags have one each. */
export type PluginField = "favorite" | "hidden" | "rating" | "note" | "category" | `tag:${string}`;

/** The register with which a plugin has a tag. */
export function tagField(key: string): PluginField {
  return `tag:${key}`;
}

export { itemField } from "./item_field.ts";
