import type { DatabaseSync } from "node:sqlite";
import { textHash } from "../../../model/alike/text_hash.ts";
import { typedWordsOf, wordsOf } from "../../../model/search/search_text.ts";
import { fromJson } from "../../sqlite/json_column.ts";
import { statement } from "../../sqlite/statement.ts";

/** Columns of `presets_fts` with words, in the order in which they rank. */
export const PRESET_COLUMNS = ["name", "author", "tags", "plugin"] as const;

/** @see PRESET_COLUMNS */
export type PresetColumn = (typeof PRESET_COLUMNS)[number];

/** Presets that are read at once. */
const BATCH = 500;

/** Most words of one text. */
const MOST_WORDS = 64;

/** Separates two texts, so that no phrase spans both. */
const BETWEEN_TEXTS = "·";

/** Tells a mark from a word: no typed word contains it, and the index treats it as a letter. */
const MARK = "·";

/** The word of the index for all presets in a kind of container. */
export function containerMark(container: string): string {
  return MARK + container.replaceAll("-", "");
}

/** The word of the index for all presets of a plugin, which some others may have as well. */
export function pluginMark(pluginId: string): string {
  return `${MARK}p${textHash(pluginId).toString(36)}`;
}

/** The word of the index for presets by the maker of a plugin, or by its users. */
export function originMark(isFactory: boolean): string {
  return MARK + (isFactory ? "factory" : "user");
}

/** A preset that waits for the index, as a row of JSON. */
type WaitingPreset = [
  id: number,
  pluginId: string,
  container: string,
  isFactory: number | null,
  name: string,
  author: string,
  tags: string,
  plugin: string | null,
  vendor: string | null,
];

/**
 * Writes the words of all presets that have changed, in the caller's
 * transaction. Rows of other tables are written before or after that: other
 * writes between two writes to an index can make SQLite write it to disk each time.
 *
 * @param most Presets to index at most.
 * @returns The number of indexed presets.
 */
export function indexPresets(db: DatabaseSync, most = Infinity): number {
  let indexed = 0;
  while (indexed < most) {
    const presets = readWaiting(db);
    if (presets.length === 0) break;
    for (const [id] of presets) statement(db, "delete from presets_fts where rowid = ?").run(id);
    for (const preset of presets) addToIndex(db, preset);
    statement(
      db,
      "update presets set is_indexed = 1 where id in (select value from json_each(?))",
    ).run(JSON.stringify(presets.map(([id]) => id)));
    indexed += presets.length;
  }
  return indexed;
}

/** In the order of their rows, which is that of the index. */
function readWaiting(db: DatabaseSync): WaitingPreset[] {
  const { presets } = statement(
    db,
    `select json_group_array(json_array(id, plugin_id, container, is_factory, name, author, tags, plugin, vendor))
         as presets from
       (select s.id, s.plugin_id, s.container, s.is_factory, s.name, s.author, s.tags, ifnull(p.name, s.plugin_name) as plugin, p.vendor
          from presets s left join plugins p on p.plugin_id = s.plugin_id
         where s.is_indexed = 0 order by s.id limit ${BATCH})`,
  ).get()!;
  return fromJson<WaitingPreset[]>(presets)!;
}

function addToIndex(
  db: DatabaseSync,
  [id, pluginId, container, isFactory, name, author, tags, plugin, vendor]: WaitingPreset,
): void {
  statement(
    db,
    `insert into presets_fts (rowid, ${PRESET_COLUMNS.join(", ")}, marks) values (?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    indexedWords([name]),
    indexedWords([author]),
    indexedWords(fromJson<string[]>(tags) ?? []),
    indexedWords([plugin ?? "", vendor ?? ""]),
    [
      pluginMark(pluginId),
      containerMark(container),
      ...isFactory === null ? [] : [originMark(isFactory === 1)],
    ]
      .join(" "),
  );
}

/** The words apart as capitals and digits part them, then those as people type them: "SuperSaw" is super, saw and supersaw. */
function indexedWords(texts: readonly string[]): string {
  return texts.map((text) => {
    const words = wordsOf(text).slice(0, MOST_WORDS);
    const typed = typedWordsOf(text).slice(0, MOST_WORDS).filter((word) => !words.includes(word));
    return [words.join(" "), ...typed].join(` ${BETWEEN_TEXTS} `);
  }).join(` ${BETWEEN_TEXTS} `);
}

/** Removes the words of all presets, which then wait for the index. */
export function emptyPresetIndex(db: DatabaseSync): void {
  db.exec("insert into presets_fts (presets_fts) values ('delete-all')");
  db.exec("update presets set is_indexed = 0 where is_indexed = 1");
}
