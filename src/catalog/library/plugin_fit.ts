import type { DatabaseSync } from "node:sqlite";
import { text } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** How the installed plugins fit a preset. */
export interface PluginFit {
  readonly status: "installed" | "other-version" | "other-format" | "missing";
  /** The version that is installed, where it is known. */
  readonly version?: string;
  /** Plugins of the same name in other formats, by their public ids. */
  readonly candidates: readonly string[];
}

/** The plugin that a preset is for, as far as a file tells. */
export interface WantedPlugin {
  readonly pluginId: string;
  readonly pluginName: string;
  /** Empty if unknown. */
  readonly pluginVersion: string;
}

/** Finds out whether a preset's plugin is installed, or is in another version or format. */
export function pluginFit(
  db: DatabaseSync,
  { pluginId, pluginName, pluginVersion }: WantedPlugin,
): PluginFit {
  const installed = statement(
    db,
    `select version from plugins where missing_at is null and (plugin_id = ?1
       or id in (select plugin_row_id from plugin_aliases where alias = ?1))`,
  ).get(pluginId);
  if (installed !== undefined) {
    const version = text(installed["version"]);
    const isOther = version !== undefined && version !== "" && pluginVersion !== "" &&
      version !== pluginVersion;
    return {
      status: isOther ? "other-version" : "installed",
      ...(version === undefined ? {} : { version }),
      candidates: [],
    };
  }
  const candidates = statement(
    db,
    `select plugin_id from plugins where missing_at is null and name = ? collate nocase order by plugin_id`,
  ).all(pluginName).map((row) => String(row["plugin_id"]));
  return { status: candidates.length === 0 ? "missing" : "other-format", candidates };
}
