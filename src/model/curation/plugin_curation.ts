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

/** The register with which a collection has a plugin. */
export function itemField(pluginId: string): string {
  return `item:${pluginId}`;
}
