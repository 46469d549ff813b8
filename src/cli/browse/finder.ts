import { savedSearchesIn } from "../../catalog/curation/saved_searches.ts";
import { readPlugins } from "../../catalog/plugins/read_plugin.ts";
import { ShownVendors } from "../../catalog/plugins/shown_vendors.ts";
import { isEmpty, readList } from "../../catalog/search/list_plugins.ts";
import { dataVersion } from "../../catalog/sqlite/data_version.ts";
import { type SearchHit, searchPlugins, type SearchResult } from "../../catalog/search/search_plugins.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { ListedPlugin } from "../../model/documents/list_document.ts";
import { asksForHidden } from "../../model/search/asks_for_hidden.ts";
import { parseSearch } from "../../model/search/parse_search.ts";
import type { SearchNode, SearchQuery } from "../../model/search/search_query.ts";
import type { Answers, BrowsedPlugin } from "./state/browse_state.ts";

/** Answers that a search ranks at once; all others are ranked when somebody moves to them. */
const RANKED = 100;

/** The part of the answers that somebody sees. */
export interface Shown {
  readonly first: number;
  readonly rows: number;
}

/** The plugins that are not hidden. */
const NOT_HIDDEN: SearchNode = { kind: "not", node: { kind: "state", state: "hidden" } };

/** Finds what somebody types: the plugins of a catalog, a screen at a time. */
export class Finder {
  readonly #catalog: Catalog;
  /** SQLite's number for the state of the file. */
  #version: number | undefined;
  /** The first answers of the list of everything, to which somebody comes back with each new query. */
  #beginning: { readonly rows: number; readonly answers: Answers } | undefined;
  /** How many plugins there were when all were listed last. */
  #listed: number | undefined;
  /** The ranked answers of a query, until the next one. */
  #ranked: { readonly text: string; readonly result: SearchResult; readonly isAll: boolean } | undefined;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /**
   * Reads the answers that somebody sees, and those around them.
   *
   * @throws {PluginaryError} `usage` for a query that cannot be read, and as the catalog does.
   */
  async find(text: string, shown: Shown): Promise<Answers> {
    await this.#forgetIfChanged();
    const saved = await this.#catalog.read(savedSearchesIn);
    const { node, notes } = parseSearch(text, new Date(), saved);
    const nodes = asksForHidden(node) ? node.nodes : [...node.nodes, NOT_HIDDEN];
    if (text.trim() === "") return await this.#list(nodes, shown);
    return await this.#search(text, { node: { kind: "and", nodes }, notes }, shown);
  }

  /** Forgets the answers that were kept if the file has changed since. */
  async #forgetIfChanged(): Promise<void> {
    const version = await this.#catalog.read(dataVersion);
    if (version === this.#version) return;
    this.#version = version;
    this.#ranked = undefined;
    this.#beginning = undefined;
  }

  /** Everything, by name. */
  async #list(conditions: readonly SearchNode[], shown: Shown): Promise<Answers> {
    const { first, rows } = shown;
    if (first === 0 && this.#beginning?.rows === rows) return this.#beginning.answers;
    for (;;) {
      const expected = this.#listed ?? 0;
      const answers = await this.#listPart(conditions, shown, expected);
      this.#listed = answers.total;
      if (first === 0) this.#beginning = { rows, answers };
      // Another program may have added or removed some.
      if (first === 0 || answers.total === expected) return answers;
    }
  }

  /** What is nearer to the end is read from there: rows that are passed over take time. */
  async #listPart(
    conditions: readonly SearchNode[],
    { first, rows }: Shown,
    expected: number,
  ): Promise<Answers> {
    const from = Math.max(0, Math.min(first, expected - rows) - rows);
    const to = first === 0 ? rows : from + 3 * rows;
    const isReversed = from > expected / 2;
    const part = isReversed
      ? { offset: Math.max(0, expected - to), limit: Math.min(to, expected) - from }
      : { offset: from, limit: to - from };
    const { total, isCatalogEmpty, plugins } = await readList(this.#catalog, {
      ...{ order: "name", isReversed, isGrouped: true, withFormats: true, isFull: false, conditions },
      ...part,
    });
    const inOrder = isReversed ? plugins.toReversed() : plugins;
    return { total, isTotalExact: true, isCatalogEmpty, notes: [], from, plugins: inOrder.map(browsed) };
  }

  async #search(text: string, query: SearchQuery, shown: Shown): Promise<Answers> {
    return await this.#catalog.read((db) => {
      const { first, rows } = shown;
      const result = this.#rank(text, query.node, first + rows > RANKED);
      const { total, isTotalExact, hits, readings } = result;
      const from = Math.max(0, Math.min(first, total - rows) - rows);
      const found = hits.slice(from, first === 0 ? rows : from + 3 * rows);
      const meant = readings.map((reading) => `"${reading}"`).join(" or ");
      return {
        total,
        isTotalExact,
        isCatalogEmpty: total === 0 && isEmpty(db),
        notes: meant === "" ? query.notes : [`Showing results for ${meant}`, ...query.notes],
        from,
        plugins: readHits(db, found).map(browsed),
      };
    });
  }

  /** The answers to a query, the best first: all of them, or those that can be ranked at once. */
  #rank(text: string, query: SearchQuery["node"], isAll: boolean): SearchResult {
    const known = this.#ranked;
    if (known?.text === text && (known.isAll || !isAll)) return known.result;
    const result = searchPlugins(this.#catalog.db, {
      query,
      isReversed: false,
      offset: 0,
      limit: isAll ? undefined : RANKED,
      isSplit: false,
      isNamesOnly: false,
    });
    this.#ranked = { text, result, isAll };
    return result;
  }
}

/** Reads the plugins alone: which of their texts was found would take longer. */
function readHits(db: Catalog["db"], hits: readonly SearchHit[]): ListedPlugin[] {
  const plugins = readPlugins(db, hits.map(({ rowId }) => rowId));
  return new ShownVendors(db).add(plugins)
    .map((plugin, index) => ({ ...plugin, formats: [...hits[index]!.formats] }));
}

function browsed(plugin: ListedPlugin): BrowsedPlugin {
  return { plugin, curation: plugin.curation };
}
