import type { DatabaseSync } from "node:sqlite";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { compareFormats, groupKey } from "../../model/search/search_ranking.ts";
import { statement } from "../sqlite/statement.ts";
import type { PluginMatch } from "./find_plugins.ts";

/** A plugin in another format. */
export interface OtherFormat {
  readonly format: PluginFormat;
  readonly id: string;
}

/** A plugin of a group, as a row. */
interface FormatRow extends OtherFormat {
  readonly nameKey: string;
  readonly vendorKey: string;
  readonly isInstrument: number;
}

/** By group, the formats in which plugins with these names are there, whether or not a search asks for them. */
export function formatsOf(db: DatabaseSync, nameKeys: readonly string[]): Map<string, OtherFormat[]> {
  const { entries } = statement(
    db,
    `select json_group_array(json_object('nameKey', e.name_key, 'vendorKey', e.vendor_key,
                                         'isInstrument', e.is_instrument, 'format', e.format, 'id', p.plugin_id)
                             order by p.plugin_id) as entries
       from search_entries e cross join plugins p on p.id = e.id
      where e.name_key in (select value from json_each(?)) and p.missing_at is null`,
  ).get(JSON.stringify([...new Set(nameKeys)]))!;
  const formats = new Map<string, OtherFormat[]>();
  for (const row of JSON.parse(String(entries)) as FormatRow[]) {
    const key = groupOf(row);
    formats.set(key, [...formats.get(key) ?? [], { format: row.format, id: row.id }]);
  }
  return formats;
}

/** The same plugin in other formats. */
export function readOtherFormats(db: DatabaseSync, rowId: number): OtherFormat[] {
  const entry = readEntry(db, rowId);
  if (entry === undefined) return [];
  const formats = formatsOf(db, [entry.nameKey]).get(groupOf(entry)) ?? [];
  return formats.filter(({ format }) => format !== entry.format);
}

/** The preferred format of matches that are one plugin in several formats; `undefined` for different plugins. */
export function preferredFormat(
  db: DatabaseSync,
  matches: readonly PluginMatch[],
): PluginMatch | undefined {
  const entries = matches.map(({ rowId }) => readEntry(db, rowId));
  const groups = new Set(entries.map((entry) => entry === undefined ? undefined : groupOf(entry)));
  const areFormats = new Set(matches.map(({ format }) => format)).size === matches.length;
  if (groups.size !== 1 || groups.has(undefined) || !areFormats) return undefined;
  const isMissing = new Map(matches.map((match, at) => [match, entries[at]!.isMissing]));
  return matches.toSorted((a, b) =>
    isMissing.get(a)! - isMissing.get(b)! || compareFormats(a.format, b.format)
  )[0];
}

/** A plugin's group, format and state. */
interface EntryRow extends Omit<FormatRow, "id"> {
  readonly isMissing: number;
}

function readEntry(db: DatabaseSync, rowId: number): EntryRow | undefined {
  return statement(
    db,
    `select e.name_key as nameKey, e.vendor_key as vendorKey, e.is_instrument as isInstrument, e.format,
       p.missing_at is not null as isMissing
       from search_entries e join plugins p on p.id = e.id where e.id = ?`,
  ).get(rowId) as unknown as EntryRow | undefined;
}

function groupOf({ nameKey, vendorKey, isInstrument }: Omit<FormatRow, keyof OtherFormat>): string {
  return groupKey({ nameKey, vendorKey, isInstrument: isInstrument === 1 });
}
