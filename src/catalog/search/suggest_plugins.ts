import type { DatabaseSync } from "node:sqlite";
import type { SearchNode } from "../../model/search/search_query.ts";
import { findPlugins, getPluginOfRow, type PluginMatch, splitReference } from "./find_plugins.ts";
import { searchPlugins } from "./search_plugins.ts";

/** Likely plugins for a reference that matches none, best first. */
export function suggestPlugins(db: DatabaseSync, reference: string, limit: number): PluginMatch[] {
  const { format, name } = splitReference(reference);
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return [];
  const nodes: SearchNode[] = words.map((text) => ({
    kind: "text",
    text,
    isPhrase: false,
    isPrefix: false,
  }));
  if (format !== undefined) nodes.push({ kind: "format", formats: [format] });
  const { hits } = searchPlugins(db, {
    query: { kind: "and", nodes },
    isReversed: false,
    limit,
    offset: 0,
    isSplit: false,
    isNamesOnly: true,
  });
  return hits.map(({ rowId }) => getPluginOfRow(db, rowId));
}

/** The shortest reference that means this plugin and no other one. */
export function shortestReference(
  db: DatabaseSync,
  { rowId, id, name, vendor, format }: PluginMatch,
): string {
  const references = [name, `${format}/${name}`, ...(vendor === null ? [] : [`${vendor} ${name}`])];
  const isEnough = (reference: string) => {
    const matches = findPlugins(db, reference);
    return matches.length === 1 && matches[0]!.rowId === rowId;
  };
  return references.find(isEnough) ?? id;
}
