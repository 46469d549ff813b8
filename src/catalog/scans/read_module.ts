import type { DatabaseSync } from "node:sqlite";
import type { Reason, ScannedModule } from "../../model/module.ts";
import type { Plugin } from "../../model/plugin.ts";
import { requireRow } from "../sqlite/catalog_error.ts";
import { fromJson, number, present, text } from "../sqlite/json_column.ts";
import type { DescriptionDocument } from "../plugins/description_document.ts";
import { readPlugin, type UnpackDocument } from "../plugins/read_plugin.ts";
import { statement } from "../sqlite/statement.ts";

/** The change of a stored module, which only the scan knows that asks for it. */
type Change = ScannedModule["change"];

/**
 * Reads a module with its plugins as the scan document shows them.
 *
 * @param unpack Unpacks the long part of each description; without it that part is left out.
 */
export function readModule(
  db: DatabaseSync,
  moduleId: number,
  change: Change,
  unpack?: UnpackDocument,
): ScannedModule {
  const row = requireRow(statement(db, "select * from modules where id = ?").get(moduleId));
  const reason = fromJson<Reason>(row["reason"]);
  return {
    location: String(row["location"]),
    format: row["format"] as ScannedModule["format"],
    outcome: row["outcome"] as ScannedModule["outcome"],
    change,
    ...present({ reason }),
    failures: fromJson<ScannedModule["failures"]>(row["failures"])!,
    warnings: fromJson<ScannedModule["warnings"]>(row["warnings"])!,
    durationMs: Number(row["duration_ms"]),
    architectures: fromJson<string[]>(row["architectures"])!,
    ...present({
      sizeBytes: number(row["size_bytes"]),
      modifiedAt: text(row["modified_at"]),
      fingerprint: text(row["fingerprint"]),
      confinement: fromJson<NonNullable<ScannedModule["confinement"]>>(row["confinement"]),
      presetLocations: fromJson<string[]>(row["preset_locations"]),
      worker: text(row["worker"]),
    }),
    plugins: readPluginsOf(db, moduleId, unpack),
  };
}

function readPluginsOf(db: DatabaseSync, moduleId: number, unpack: UnpackDocument | undefined): Plugin[] {
  const rows = statement(
    db,
    `select plugin_row_id, description_id, outcome from installations where module_id = ? order by position`,
  ).all(moduleId);
  return rows.map((row) => {
    const plugin = readPlugin(db, Number(row["plugin_row_id"]), number(row["description_id"]), unpack);
    return { ...plugin, outcome: row["outcome"] as Plugin["outcome"] };
  });
}

/** The long parts of the descriptions that have just been written, so that they are not unpacked again. */
export function documentsByPluginId(module: ScannedModule): Map<string, DescriptionDocument> {
  return new Map(module.plugins.map(({ id, buses, parameters, programs }) => [
    id,
    present({ buses, parameters, programs }) as DescriptionDocument,
  ]));
}
