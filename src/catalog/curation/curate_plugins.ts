import type { DatabaseSync } from "node:sqlite";
import type { PluginField } from "../../model/curation/plugin_curation.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { type CurationWriter, findRegister, localKey } from "./registers.ts";

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
  return readNames(db, rows).map(({ id, name }) => {
    const key = localKey("plugin", id, field);
    const before = findRegister(db, key);
    writer?.set(key, value);
    return { id, name, before: before === undefined ? null : JSON.parse(before), after: value ?? null };
  });
}

/** The public ids and names of rows, in their order. */
function readNames(db: DatabaseSync, rows: readonly number[]): { id: string; name: string }[] {
  const { found } = statement(
    db,
    `select json_group_array(json_object('id', p.plugin_id, 'name', p.name) order by wanted.key) as found
       from json_each(?) as wanted cross join plugins p on p.id = wanted.value`,
  ).get(JSON.stringify(rows))!;
  return fromJson<{ id: string; name: string }[]>(found)!;
}
