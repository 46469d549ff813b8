import type { DatabaseSync } from "node:sqlite";
import type { PluginField } from "../../model/curation/plugin_field.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { type CurationWriter, LOCAL_OWNER, localKey } from "./registers.ts";

/** What was said about a plugin before and is said after a change; `null` for nothing. */
export interface PluginChange {
  readonly id: string;
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Says the same about several plugins.
 *
 * @param rows Rows of plugins.
 * @param value Any JSON; `undefined` takes back what was said.
 * @param writer Unset to learn only of the changes.
 * @returns A change for each plugin, those without any included.
 */
export function curatePlugins(
  db: DatabaseSync,
  rows: readonly number[],
  field: PluginField,
  value: unknown,
  writer?: CurationWriter,
): PluginChange[] {
  const changes = readSaid(db, rows, field).map(([id, name, before]) => ({
    id,
    name,
    before: before === null ? null : JSON.parse(before) as unknown,
    after: value ?? null,
  }));
  writer?.setAll(changes.map(({ id }) => [localKey("plugin", id, field), value]));
  return changes;
}

type SaidRow = [id: string, name: string, value: string | null];

/** The public ids and names of rows, in their order, and the JSON of what is said. */
function readSaid(db: DatabaseSync, rows: readonly number[], field: PluginField): SaidRow[] {
  const { found } = statement(
    db,
    `select json_group_array(json_array(p.plugin_id, p.name, c.value) order by wanted.key) as found
       from json_each(:rows) as wanted cross join plugins p on p.id = wanted.value
       left join curation c on c.owner = :owner and c.kind = 'plugin' and c.target = p.plugin_id
         and c.field = :field`,
  ).get({ rows: JSON.stringify(rows), owner: LOCAL_OWNER, field })!;
  return fromJson<SaidRow[]>(found)!;
}
