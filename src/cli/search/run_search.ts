import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { savedSearchesIn } from "../../catalog/curation/saved_searches.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { type FoundPage, readSearchPage } from "../../catalog/search/search_page.ts";
import { unknownNames, unknownNote } from "../../catalog/curation/unknown_names.ts";
import { parseSearch } from "../../model/search/parse_search.ts";
import type { SearchDocument } from "../../model/documents/search_document.ts";
import type { SearchNode, SearchQuery } from "../../model/search/search_query.ts";
import type { SavedSearches } from "../../model/search/saved_search.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { SearchFlags } from "./search_flags.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { usageError } from "../../model/usage_error.ts";
import { filterNodes, filterNotes } from "../plugins/filter_nodes.ts";
import { hiddenLine } from "../plugins/hidden_plugins.ts";
import { EMPTY_CATALOG, pageLine } from "../plugins/page_footer.ts";
import { foundColumns } from "./search_columns.ts";
import { countText } from "../output/count_text.ts";

/** Runs `pluginary search`. */
export async function runSearch(this: ProgramContext, flags: SearchFlags, ...words: string[]): Promise<void> {
  const typed = words.join(" ");
  const now = new Date();
  const filters = readFilters(typed, flags, now);
  const limit = rowLimit(flags);
  const offset = flags.offset ?? 0;
  using catalog = await openForReading(catalogPath(this.console.environment));
  const query = readQuery(typed, filters, now, savedSearchesIn(catalog.db));
  const unknown = unknownNames(catalog.db, query.node).map(unknownNote);
  const page = await find(catalog, query, flags, limit, offset);
  const head: Omit<SearchDocument, "plugins"> = {
    schema: "search",
    schemaVersion: 1,
    query: typed,
    total: page.total,
    hidden: page.hidden,
    isTotalExact: page.isTotalExact,
    offset,
    limit: limit ?? null,
    suggestions: [...page.suggestions],
  };
  if (flags.exitCode && page.total === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "plugins",
      item: "plugin",
      rows: page.plugins,
      columns: foundColumns(flags.columns),
      footer: (shown) =>
        [
          ...query.notes,
          ...unknown,
          ...filterNotes(flags),
          footer(page, offset, shown),
          ...hiddenLine(page.hidden),
          ...orNote(page, typed),
        ].join("\n"),
    },
    flags,
    this.console,
  );
}

function readFilters(typed: string, flags: SearchFlags, now: Date): SearchNode[] {
  const filters = filterNodes(flags, now);
  if (typed.trim() === "" && filters.length === 0) {
    throw usageError("Nothing to search for", 'Add a word, or run "pluginary list" to see all plugins');
  }
  return filters;
}

function readQuery(
  typed: string,
  filters: readonly SearchNode[],
  now: Date,
  saved: SavedSearches,
): SearchQuery {
  const { node, notes } = parseSearch(typed, now, saved);
  return { node: { kind: "and", nodes: [...node.nodes, ...filters] }, notes };
}

async function find(
  catalog: Catalog,
  { node }: SearchQuery,
  flags: SearchFlags,
  limit: number | undefined,
  offset: number,
): Promise<FoundPage> {
  return await readSearchPage(catalog, {
    query: node,
    order: flags.sort === "relevance" ? undefined : flags.sort,
    isReversed: flags.reverse === true,
    limit,
    offset,
    isSplit: flags.allFormats === true,
    isNamesOnly: flags.namesOnly === true,
    isFull: flags.full === true,
    leavesOutHidden: flags.hidden !== true,
  });
}

/** In lower case it is an ordinary word, since names contain it. */
function orNote({ total }: FoundPage, typed: string): string[] {
  const isMeant = total === 0 && typed.split(/\s+/).includes("or");
  return isMeant ? ["Write OR in capitals to search for alternatives"] : [];
}

function footer(
  { total, isTotalExact, isCatalogEmpty, suggestions }: FoundPage,
  offset: number,
  shown: number,
): string {
  const meant = suggestions.map((suggestion) => `"${suggestion}"`).join(" or ");
  if (isCatalogEmpty) return EMPTY_CATALOG;
  if (total === 0) return `No plugins found${meant === "" ? "" : `; did you mean ${meant}?`}`;
  const note = meant === "" ? "" : `No exact match; showing results for ${meant}\n`;
  const all = `${isTotalExact ? "" : "at least "}${countText(total, "plugin")}`;
  return note + pageLine(all, { total, offset, shown });
}
