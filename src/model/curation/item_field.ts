/** The register with which a collection has a plugin. */
export function itemField(pluginId: string): string {
  return `item:${pluginId}`;
}
