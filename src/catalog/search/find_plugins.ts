import type { DatabaseSync } from "node:sqlite";
import { PLUGIN_FORMATS, type PluginFormat } from "../../model/plugin_format.ts";
import { vendorIn } from "../plugins/vendor_keys.ts";
import { compareBytes, fileStem } from "../../platform/paths.ts";

/** A plugin by which a reference can be answered. */
export interface PluginMatch {
  readonly rowId: number;
  readonly id: string;
  readonly name: string;
  readonly vendor: string | null;
  readonly format: PluginFormat;
}

/** Names of formats in earlier programs. */
const FORMAT_ALIASES: ReadonlyMap<string, string> = new Map([["aufx", "au"]]);

/**
 * Finds what a person calls a plugin: its id, an older id, `format/Name` or the
 * like with the name of its file, its name, or vendor and name. The first of
 * these that has a match decides.
 *
 * @returns More than one where the name is not enough.
 */
export function findPlugins(db: DatabaseSync, reference: string): PluginMatch[] {
  const attempts = [
    () => select(db, "plugin_id = ?", reference),
    () => select(db, "id in (select plugin_row_id from plugin_aliases where alias = ?)", reference),
    () => findOfFormat(db, reference),
    // The index of names knows no capitals.
    () => select(db, "name = ? collate nocase and name = ?", reference, reference),
    () => select(db, "name = ? collate nocase", reference),
    () => findOfVendor(db, reference),
  ];
  for (const attempt of attempts) {
    const matches = attempt();
    if (matches.length > 0) return matches;
  }
  return [];
}

/** The plugins of a module, by its path. */
export function findPluginsAt(db: DatabaseSync, location: string): PluginMatch[] {
  const installed = `id in (select i.plugin_row_id from installations i join modules m on m.id = i.module_id
                             where m.location = ?)`;
  return select(db, installed, location);
}

/** Takes `vst3/Name` apart; what does not begin with a format is a name. */
export function splitReference(reference: string): { format?: PluginFormat; name: string } {
  const [, prefix, name] = /^([a-z0-9]+)\/(.+)$/s.exec(reference) ?? [];
  if (prefix === undefined || name === undefined) return { name: reference };
  const format = PLUGIN_FORMATS.find((known) => known === (FORMAT_ALIASES.get(prefix) ?? prefix));
  return format === undefined ? { name: reference } : { format, name };
}

/** The plugin of a row that is there. */
export function getPluginOfRow(db: DatabaseSync, rowId: number): PluginMatch {
  return select(db, "id = ?", rowId)[0]!;
}

/** Earlier programs name a plugin by its format and its file without the extension. */
function findOfFormat(db: DatabaseSync, reference: string): PluginMatch[] {
  const { format, name } = splitReference(reference);
  if (format === undefined) return [];
  const named = select(db, "format = ? and name = ? collate nocase", format, name);
  if (named.length > 0) return named;
  const wanted = name.toLowerCase();
  const rows = db.prepare(
    `select id, location from plugins where format = :format and instr(lower(location), :part) > 0 union
     select i.plugin_row_id, m.location from installations i join modules m on m.id = i.module_id
      where m.format = :format and instr(lower(m.location), :part) > 0`,
  ).all({ format, part: longestAscii(wanted) });
  const ids = rows.filter(({ location }) => fileStem(String(location)).toLowerCase() === wanted)
    .map(({ id }) => Number(id));
  return [...new Set(ids)].flatMap((id) => select(db, "id = ?", id));
}

/** Vendor and name, taken apart at each space; the vendor in any of its names. */
function findOfVendor(db: DatabaseSync, reference: string): PluginMatch[] {
  const where = "vendor_key is null = 0 and vendor_key = ? and name = ? collate nocase";
  const matches = [...reference.matchAll(/ /g)].flatMap(({ index }) =>
    select(db, where, vendorIn(db, reference.slice(0, index)).key, reference.slice(index + 1))
  );
  return matches.sort((a, b) => compareBytes(a.id, b.id));
}

/** The longest part of a text whose capitals SQLite knows, which are those of ASCII. */
function longestAscii(text: string): string {
  return (text.match(/[ -~]+/g) ?? []).reduce(
    (longest, part) => part.length > longest.length ? part : longest,
    "",
  );
}

function select(db: DatabaseSync, where: string, ...values: (string | number)[]): PluginMatch[] {
  return db.prepare(
    `select id, plugin_id, name, vendor, format from plugins where ${where} order by plugin_id`,
  )
    .all(...values).map(match);
}

function match(row: Record<string, unknown>): PluginMatch {
  return {
    rowId: Number(row["id"]),
    id: String(row["plugin_id"]),
    name: String(row["name"]),
    vendor: row["vendor"] === null ? null : String(row["vendor"]),
    format: row["format"] as PluginFormat,
  };
}
