import type { DatabaseSync } from "node:sqlite";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { shownVendors, vendorIn } from "../plugins/vendor_keys.ts";

/** The catalog as opened for completions. */
export type WordSource = DatabaseSync;

/** A word of the catalog with its meaning. */
export interface KnownWord {
  readonly word: string;
  readonly about: string;
  /** The id of the plugin with this name. */
  readonly id?: string;
}

/** Follows every text that has a certain beginning. */
const AFTER_ALL = "\u{10ffff}";

/**
 * Names of plugins that begin with a text, each once, in order. If there are
 * more, the last one is among them: what the first and the last have in common,
 * all have in common.
 */
export function pluginNames(
  db: WordSource,
  start: string,
  most: number,
  format?: PluginFormat,
): KnownWord[] {
  return firstAndLast(
    db,
    {
      word: "name",
      collation: "nocase",
      about: "concat_ws(', ', max(vendor), group_concat(distinct format))",
      where: format === undefined ? "true" : "format = :format",
      values: format === undefined ? {} : { format },
    },
    start,
    most,
  );
}

/** Ids of plugins that begin with a text; see {@linkcode pluginNames}. */
export function pluginIds(db: WordSource, start: string, most: number): KnownWord[] {
  return firstAndLast(
    db,
    {
      word: "plugin_id",
      collation: "binary",
      about: "concat_ws(', ', name, vendor)",
      where: "true",
      values: {},
    },
    start,
    most,
  );
}

/** Names of vendors whose first word is like that of a text; of too many, the first ones and the last one. */
export function vendorNames(db: WordSource, start: string, most: number): KnownWord[] {
  // By the first word, since a key lacks endings like "Co": the caller looks at the rest.
  const [word = ""] = start.split(/\s/);
  const from = word === "" ? "" : vendorIn(db, word).key;
  // From key to key, since a list of all of them would read each plugin.
  const keys = db.prepare(
    `with recursive found (vendor_key) as (
       select min(vendor_key) from plugins
        where vendor_key is null = 0 and vendor_key >= :from and vendor_key < :end
       union all
       select (select min(p.vendor_key) from plugins p
                where p.vendor_key is null = 0 and p.vendor_key > found.vendor_key and p.vendor_key < :end)
         from found where found.vendor_key is not null
        limit :most)
     select vendor_key from found where vendor_key is not null
     union select max(vendor_key) from plugins
        where vendor_key is null = 0 and vendor_key >= :from and vendor_key < :end`,
  ).all({ from, end: from + AFTER_ALL, most }).map(({ vendor_key }) => String(vendor_key));
  return [...shownVendors(db, keys).values()].map((word) => ({ word, about: "" }));
}

/** The most recent scans, by their numbers. */
export function scanNumbers(db: WordSource, most: number): KnownWord[] {
  return db.prepare("select id as word, started_at as about from scan_runs order by id desc limit ?").all(
    most,
  )
    .map(wordOf);
}

/** Targets of blocks or overrides, as the commands that remove them accept these. */
export function ruleTargets(db: WordSource, rules: "blocklist" | "overrides"): KnownWord[] {
  const target = rules === "blocklist" ? "coalesce(plugin_id, location)" : "target";
  const rows = db.prepare(
    `select distinct r.target, p.name from (select ${target} as target from ${rules}) r
       left join plugins p on p.plugin_id = r.target order by r.target`,
  ).all();
  return rows.flatMap(({ target, name }) => [
    ...(name === null ? [] : [{ word: String(name), about: String(target) }]),
    { word: String(target), about: name === null ? "" : String(name) },
  ]);
}

/** The words to look for, in the order of an index. */
interface Words {
  readonly word: "name" | "plugin_id";
  readonly collation: "nocase" | "binary";
  /** The meaning, as SQL. */
  readonly about: string;
  readonly where: string;
  readonly values: Readonly<Record<string, string>>;
}

function firstAndLast(
  db: WordSource,
  { word, collation, about, where, values }: Words,
  start: string,
  most: number,
): KnownWord[] {
  const read = (direction: "asc" | "desc", limit: number) =>
    db.prepare(
      `select ${word} as word, ${about} as about, min(plugin_id) as id from plugins
        where ${word} >= :start collate ${collation} and ${word} < :end collate ${collation} and ${where}
        group by ${word} collate ${collation} order by ${word} collate ${collation} ${direction} limit :limit`,
    ).all({ start, end: start + AFTER_ALL, limit, ...values }).map(wordOf);
  const words = read("asc", most);
  return words.length < most ? words : [...words.slice(0, -1), ...read("desc", 1)];
}

export function wordOf({ word, about, id }: Record<string, unknown>): KnownWord {
  return {
    word: String(word),
    about: String(about),
    ...(id === undefined ? {} : { id: String(id) }),
  };
}
