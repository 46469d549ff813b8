import type { DatabaseSync } from "node:sqlite";
import type { Parameter } from "../model/plugin.ts";
import { typedWordsOf, wordsOf } from "../model/search_text.ts";
import { type DescriptionDocument, unpackDocument } from "./description_document.ts";
import { fromJson } from "./json_column.ts";
import type { DescriptionSummary } from "./read_plugin.ts";
import { statement } from "./statement.ts";

/** Words of a name that count, and how many neighbours are also looked for run together. */
const MOST_NAME_WORDS = 24;
const LONGEST_RUN = 4;

/** Words of a plugin's parameters, or presets, that count. */
const MOST_CONTENT_WORDS = 50_000;

/** Stands between two names, so that no phrase goes from one into the next. */
const BETWEEN_NAMES = "·";

/** Words that typing errors can be made in. */
const SHORTEST_TERM = 3;
const LONGEST_TERM = 32;

/** Tables of FTS5 that search reads, by name. */
const INDEXES = ["plugins_fts", "plugin_contents_fts", "search_terms_fts"] as const;

/** A plugin that has just been made, one of many in a transaction. */
export interface FreshPlugin {
  /** The long part of its description. */
  readonly document: DescriptionDocument;
  /** Words that the transaction has written already. */
  readonly terms: Set<string>;
}

/**
 * Writes all that search reads of a plugin, in place of what is there, from
 * the tables: its row, features, shown description, programs and presets.
 * Whoever has changed one of them calls this.
 *
 * @param fresh What is known of a plugin that has just been made and is in no index yet.
 */
export function indexPlugin(db: DatabaseSync, rowId: number, fresh?: FreshPlugin): void {
  const row = statement(
    db,
    `select p.plugin_id, p.name, p.vendor, p.category, p.is_instrument, p.format, d.summary, d.document
       from plugins p left join descriptions d on d.id = p.shown_description_id where p.id = ?`,
  ).get(rowId);
  if (fresh === undefined) unindexPlugin(db, rowId);
  if (row === undefined) return;
  const name = nameForms(String(row["name"]));
  const vendor = nameForms(String(row["vendor"] ?? ""));
  const kinds = kindWords(db, rowId, row);
  saveEntry(db, rowId, row, name, vendor, kinds);
  statement(
    db,
    "insert into plugins_fts (rowid, name, name_joined, vendor, vendor_joined, kind) values (?, ?, ?, ?, ?, ?)",
  ).run(
    rowId,
    name.words.join(" "),
    name.joined.join(" "),
    vendor.words.join(" "),
    vendor.joined.join(" "),
    kinds.map(markedKind).join(" "),
  );
  const title = [...name.words, ...name.joined, ...vendor.words, ...vendor.joined, ...kinds.map(markedKind)];
  indexContents(db, rowId, { row, document: fresh?.document ?? documentOf(row) }, title);
  for (const term of new Set([...termsOf(name), ...termsOf(vendor)])) saveTerm(db, term, fresh?.terms);
}

/** Removes all that search reads of a plugin. */
export function unindexPlugin(db: DatabaseSync, rowId: number): void {
  statement(db, "delete from plugins_fts where rowid = ?").run(rowId);
  statement(db, "delete from plugin_contents_fts where rowid = ?").run(rowId);
  statement(db, "delete from search_entries where id = ?").run(rowId);
}

/** Removes all that search reads. */
export function emptyIndex(db: DatabaseSync): void {
  for (const index of INDEXES) db.exec(`insert into ${index} (${index}) values ('delete-all')`);
  db.exec("delete from search_entries");
  db.exec("delete from search_terms");
}

/** Writes the whole index anew. */
export function rebuildIndex(db: DatabaseSync): void {
  emptyIndex(db);
  for (const { id } of db.prepare("select id from plugins").all()) indexPlugin(db, Number(id));
}

/** Makes the index as small and quick as it can be. */
export function tidyIndex(db: DatabaseSync): void {
  for (const index of INDEXES) db.exec(`insert into ${index} (${index}) values ('optimize')`);
}

/** A name as people may type it. */
interface NameForms {
  readonly words: readonly string[];
  /** Neighbours run together, and what stands between two spaces. */
  readonly joined: readonly string[];
  /** What stands between two spaces, and all of it run together. */
  readonly chunks: readonly string[];
}

function nameForms(text: string): NameForms {
  const words = wordsOf(text).slice(0, MOST_NAME_WORDS);
  const chunks = [words.join(""), ...typedWordsOf(text).slice(0, MOST_NAME_WORDS)];
  const joined = new Set<string>(chunks);
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 2; to <= Math.min(words.length, from + LONGEST_RUN); to++) {
      joined.add(words.slice(from, to).join(""));
    }
  }
  for (const word of words) joined.delete(word);
  joined.delete("");
  return { words, joined: [...joined], chunks };
}

/** Letters that no typed word has tell a kind from a word of a name, and still are letters to the index. */
const KIND_MARK = "·";

/** A word of a plugin's kind as the indexes have it. */
export function markedKind(word: string): string {
  return KIND_MARK + word;
}

/** "sd3" for Superior Drummer 3: first letters, and numbers in full. */
function initialsOf(words: readonly string[]): string {
  if (words.length < 2) return "";
  return words.map((word) => /^\p{N}/u.test(word) ? word : String.fromCodePoint(word.codePointAt(0)!)).join(
    "",
  );
}

/** What it is, the category first, each kind also run together: "pitch-shifter" is pitchshifter, pitch and shifter. */
function kindWords(db: DatabaseSync, rowId: number, row: Record<string, unknown>): string[] {
  const features = statement(db, "select feature from plugin_features where plugin_row_id = ? order by id")
    .all(rowId).map(({ feature }) => String(feature));
  const raw = fromJson<DescriptionSummary>(row["summary"])?.rawCategories ?? [];
  const kinds = [String(row["category"]), ...features, row["is_instrument"] === 1 ? "instrument" : "effect"];
  const words = [
    ...kinds.map((kind) => kind.replaceAll("-", "")),
    ...[...kinds, ...raw].flatMap(wordsOf),
    String(row["format"]),
  ];
  return [...new Set(words)].slice(0, MOST_NAME_WORDS * 2);
}

function saveEntry(
  db: DatabaseSync,
  rowId: number,
  row: Record<string, unknown>,
  name: NameForms,
  vendor: NameForms,
  kinds: readonly string[],
): void {
  statement(
    db,
    `insert into search_entries
       (id, name_key, name_words, vendor_words, kind_words, initials, format, is_instrument)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    rowId,
    name.words.join(""),
    name.words.join(" "),
    vendor.words.join(" "),
    kinds.join(" "),
    initialsOf(name.words),
    String(row["format"]),
    Number(row["is_instrument"]),
  );
}

function documentOf({ document }: Record<string, unknown>): DescriptionDocument {
  return document === null ? {} : unpackDocument(document as Uint8Array);
}

function indexContents(
  db: DatabaseSync,
  rowId: number,
  { row, document }: { row: Record<string, unknown>; document: DescriptionDocument },
  title: readonly string[],
): void {
  const { parameters = [], programs = [] } = document;
  const presets = statement(db, "select name from presets where plugin_id = ?").all(String(row["plugin_id"]))
    .map(({ name }) => String(name));
  statement(
    db,
    "insert into plugin_contents_fts (rowid, title, parameters, presets) values (?, ?, ?, ?)",
  ).run(
    rowId,
    title.join(" "),
    contentText(parameters.filter(isSought).map(({ name }) => name)),
    contentText([...programs, ...presets]),
  );
}

/** Proxies for MIDI controllers are nothing that anyone looks for. */
function isSought({ flags }: Pick<Parameter, "flags">): boolean {
  return !flags.includes("midi-controller");
}

/** Each name once, as words. */
function contentText(names: readonly string[]): string {
  const words: string[] = [];
  for (const name of new Set(names)) {
    if (words.length > MOST_CONTENT_WORDS) break;
    words.push(...wordsOf(name), BETWEEN_NAMES);
  }
  return words.slice(0, MOST_CONTENT_WORDS).join(" ");
}

/** Runs of some words are not worth their number: the beginning of the whole name finds most of them. */
function termsOf({ words, chunks }: NameForms): string[] {
  return [...words, ...chunks].filter((term) =>
    term.length >= SHORTEST_TERM && term.length <= LONGEST_TERM && /\p{L}/u.test(term)
  );
}

/** With marks for its beginning and end, which errors in short words leave alone. */
function saveTerm(db: DatabaseSync, term: string, written?: Set<string>): void {
  if (written?.has(term)) return;
  written?.add(term);
  const { changes, lastInsertRowid } = statement(
    db,
    "insert into search_terms (term) values (?) on conflict (term) do nothing",
  ).run(term);
  if (changes === 0) return;
  statement(db, "insert into search_terms_fts (rowid, term) values (?, ?)").run(lastInsertRowid, `^${term}$`);
}
