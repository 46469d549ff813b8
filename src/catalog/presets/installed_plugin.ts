import type { DatabaseSync } from "node:sqlite";
import type { Parameter } from "../../model/plugin.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { PluginOverrides } from "../../model/plugin_overrides.ts";
import { ScanRules } from "../rules/scan_rules.ts";
import { text } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { unpackDocument } from "../plugins/description_document.ts";
import { readPlugin } from "../plugins/read_plugin.ts";

/** What it takes to load a plugin: its preferred installation. */
export interface InstalledPlugin {
  readonly id: string;
  readonly nativeId: string;
  readonly format: PluginFormat;
  readonly name: string;
  /** Empty if unknown. */
  readonly vendor: string;
  readonly version: string;
  readonly isInstrument: boolean;
  readonly location: string;
  readonly binary?: string;
  readonly parameters: readonly Parameter[];
  readonly programs: readonly string[];
  /** The user's settings for its module. */
  readonly overrides: PluginOverrides;
  /** Whether the user has put it on the blocklist; a block after failures is for scans. */
  readonly isBlocked: boolean;
}

/** Finds a plugin that can be loaded, by its public id; `undefined` for one that is not installed any more. */
export function findInstalled(db: DatabaseSync, pluginId: string): InstalledPlugin | undefined {
  const row = statement(
    db,
    `select p.id, m.location, m.binary from plugins p
       join installations i on i.plugin_row_id = p.id
       join modules m on m.id = i.module_id and m.missing_at is null
      where p.plugin_id = ? order by m.location is p.location desc, m.location limit 1`,
  ).get(pluginId);
  if (row === undefined) return undefined;
  const location = String(row["location"]);
  const plugin = readPlugin(db, Number(row["id"]), undefined, unpackDocument);
  const rules = ScanRules.read(db);
  const { module, plugins } = rules.blocks({ format: plugin.format, location });
  const binary = text(row["binary"]);
  return {
    id: plugin.id,
    nativeId: plugin.nativeId,
    format: plugin.format,
    name: plugin.name,
    vendor: plugin.vendor ?? "",
    version: plugin.version ?? "",
    isInstrument: plugin.isInstrument,
    location,
    ...(binary === undefined ? {} : { binary }),
    parameters: plugin.parameters ?? [],
    programs: plugin.programs ?? [],
    overrides: rules.overrides({ format: plugin.format, location }),
    isBlocked: [module, plugins.get(plugin.id)].some((block) => block?.code === "blocked-by-user"),
  };
}
