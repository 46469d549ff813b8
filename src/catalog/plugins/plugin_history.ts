import type { DatabaseSync } from "node:sqlite";
import type { PluginEnd } from "../../model/documents/info_document.ts";
import type { PluginFailure, Reason } from "../../model/module.ts";
import { fromJson, present } from "../sqlite/json_column.ts";

/** Most scan results to list for one plugin. */
const MOST_ENDS = 50;

/** How the scans of a plugin's modules ended for that plugin, latest first. */
export function listPluginEnds(db: DatabaseSync, rowId: number): PluginEnd[] {
  const rows = db.prepare(
    `select p.plugin_id, o.location, o.format, o.outcome, o.reason, o.failures, o.duration_ms, o.at
       from plugins p
       join installations i on i.plugin_row_id = p.id
       join modules m on m.id = i.module_id
       join outcomes o on o.location = m.location and o.format = m.format
      where p.id = ? order by o.at desc, o.id desc limit ${MOST_ENDS}`,
  ).all(rowId);
  return rows.map(endOf);
}

/** A plugin can fail in a module that is itself scanned. */
function endOf(row: Record<string, unknown>): PluginEnd {
  const failures = fromJson<PluginFailure[]>(row["failures"]) ?? [];
  const failure = failures.find(({ id }) => id === row["plugin_id"]);
  const reason = failure?.reason ?? fromJson<Reason>(row["reason"]);
  return {
    location: String(row["location"]),
    format: row["format"] as PluginEnd["format"],
    outcome: failure?.outcome ?? row["outcome"] as PluginEnd["outcome"],
    ...present({ reason }),
    durationMs: Number(row["duration_ms"]),
    at: String(row["at"]),
  };
}

/** Public ids of the other plugins of the module at a location. */
export function listNeighbours(db: DatabaseSync, rowId: number, location: string): string[] {
  return db.prepare(
    `select p.plugin_id from modules m
       join installations mine on mine.module_id = m.id and mine.plugin_row_id = ?
       join installations other on other.module_id = m.id and other.plugin_row_id <> mine.plugin_row_id
       join plugins p on p.id = other.plugin_row_id
      where m.location = ?`,
  ).all(rowId, location).map((row) => String(row["plugin_id"]));
}
