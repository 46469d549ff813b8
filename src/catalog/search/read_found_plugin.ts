import type { DatabaseSync } from "node:sqlite";
import { placeInTag } from "../curation/tag_words.ts";
import type { FoundPlugin, MatchedText } from "../../model/documents/search_document.ts";
import { hasText, matchInitials, matchText, type SoughtKey } from "../../model/search/match_text.ts";
import { type NamedTextField, type SearchedTexts, textFields } from "../../model/search/text_fields.ts";
import type { Plugin } from "../../model/plugin.ts";
import { type DescriptionDocument, unpackDocument } from "../plugins/description_document.ts";
import { readPlugin, readPlugins } from "../plugins/read_plugin.ts";
import { withCuration } from "../curation/read_curation.ts";
import { ShownVendors } from "../plugins/shown_vendors.ts";
import { searchedContents } from "../plugins/searched_contents.ts";
import type { IndexedTerm } from "./search_expression.ts";
import type { SearchHit } from "./search_plugins.ts";
import { statement } from "../sqlite/statement.ts";

const NAME_FIELDS = textFields("name", "kind");
const CONTENT_FIELDS = textFields("contents");

/** Texts of a content field that are given for one plugin. */
const MOST_TEXTS = 5;

/** Reads plugins that a search has found, with what of them was found. */
export function* readFoundPlugins(
  db: DatabaseSync,
  hits: readonly SearchHit[],
  terms: readonly IndexedTerm[],
  isFull: boolean,
): Generator<FoundPlugin> {
  const rowIds = hits.map(({ rowId }) => rowId);
  const read = isFull
    ? withCuration(db, rowIds.map((rowId) => readPlugin(db, rowId, undefined, unpackDocument)))
    : readPlugins(db, rowIds);
  const plugins = new ShownVendors(db).add(read);
  for (const [index, { rowId, score, formats }] of hits.entries()) {
    const plugin = plugins[index]!;
    yield { ...plugin, score, matched: matchedTexts(db, rowId, plugin, terms), formats: [...formats] };
  }
}

function matchedTexts(
  db: DatabaseSync,
  rowId: number,
  plugin: Plugin,
  terms: readonly IndexedTerm[],
): MatchedText[] {
  const matched: MatchedText[] = [];
  const found = new Set<IndexedTerm>();
  const names: SearchedTexts = { ...plugin, parameterNames: [], presets: [], presetAuthors: [] };
  for (const field of NAME_FIELDS) {
    const sought = termsIn(field, terms);
    for (const match of matchesIn(field, names, sought)) {
      matched.push(match);
      for (const term of sought) if (hasText(match.text, keysOf(term, field))) found.add(term);
    }
  }
  for (
    const [field, text = ""] of [["name", plugin.name], [
      "vendor",
      plugin.vendorGroup ?? plugin.vendor,
    ]] as const
  ) {
    for (const term of termsIn({ name: field }, terms)) {
      if (found.has(term) || term.isPhrase) continue;
      const ranges = matchInitials(text, term.key);
      if (ranges.length === 0) continue;
      matched.push({ field, text, ranges });
      found.add(term);
    }
  }
  for (const tag of plugin.curation.tags) {
    const ranges = new Map(
      terms.filter(({ field }) => field === undefined).flatMap((term) => {
        const range = placeInTag(tag, term.text);
        return range === undefined ? [] : [[term, range] as const];
      }),
    );
    if (ranges.size === 0) continue;
    matched.push({ field: "tag", text: tag, ranges: [...ranges.values()] });
    for (const term of ranges.keys()) found.add(term);
  }
  const rest = terms.filter((term) => !found.has(term) && term.isPart !== true);
  if (rest.length === 0) return matched;
  const contents = { ...plugin, ...searchedContents(db, plugin.id, readDocument(db, rowId)) };
  for (const field of CONTENT_FIELDS) {
    matched.push(...matchesIn(field, contents, termsIn(field, rest)).take(MOST_TEXTS));
  }
  return matched;
}

function termsIn({ name }: Pick<NamedTextField, "name">, terms: readonly IndexedTerm[]): IndexedTerm[] {
  return terms.filter(({ field }) => field === undefined || field === name);
}

/** The texts of a field that have any of the terms, each once. */
function* matchesIn(
  field: NamedTextField,
  plugin: SearchedTexts,
  terms: readonly IndexedTerm[],
): Generator<MatchedText, void, undefined> {
  if (terms.length === 0) return;
  for (const [name, textsOf] of Object.entries(field.texts)) {
    for (const text of new Set(textsOf(plugin))) {
      const ranges = matchText(text, terms.flatMap((term) => nearestKeys(text, term, field)));
      if (ranges.length > 0) yield { field: name as MatchedText["field"], text, ranges };
    }
  }
}

/** The term as it was typed where a text has that, else its other readings. */
function nearestKeys(text: string, term: IndexedTerm, field: NamedTextField): SoughtKey[] {
  const keys = keysOf(term, field);
  const [typed] = keys;
  return field.form !== "kind" && hasText(text, [typed!]) ? [typed!] : keys;
}

/** The keys of a term in a field; for a kind, also the kinds that the term names. */
function keysOf({ readings, kinds, isPrefix }: IndexedTerm, { form }: NamedTextField): SoughtKey[] {
  if (form !== "kind") return readings.map((reading) => reading);
  return [
    ...readings.map(({ key }) => ({ key, isPrefix })),
    ...kinds.map((key) => ({ key, isPrefix: false })),
  ];
}

function readDocument(db: DatabaseSync, rowId: number): DescriptionDocument {
  const row = statement(
    db,
    "select d.document from plugins p join descriptions d on d.id = p.shown_description_id where p.id = ?",
  ).get(rowId);
  return row === undefined ? {} : unpackDocument(row["document"] as Uint8Array);
}
