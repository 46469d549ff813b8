/** The registers of a plugin; tags have one each. */
export type PluginField = "favorite" | "hidden" | "rating" | "note" | "category" | `tag:${string}`;

const TAG = "tag:";
const ITEM = "item:";

/** The register with which a plugin has a tag. */
export function tagField(key: string): PluginField {
  return `${TAG}${key}`;
}

/** The key of the tag that a plugin has by a register of this field; `undefined` for other fields. */
export function tagOfField(field: string): string | undefined {
  return field.startsWith(TAG) ? field.slice(TAG.length) : undefined;
}

/** The register with which a collection has a plugin. */
export function itemField(pluginId: string): string {
  return `${ITEM}${pluginId}`;
}

/** The public id of the plugin that a collection has by a register of this field; `undefined` for other fields. */
export function itemOfField(field: string): string | undefined {
  return field.startsWith(ITEM) ? field.slice(ITEM.length) : undefined;
}
