import type { Plugin, PluginCategory } from "../plugin.ts";

/** A plugin with the category that a person has chosen for it, in place of all others. */
export function withChosenCategory<T extends Pick<Plugin, "category" | "categories">>(
  plugin: T,
  category: string | undefined,
): T {
  if (category === undefined) return plugin;
  const chosen: PluginCategory = { category, source: "user", confidence: 1, reason: "chosen by hand" };
  return { ...plugin, category, categories: [chosen] };
}
