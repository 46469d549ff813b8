import type { DatabaseSync } from "node:sqlite";
import type { Parameter } from "../../model/plugin.ts";
import { typedWordsOf, wordsOf } from "../../model/search/search_text.ts";
import { type DescriptionDocument, unpackDocument } from "./description_document.ts";
import { fromJson, text } from "../sqlite/json_column.ts";
import type { DescriptionSummary } from "./read_plugin.ts";
import { statement } from "../sqlite/statement.ts";

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

/** What search reads of a plugin: its row, what its description says, and the names of its presets. */
export interface SearchedPlugin {
  readonly name: string;
  readonly vendor: string | undefined;
  readonly category: string;
  readonly isInstrument: boolean;
  readonly format: string;
  readonly features: readonly string[];
  readonly rawCategories: readonly string[];
  readonly parameterNames: readonly string[];
  /** Names of programs and presets. */
  readonly presets: readonly string[];
}

/**
 * Writes all that search reads of a plugin, in place of what is there, from
 * the tables: its row, features, shown description, programs and presets.
 * Whoever has changed one of them calls this.
 *
 * @param document The long part of the shown description, where it has just been packed.
 */
export function indexPlugin(db: DatabaseSync, rowId: number, document?: DescriptionDocument): void {
  unindexPlugin(db, rowId);
  const plugin = readSearchedPlugin(db, rowId, document);
  if (plugin !== undefined) addToIndex(db, rowId, plugin, new Set());
}

/**
 * Writes all that search reads of a plugin that is in no index yet.
 *
 * @param terms Words that this transaction has written already; those of the plugin are added.
 */
export function addToIndex(
  db: DatabaseSync,
  rowId: number,
  plugin: SearchedPlugin,
  terms: Set<string>,
): void {
  const name = nameForms(plugin.name);
  const vendor = remembered(VENDOR_FORMS, plugin.vendor ?? "", nameForms);
  const kind = kindForms(plugin);
  saveEntry(db, rowId, plugin, { name, vendor, kind });
  statement(
    db,
    "insert into plugins_fts (rowid, name, name_joined, vendor, vendor_joined, kind) values (?, ?, ?, ?, ?, ?)",
  ).run(rowId, name.words, name.joined, vendor.words, vendor.joined, kind.marked);
  statement(
    db,
    "insert into plugin_contents_fts (rowid, title, parameters, presets) values (?, ?, ?, ?)",
  ).run(
    rowId,
    [name.words, name.joined, vendor.words, vendor.joined, kind.marked].join(" "),
    contentText(plugin.parameterNames),
    contentText(plugin.presets),
  );
  for (const term of name.terms) saveTerm(db, term, terms);
  for (const term of vendor.terms) saveTerm(db, term, terms);
}

function readSearchedPlugin(
  db: DatabaseSync,
  rowId: number,
  document?: DescriptionDocument,
): SearchedPlugin | undefined {
  const row = statement(
    db,
    `select p.plugin_id, p.name, p.vendor, p.category, p.is_instrument, p.format, d.summary,
       iif(?, null, d.document) as document
       from plugins p left join descriptions d on d.id = p.shown_description_id where p.id = ?`,
  ).get(document === undefined ? 0 : 1, rowId);
  if (row === undefined) return undefined;
  const features = statement(db, "select feature from plugin_features where plugin_row_id = ? order by id")
    .all(rowId).map(({ feature }) => String(feature));
  const { parameters = [], programs = [] } = document ?? documentOf(row);
  return {
    name: String(row["name"]),
    vendor: text(row["vendor"]),
    category: String(row["category"]),
    isInstrument: row["is_instrument"] === 1,
    format: String(row["format"]),
    features,
    rawCategories: fromJson<DescriptionSummary>(row["summary"])?.rawCategories ?? [],
    parameterNames: parameters.filter(isSought).map(({ name }) => name),
    presets: [...programs, ...presetNames(db, String(row["plugin_id"]))],
  };
}

/** Names of the presets that are stored for a plugin, by its public id. */
export function presetNames(db: DatabaseSync, pluginId: string): string[] {
  return statement(db, "select name from presets where plugin_id = ?").all(pluginId)
    .map(({ name }) => String(name));
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
  /** In words: "pro q 3". */
  readonly words: string;
  /** All of it run together: "proq3". */
  readonly key: string;
  /** Neighbours run together, and what stands between two spaces. */
  readonly joined: string;
  /** First letters, and numbers in full. */
  readonly initials: string;
  /** Words that typing errors can be made in. */
  readonly terms: readonly string[];
}

function nameForms(text: string): NameForms {
  const words = wordsOf(text).slice(0, MOST_NAME_WORDS);
  const key = words.join("");
  const chunks = [key, ...typedWordsOf(text).slice(0, MOST_NAME_WORDS)];
  const joined = new Set<string>(chunks);
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 2; to <= Math.min(words.length, from + LONGEST_RUN); to++) {
      joined.add(words.slice(from, to).join(""));
    }
  }
  for (const word of words) joined.delete(word);
  joined.delete("");
  return {
    words: words.join(" "),
    key,
    joined: [...joined].join(" "),
    initials: initialsOf(words),
    // Runs of some words are not worth their number: the beginning of the whole name finds most of them.
    terms: [...new Set([...words, ...chunks])].filter(isTerm),
  };
}

function isTerm(word: string): boolean {
  return word.length >= SHORTEST_TERM && word.length <= LONGEST_TERM && /\p{L}/u.test(word);
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

/** What a plugin is, in words. */
interface KindForms {
  readonly words: string;
  /** As the indexes have them. */
  readonly marked: string;
}

function kindForms({ category, features, isInstrument, rawCategories, format }: SearchedPlugin): KindForms {
  const kinds = [category, ...features, isInstrument ? "instrument" : "effect"];
  return remembered(KIND_FORMS, JSON.stringify([kinds, rawCategories, format]), () => {
    const words = kindWords(kinds, rawCategories, format);
    return { words: words.join(" "), marked: words.map(markedKind).join(" ") };
  });
}

/** What it is, the category first, each kind also run together: "pitch-shifter" is pitchshifter, pitch and shifter. */
function kindWords(kinds: readonly string[], rawCategories: readonly string[], format: string): string[] {
  const words = [
    ...kinds.map((kind) => kind.replaceAll("-", "")),
    ...[...kinds, ...rawCategories].flatMap(wordsOf),
    format,
  ];
  return [...new Set(words)].slice(0, MOST_NAME_WORDS * 2);
}

function saveEntry(
  db: DatabaseSync,
  rowId: number,
  { format, isInstrument }: SearchedPlugin,
  { name, vendor, kind }: { name: NameForms; vendor: NameForms; kind: KindForms },
): void {
  statement(
    db,
    `insert into search_entries
       (id, name_key, name_words, vendor_words, kind_words, initials, format, is_instrument)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    rowId,
    name.key,
    name.words,
    vendor.words,
    kind.words,
    name.initials,
    format,
    isInstrument ? 1 : 0,
  );
}

function documentOf({ document }: Record<string, unknown>): DescriptionDocument {
  return document === null ? {} : unpackDocument(document as Uint8Array);
}

/** Proxies for MIDI controllers are nothing that anyone looks for. */
function isSought({ flags }: Pick<Parameter, "flags">): boolean {
  return !flags.includes("midi-controller");
}

/** Each name once, as words. */
function contentText(names: readonly string[]): string {
  const texts: string[] = [];
  let count = 0;
  for (const name of new Set(names)) {
    if (count > MOST_CONTENT_WORDS) break;
    const content = remembered(CONTENT_WORDS, name, contentWords);
    texts.push(content.text);
    count += content.count;
  }
  const text = texts.join(" ");
  return count <= MOST_CONTENT_WORDS ? text : text.split(" ").slice(0, MOST_CONTENT_WORDS).join(" ");
}

/** The words of a name, and what stands after it. */
interface ContentWords {
  readonly text: string;
  readonly count: number;
}

function contentWords(name: string): ContentWords {
  const words = [...wordsOf(name), BETWEEN_NAMES];
  return { text: words.join(" "), count: words.length };
}

/** What is made of texts that come again and again: names of parameters, of vendors, of kinds. */
const CONTENT_WORDS = new Map<string, ContentWords>();
const VENDOR_FORMS = new Map<string, NameForms>();
const KIND_FORMS = new Map<string, KindForms>();

/**
 * Most texts of each kind that are remembered, and how long such a text is.
 * The first ones stay: what comes and goes would outlive much other garbage,
 * and the memory of the process would grow with it.
 */
const REMEMBERED_TEXTS = 8192;
const REMEMBERED_LENGTH = 64;

function remembered<T>(memory: Map<string, T>, text: string, make: (text: string) => T): T {
  const known = memory.get(text);
  if (known !== undefined) return known;
  const made = make(text);
  if (memory.size < REMEMBERED_TEXTS && text.length <= REMEMBERED_LENGTH) memory.set(text, made);
  return made;
}

/** With marks for its beginning and end, which errors in short words leave alone. */
function saveTerm(db: DatabaseSync, term: string, written: Set<string>): void {
  if (written.has(term)) return;
  written.add(term);
  const { changes, lastInsertRowid } = statement(
    db,
    "insert into search_terms (term) values (?) on conflict (term) do nothing",
  ).run(term);
  if (changes === 0) return;
  statement(db, "insert into search_terms_fts (rowid, term) values (?, ?)").run(lastInsertRowid, `^${term}$`);
}
