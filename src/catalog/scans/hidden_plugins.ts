import type { DatabaseSync } from "node:sqlite";
import type { Warning } from "../../model/module.ts";
import { type DescribedInstallation, hiddenPluginWarnings } from "../../model/plugins/hidden_plugin.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** An installation of a plugin that modules describe differently. */
interface Row extends Omit<DescribedInstallation, "version"> {
  readonly moduleId: number;
  readonly id: string;
  readonly version: string | null;
}

/** Plugins with more than one description; `of` limits the installations that are looked at. */
const differing = (of: string) => `
  select json_group_array(json_object('moduleId', i.module_id, 'id', p.plugin_id, 'location', m.location,
           'name', d.summary ->> 'name', 'version', d.summary ->> 'version',
           'isInUserFolder', json(iif(m.is_in_user_folder, 'true', 'false')), 'isMissing', json('false'))) as rows
    from (select plugin_row_id as id from installations ${of}
           group by plugin_row_id having count(distinct description_id) > 1) as several
    join installations i on i.plugin_row_id = several.id
    join modules m on m.id = i.module_id and m.missing_at is null
    join plugins p on p.id = i.plugin_row_id
    join descriptions d on d.id = i.description_id`;

const IN_ALL = differing("");
const IN_MODULE = differing(
  "where plugin_row_id in (select plugin_row_id from installations where module_id = ?)",
);

/** Warnings about all plugins that have the id of a different one, by their modules. */
export function readHiddenPlugins(db: DatabaseSync): Map<number, Warning[]> {
  return warningsOf(statement(db, IN_ALL).get()!["rows"]);
}

/** Warnings about the plugins of a module that have the id of a different one. */
export function readHiddenPluginsOf(db: DatabaseSync, moduleId: number): Warning[] {
  return warningsOf(statement(db, IN_MODULE).get(moduleId)!["rows"]).get(moduleId) ?? [];
}

function warningsOf(rows: unknown): Map<number, Warning[]> {
  const warnings = new Map<number, Warning[]>();
  const plugins = Map.groupBy(fromJson<Row[]>(rows)!, ({ id }) => id);
  for (const [id, installed] of plugins) {
    const installations = installed.map((row) => ({ ...row, version: row.version ?? undefined }));
    for (const { moduleId, location } of installations) {
      const own = hiddenPluginWarnings(id, installations, location);
      if (own.length > 0) warnings.set(moduleId, [...warnings.get(moduleId) ?? [], ...own]);
    }
  }
  return warnings;
}
