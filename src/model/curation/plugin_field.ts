/** The registers of a plugin; tags have one each. */
export type PluginField = "favorite" | "hidden" | "rating" | "note" | "category" | `tag:${string}`;

/** The register with which a plugin has a tag. */
export function tagField(key: string): PluginField {
  return `tag:${key}`;
}

/** The register with which a collection has a plugin. */
export function itemField(pluginId: string): string {
  return `item:${pluginId}`;
}
