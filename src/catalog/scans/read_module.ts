import type { DatabaseSync } from "node:sqlite";
import type { Reason, ScannedModule } from "../../model/module.ts";
import type { Plugin } from "../../model/plugin.ts";
import { requireRow } from "../sqlite/catalog_error.ts";
import { fromJson, number, present, text } from "../sqlite/json_column.ts";
import { unpackDocument } from "../plugins/description_document.ts";
import { readPlugin } from "../plugins/read_plugin.ts";
import { withCuration } from "../curation/read_curation.ts";
import { readHiddenPluginsOf } from "./hidden_plugins.ts";
import { statement } from "../sqlite/statement.ts";

/** The change of a stored module, which only the calling scan knows. */
type Change = ScannedModule["change"];

/**
 * Reads a module with its plugins as the scan document shows them.
 *
 * @param isFull Whether to include buses, parameters and programs.
 */
export function readModule(
  db: DatabaseSync,
  moduleId: number,
  change: Change,
  isFull: boolean,
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
    warnings: [
      ...fromJson<ScannedModule["warnings"]>(row["warnings"])!,
      ...readHiddenPluginsOf(db, moduleId),
    ],
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
    plugins: readPluginsOf(db, moduleId, isFull),
  };
}

function readPluginsOf(db: DatabaseSync, moduleId: number, isFull: boolean): Plugin[] {
  const plugins = readInstalled(db, moduleId).map(({ rowId, descriptionId, outcome }) => ({
    ...readPlugin(db, rowId, descriptionId, isFull ? unpackDocument : undefined),
    outcome,
  }));
  return withCuration(db, plugins);
}

/** A plugin in a module. */
interface InstalledPlugin {
  readonly rowId: number;
  /** Unset if the description is lost. */
  readonly descriptionId: number | undefined;
  readonly outcome: Plugin["outcome"];
}

/** The plugins of a module, in its order. */
export function readInstalled(db: DatabaseSync, moduleId: number): InstalledPlugin[] {
  const rows = statement(
    db,
    `select plugin_row_id, description_id, outcome from installations where module_id = ? order by position`,
  ).all(moduleId);
  return rows.map((row) => ({
    rowId: Number(row["plugin_row_id"]),
    descriptionId: number(row["description_id"]),
    outcome: row["outcome"] as Plugin["outcome"],
  }));
}
