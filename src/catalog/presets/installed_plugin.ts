import type { DatabaseSync } from "node:sqlite";
import type { Parameter } from "../../model/plugin.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
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
  const plugin = readPlugin(db, Number(row["id"]), undefined, unpackDocument);
  const binary = text(row["binary"]);
  return {
    id: plugin.id,
    nativeId: plugin.nativeId,
    format: plugin.format,
    name: plugin.name,
    vendor: plugin.vendor ?? "",
    version: plugin.version ?? "",
    isInstrument: plugin.isInstrument,
    location: String(row["location"]),
    ...(binary === undefined ? {} : { binary }),
    parameters: plugin.parameters ?? [],
    programs: plugin.programs ?? [],
  };
}
