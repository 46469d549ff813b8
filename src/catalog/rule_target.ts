/** What a block or an override is about: one module by its path, or one plugin by its public id, wherever it is. */
export interface RuleTarget {
  readonly location?: string;
  readonly plugin?: string;
}

/** The condition on rows of the blocklist that are about a target: for a module also those of its plugins. */
export function whereRule({ location, plugin }: RuleTarget): { sql: string; values: string[] } {
  if (plugin !== undefined) return { sql: "plugin_id = ?", values: [plugin] };
  return { sql: "location = ?", values: [location ?? ""] };
}
