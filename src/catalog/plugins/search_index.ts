import type { DatabaseSync } from "node:sqlite";
import { nativeCode } from "../../model/alike/native_code.ts";
import { idKey, siblingKey } from "../../model/alike/sibling_name.ts";
import { initialOf, keyOf, typedWordsOf, wordsOf } from "../../model/search/search_text.ts";
import { type NamedTextField, type SearchedTexts, textFields } from "../../model/search/text_fields.ts";
import { vendorName } from "../../model/vendors/vendor_name.ts";
import { fileStem } from "../../platform/paths.ts";
import { emptyPresetIndex, indexPresets } from "../presets/rows/preset_index.ts";
import { savePrograms } from "../presets/rows/programs.ts";
import { type DescriptionDocument, unpackDocument } from "./description_document.ts";
import { CHOSEN_CATEGORY } from "../curation/chosen_category.ts";
import { fromJson, text } from "../sqlite/json_column.ts";
import type { DescriptionSummary } from "./read_plugin.ts";
import { statement } from "../sqlite/statement.ts";
import {
  LONGEST_FILE_RUN,
  LONGEST_TERM,
  markedFile,
  markedKind,
  SHORTEST_FILE_RUN,
  SHORTEST_TERM,
} from "./index_marks.ts";
import { searchedContents, type SearchedPlugin } from "./searched_contents.ts";
import { joinedNames, vendorIn } from "./vendor_keys.ts";

/** Most indexed words of a name, and most neighbouring words that are also indexed run together. */
const MOST_NAME_WORDS = 64;
const LONGEST_RUN = 4;

/** Most indexed words of a plugin's parameters, or presets. */
const MOST_CONTENT_WORDS = 50_000;

/** Separates two names, so that no phrase spans both. */
const BETWEEN_NAMES = "·";

/** Tables of FTS5 that search reads, by name. */
const INDEXES = ["plugins_fts", "plugin_contents_fts", "search_terms_fts"] as const;

/** Fields of `plugins_fts` and `search_entries`. */
const RANKED_FIELDS = textFields("name", "kind");

/** Fields of `plugin_contents_fts`. */
const CONTENT_FIELDS = textFields("contents");

const INSERT_NAMES = insertInto("plugins_fts", ["rowid", ...columnsOf(RANKED_FIELDS)]);
const INSERT_CONTENTS = insertInto("plugin_contents_fts", [
  "rowid",
  ...columnsOf(CONTENT_FIELDS),
  "title",
  "file",
]);
const INSERT_ENTRY = insertInto("search_entries", [
  "id",
  "name_key",
  "vendor_key",
  "format",
  "is_instrument",
  "sibling_key",
  "parameter_fingerprint",
  "id_key",
  "native_code",
  ...RANKED_FIELDS.map(({ name }) => `${name}_words`),
]);

/**
 * Rewrites a plugin's search data from the tables: its row, features, shown
 * description, programs and presets. To be called after a change to any of
 * them. Programs that have changed wait for `indexPresets()`: a caller with
 * many plugins indexes them at the end.
 *
 * @param document The long part of the shown description, if it has just been
 * packed.
 */
export function indexPlugin(db: DatabaseSync, rowId: number, document?: DescriptionDocument): void {
  unindexPlugin(db, rowId);
  const plugin = readSearchedPlugin(db, rowId, document);
  if (plugin === undefined) return;
  addToIndex(db, rowId, plugin, new Set());
  if (plugin.programs !== undefined) savePrograms(db, plugin.id, plugin.programs);
}

/**
 * Rewrites the search data of many plugins. All rows are removed before any is
 * added: FTS5 drops what is left of an emptied part of an index, and would copy
 * it again and again while the rest is written.
 */
export function indexPlugins(db: DatabaseSync, rowIds: readonly number[]): void {
  const rising = rowIds.toSorted((a, b) => a - b);
  for (const rowId of rising) unindexPlugin(db, rowId);
  addPlugins(db, rising);
}

/** Adds plugins that are in no index, in the order of their rows, and then their programs. */
function addPlugins(db: DatabaseSync, rowIds: Iterable<number>): void {
  const terms = new Set<string>();
  const programsById = new Map<string, readonly string[]>();
  for (const rowId of rowIds) {
    const plugin = readSearchedPlugin(db, rowId);
    if (plugin === undefined) continue;
    addToIndex(db, rowId, plugin, terms);
    const { id, programs } = plugin;
    if (programs !== undefined && (programs.length > 0 || hasPrograms(db, id))) {
      programsById.set(id, programs);
    }
  }
  for (const [id, programs] of programsById) savePrograms(db, id, programs);
  indexPresets(db);
}

function hasPrograms(db: DatabaseSync, pluginId: string): boolean {
  return statement(
    db,
    "select 1 from presets where plugin_id = ? and location = '' and container = 'program' limit 1",
  ).get(pluginId) !== undefined;
}

/**
 * Adds the search data of a plugin that is in no index yet.
 *
 * @param terms Words that this transaction has already written; those of the
 * plugin are added.
 */
export function addToIndex(
  db: DatabaseSync,
  rowId: number,
  plugin: SearchedPlugin,
  terms: Set<string>,
): void {
  const { nativeId = "" } = plugin;
  const name = nameForms(plugin.name);
  const vendor = vendorIn(db, plugin.vendor ?? "");
  const others = joinedNames(db, vendor);
  const forms = RANKED_FIELDS.map((field) => field.name === "name" ? name : formsOf(field, plugin, others));
  statement(db, INSERT_ENTRY).run(
    rowId,
    name.key,
    vendor.key,
    plugin.format,
    plugin.isInstrument ? 1 : 0,
    siblingKey(plugin.name, plugin.vendor ?? undefined),
    plugin.parameterFingerprint ?? null,
    idKey(plugin.format, nativeId),
    nativeCode(plugin.format, nativeId)?.code ?? null,
    ...forms.map(({ words }) => words),
  );
  const columns = forms.flatMap(({ columns }) => columns);
  statement(db, INSERT_NAMES).run(rowId, ...columns);
  const contents = CONTENT_FIELDS.map((field) => contentText(textsOf(field, plugin)));
  statement(db, INSERT_CONTENTS).run(rowId, ...contents, columns.join(" "), fileWords(plugin.location));
  for (const { terms: own } of forms) for (const term of own) saveTerm(db, term, terms);
}

function insertInto(table: string, columns: readonly string[]): string {
  return `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`;
}

/**
 * The words of a file's or bundle's name, apart and as typed, and the name
 * without its ending run together and marked: the LSP plugins are in
 * "lsp-plugins.lv2".
 */
function fileWords(location = ""): string {
  const name = location.slice(Math.max(location.lastIndexOf("/"), location.lastIndexOf("\\")) + 1);
  const words = wordsOf(name).slice(0, MOST_NAME_WORDS);
  const others = typedWordsOf(name).slice(0, MOST_NAME_WORDS).filter((word) => !words.includes(word));
  const run = keyOf(fileStem(name));
  const marked = run.length < SHORTEST_FILE_RUN || run.length > LONGEST_FILE_RUN ? [] : [markedFile(run)];
  return [words.join(" "), ...others, ...marked].join(" ");
}

function columnsOf(fields: readonly NamedTextField[]): string[] {
  return fields.flatMap(({ columns }) => columns);
}

function textsOf({ texts }: NamedTextField, plugin: SearchedTexts): string[] {
  return Object.values(texts).flatMap((text) => text(plugin));
}

/** What search reads of a stored plugin. */
interface StoredTexts extends SearchedPlugin {
  /** Public. */
  readonly id: string;
  /** Which are presets as well; unset without a description. */
  readonly programs: readonly string[] | undefined;
}

function readSearchedPlugin(
  db: DatabaseSync,
  rowId: number,
  document?: DescriptionDocument,
): StoredTexts | undefined {
  const row = statement(
    db,
    `select p.plugin_id, p.native_id, p.name, p.vendor, p.category, p.is_instrument, p.format, p.location, d.summary,
       ${CHOSEN_CATEGORY} as chosen_category,
       iif(?, null, d.document) as document
       from plugins p left join descriptions d on d.id = p.shown_description_id where p.id = ?`,
  ).get(document === undefined ? 0 : 1, rowId);
  if (row === undefined) return undefined;
  const features = statement(db, "select feature from plugin_features where plugin_row_id = ? order by id")
    .all(rowId).map(({ feature }) => String(feature));
  const id = String(row["plugin_id"]);
  const stored = document ?? documentOf(row);
  const isDescribed = document !== undefined || row["document"] !== null;
  return {
    id,
    programs: isDescribed ? stored.programs ?? [] : undefined,
    name: String(row["name"]),
    vendor: text(row["vendor"]),
    category: String(row["category"]),
    isInstrument: row["is_instrument"] === 1,
    format: String(row["format"]),
    nativeId: text(row["native_id"]),
    features,
    rawCategories: row["chosen_category"] === null
      ? fromJson<DescriptionSummary>(row["summary"])?.rawCategories ?? []
      : [],
    location: text(row["location"]),
    ...searchedContents(db, id, stored),
  };
}

/** Removes a plugin's search data. */
export function unindexPlugin(db: DatabaseSync, rowId: number): void {
  statement(db, "delete from plugins_fts where rowid = ?").run(rowId);
  statement(db, "delete from plugin_contents_fts where rowid = ?").run(rowId);
  statement(db, "delete from search_entries where id = ?").run(rowId);
}

/** Removes all search data. */
export function emptyIndex(db: DatabaseSync): void {
  for (const index of INDEXES) db.exec(`insert into ${index} (${index}) values ('delete-all')`);
  db.exec("delete from search_entries");
  db.exec("delete from search_terms");
}

/** Rebuilds the whole index, and with it the presets that are programs. */
export function rebuildIndex(db: DatabaseSync): void {
  emptyIndex(db);
  emptyPresetIndex(db);
  db.exec(
    "delete from presets where container = 'program' and plugin_id not in (select plugin_id from plugins)",
  );
  addPlugins(db, db.prepare("select id from plugins order by id").all().map(({ id }) => Number(id)));
  db.exec("delete from preset_changes");
}

/** Makes the indexes of plugins and presets as small and quick as they can be. */
export function tidyIndex(db: DatabaseSync): void {
  for (const index of [...INDEXES, "presets_fts"]) {
    db.exec(`insert into ${index} (${index}) values ('optimize')`);
  }
}

/** A field's text as the index holds it. */
interface FieldForms {
  /** In words: "pro q 3". */
  readonly words: string;
  /** Values of the field's columns. */
  readonly columns: readonly string[];
  /** Words in which typing errors are looked for. */
  readonly terms: readonly string[];
}

/** A name as people may type it; its columns are the words, then neighbouring words run together and the initials. */
interface NameForms extends FieldForms {
  /** All of it run together: "proq3". */
  readonly key: string;
}

/** @param vendors Other names of the plugin's vendor. */
function formsOf(field: NamedTextField, plugin: SearchedPlugin, vendors: readonly string[]): FieldForms {
  if (field.form === "kind") return kindForms(plugin);
  const text = textsOf(field, plugin).join(" ");
  if (field.name !== "vendor") return remembered(NAME_FORMS, text, nameForms);
  return vendors.length === 0 ? remembered(VENDOR_FORMS, text, vendorForms) : mergedForms([text, ...vendors]);
}

/** A vendor by its name; its addresses only find it. */
function vendorForms(vendor: string): NameForms {
  const forms = nameForms(vendorName(vendor));
  const [words = "", joined = ""] = forms.columns;
  const known = new Set([...words.split(" "), ...joined.split(" ")]);
  const others = [...wordsOf(vendor), ...typedWordsOf(vendor)]
    .filter((word) => word !== "" && !known.has(word));
  return { ...forms, columns: [words, [joined, ...new Set(others)].join(" ")] };
}

/** All names of a vendor that the user has merged. */
function mergedForms(names: readonly string[]): FieldForms {
  const forms = names.map(vendorForms);
  const together = (texts: readonly string[]) =>
    [...new Set(texts.flatMap((text) => text.split(" ")))].join(" ");
  return {
    words: together(forms.map(({ words }) => words)),
    // No phrase spans two names.
    columns: [forms[0]!.columns[0]!, together(forms.flatMap(({ columns }) => columns)).trim()],
    terms: [...new Set(forms.flatMap(({ terms }) => terms))],
  };
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
  joined.add(initialsOf(words));
  for (const word of words) joined.delete(word);
  joined.delete("");
  const inWords = words.join(" ");
  return {
    words: inWords,
    columns: [inWords, [...joined].join(" ")],
    key,
    // Runs of words are left out, since they are many and the beginning of the whole name finds most of them.
    terms: [...new Set([...words, ...chunks])].filter(isTerm),
  };
}

function isTerm(word: string): boolean {
  return word.length >= SHORTEST_TERM && word.length <= LONGEST_TERM && /\p{L}/u.test(word);
}

/** "sd3" for Superior Drummer 3: first letters, and numbers in full. */
function initialsOf(words: readonly string[]): string {
  if (words.length < 2) return "";
  return words.map(initialOf).join("");
}

function kindForms({ category, features, isInstrument, rawCategories, format }: SearchedPlugin): FieldForms {
  const kinds = [category, ...features, isInstrument ? "instrument" : "effect"];
  return remembered(KIND_FORMS, JSON.stringify([kinds, rawCategories, format]), () => {
    const words = kindWords(kinds, rawCategories, format);
    return { words: words.join(" "), columns: [words.map(markedKind).join(" ")], terms: [] };
  });
}

/** A plugin's kinds, the category first, each kind also run together: "pitch-shifter" is pitchshifter, pitch and shifter. */
function kindWords(kinds: readonly string[], rawCategories: readonly string[], format: string): string[] {
  const words = [
    ...kinds.map((kind) => kind.replaceAll("-", "")),
    ...[...kinds, ...rawCategories].flatMap(wordsOf),
    format,
  ];
  return [...new Set(words)].slice(0, MOST_NAME_WORDS * 2);
}

function documentOf({ document }: Record<string, unknown>): DescriptionDocument {
  return document === null ? {} : unpackDocument(document as Uint8Array);
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

/** The words of a name with the mark after it. */
interface ContentWords {
  readonly text: string;
  readonly count: number;
}

function contentWords(name: string): ContentWords {
  const words = [...wordsOf(name), BETWEEN_NAMES];
  return { text: words.join(" "), count: words.length };
}

/** Forms of texts that recur: names of parameters, vendors and kinds. */
const CONTENT_WORDS = new Map<string, ContentWords>();
const NAME_FORMS = new Map<string, NameForms>();
const VENDOR_FORMS = new Map<string, NameForms>();
const KIND_FORMS = new Map<string, FieldForms>();

/**
 * Most texts of each kind to remember, and the longest such text. The first
 * ones stay: replaced entries would outlive much other garbage, so that the
 * memory of the process would grow.
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

/** Stores a word with marks for its beginning and end, which typing errors in short words leave intact. */
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
