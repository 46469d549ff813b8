import type { PluginCuration } from "../plugin.ts";

/** A plugin about which nothing is said. */
export const NO_CURATION: PluginCuration = {
  tags: [],
  isFavorite: false,
  isHidden: false,
  rating: null,
  note: "",
  collections: [],
};
