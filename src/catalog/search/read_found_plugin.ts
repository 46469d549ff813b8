import type { DatabaseSync } from "node:sqlite";
import type { FoundPlugin, MatchedText } from "../../model/documents/search_document.ts";
import { hasText, matchText, type SoughtKey } from "../../model/search/match_text.ts";
import type { Plugin } from "../../model/plugin.ts";
import { type DescriptionDocument, unpackDocument } from "../plugins/description_document.ts";
import { readPlugin, readPlugins } from "../plugins/read_plugin.ts";
import type { IndexedTerm } from "./search_expression.ts";
import type { SearchHit } from "./search_plugins.ts";
import { statement } from "../sqlite/statement.ts";

/** Names of parameters, or presets, that are given for one plugin. */
const MOST_TEXTS = 5;

/** Reads plugins that a search has found, with what of them was found. */
export function* readFoundPlugins(
  db: DatabaseSync,
  hits: readonly SearchHit[],
  terms: readonly IndexedTerm[],
  isFull: boolean,
): Generator<FoundPlugin> {
  const rowIds = hits.map(({ rowId }) => rowId);
  const plugins = isFull
    ? rowIds.map((rowId) => readPlugin(db, rowId, undefined, unpackDocument))
    : readPlugins(db, rowIds);
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
  const look = (field: MatchedText["field"], text: string, sought: readonly IndexedTerm[]) => {
    const ranges = matchText(text, sought.flatMap((term) => keysOf(term, field)));
    if (ranges.length === 0) return;
    matched.push({ field, text, ranges });
    for (const term of sought) if (hasText(text, keysOf(term, field))) found.add(term);
  };
  const inField = (field: string) => terms.filter((term) => term.field === undefined || term.field === field);
  look("name", plugin.name, inField("name"));
  look("vendor", plugin.vendor ?? "", inField("vendor"));
  look("category", plugin.category, inField("category"));
  for (const feature of plugin.features) {
    if (feature !== plugin.category) look("feature", feature, inField("feature"));
  }
  const rest = terms.filter((term) => !found.has(term));
  if (rest.length === 0) return matched;
  const { parameters = [], programs = [] } = readContents(db, rowId);
  const sought = (field: string) => rest.filter((term) => term.field === undefined || term.field === field);
  const names = parameters.filter(({ flags }) => !flags.includes("midi-controller")).map(({ name }) => name);
  lookAmong("param", names, sought("param"), look, matched);
  lookAmong("preset", [...programs, ...presetNames(db, plugin.id)], sought("preset"), look, matched);
  return matched;
}

function lookAmong(
  field: "param" | "preset",
  names: readonly string[],
  terms: readonly IndexedTerm[],
  look: (field: MatchedText["field"], text: string, sought: readonly IndexedTerm[]) => void,
  matched: readonly MatchedText[],
): void {
  if (terms.length === 0) return;
  const before = matched.length;
  for (const name of new Set(names)) {
    if (matched.length - before >= MOST_TEXTS) return;
    look(field, name, terms);
  }
}

/** What of a term is looked for in a field: among kinds also what it means there. */
function keysOf({ readings, kinds, isPrefix }: IndexedTerm, field: MatchedText["field"]): SoughtKey[] {
  if (field !== "category" && field !== "feature") return readings.map((reading) => reading);
  return [
    ...readings.map(({ key }) => ({ key, isPrefix })),
    ...kinds.map((key) => ({ key, isPrefix: false })),
  ];
}

function readContents(db: DatabaseSync, rowId: number): DescriptionDocument {
  const row = statement(
    db,
    "select d.document from plugins p join descriptions d on d.id = p.shown_description_id where p.id = ?",
  ).get(rowId);
  return row === undefined ? {} : unpackDocument(row["document"] as Uint8Array);
}

function presetNames(db: DatabaseSync, pluginId: string): string[] {
  return statement(db, "select name from presets where plugin_id = ? order by name").all(pluginId)
    .map(({ name }) => String(name));
}
