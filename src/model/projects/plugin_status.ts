/** Whether this computer has a plugin that a project uses. */
export const PLUGIN_STATUSES = ["installed", "other-format", "other-version", "missing", "unknown"] as const;

/** @see PLUGIN_STATUSES */
export type PluginStatus = (typeof PLUGIN_STATUSES)[number];
