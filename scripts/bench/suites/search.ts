import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { updateSiblings } from "../../../src/catalog/alike/sibling_index.ts";
import { listPlugins } from "../../../src/catalog/search/list_plugins.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { readSearchPage } from "../../../src/catalog/search/search_page.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { meanReciprocalRank, measureRelevance } from "../../../tests/relevance/support/measure_relevance.ts";
import { fillCatalog } from "../../../tests/relevance/support/relevance_catalog.ts";
import { readQueries } from "../../../tests/relevance/support/relevance_data.ts";
import type { Bench } from "../harness/bench.ts";
import { figureOf, median } from "../harness/figure.ts";
import { timeMs } from "../harness/in_turn.ts";
import { percentile95 } from "../harness/percentile.ts";
import { atLeast, atMost, type Row } from "../harness/row.ts";

/** Rows of a page in a table. */
const PAGE = 50;

/** Rows shown below the words being typed. */
const TYPING_PAGE = 10;

/** The promises of search, in the process and with the page read: the time of a keystroke. */
export async function* searchRows(bench: Bench): AsyncGenerator<Row> {
  const { folder } = bench;
  for (
    const [count, searchMs, misspeltMs, typingMs] of [[10_000, 5, 10, 3], [100_000, 25, 15, 15]] as const
  ) {
    using catalog = await filledCatalog(folder.join(`${count}.db`), count);
    const { queries, misspelt } = typedQueries();
    const prefixes = prefixesIn(catalog);
    yield await quick(
      `search at ${count}, queries and prefixes`,
      [...queries, ...misspelt, ...prefixes],
      searchMs,
      (typed) => search(catalog, typed, {}),
    );
    yield await quick(
      `misspelt search at ${count}`,
      misspelt,
      misspeltMs,
      (typed) => search(catalog, typed, {}),
    );
    yield await quick(
      `search while typing at ${count}`,
      prefixes,
      typingMs,
      (typed) => search(catalog, typed, { limit: TYPING_PAGE, isNamesOnly: true }),
    );
    if (count === 100_000) {
      yield await firstPage(catalog);
    } else yield* relevance(catalog);
  }
}

async function filledCatalog(path: string, count: number): Promise<Catalog> {
  const catalog = await openCatalog(path);
  fillCatalog(catalog, count);
  await updateSiblings(catalog);
  return catalog;
}

function typedQueries(): { queries: string[]; misspelt: string[] } {
  const all = readQueries("queries.txt");
  const typed = (isMisspelt: boolean) =>
    all.filter(({ group }) => (group === "misspelt") === isMisspelt).map(({ query }) => query);
  return { queries: typed(false), misspelt: typed(true) };
}

/** The first letters of all words of names and vendors: one letter and three letters. */
function prefixesIn({ db }: Catalog): string[] {
  const rows = db.prepare(
    `select distinct substr(term, 1, 1) as prefix from search_terms union
     select distinct substr(term, 1, 2) from search_terms union
     select distinct substr(term, 1, 3) from search_terms`,
  ).all();
  return rows.map(({ prefix }) => String(prefix));
}

async function search(
  catalog: Catalog,
  typed: string,
  { limit = PAGE, isNamesOnly = false }: { limit?: number; isNamesOnly?: boolean },
): Promise<void> {
  const { plugins } = await readSearchPage(catalog, {
    query: parseSearch(typed).node,
    isReversed: false,
    limit,
    offset: 0,
    isSplit: false,
    isNamesOnly,
    isFull: false,
  });
  for await (const _ of plugins);
}

async function quick(
  name: string,
  typed: readonly string[],
  promisedMs: number,
  run: (typed: string) => Promise<void>,
): Promise<Row> {
  const { ms, note } = await percentile95(typed, run);
  return { name, measured: figureOf("ms", [ms]), limit: atMost(promisedMs), note };
}

async function firstPage(catalog: Catalog): Promise<Row> {
  const list = async () => {
    const options = { order: "vendor", isReversed: false, offset: 0, limit: PAGE, isFull: false } as const;
    const { plugins } = await listPlugins(catalog, options);
    for await (const _ of plugins);
    catalog.db.exec("rollback");
  };
  const times: number[] = [];
  for (let round = 0; round < 50; round++) times.push(await timeMs(list));
  const ms = Math.min(...times);
  return {
    name: "first page of the list at 100000 plugins",
    measured: figureOf("ms", [ms]),
    limit: atMost(2),
    note: `the quickest; median ${median(times).toFixed(1)} ms`,
  };
}

function* relevance({ db }: Catalog): Generator<Row> {
  for (const file of ["queries.txt", "held_out_queries.txt"] as const) {
    for (const group of [undefined, "misspelt"]) {
      const queries = readQueries(file).filter((query) => group === undefined || query.group === group);
      const mean = meanReciprocalRank(measureRelevance(db, queries));
      const promised = group === undefined ? 0.95 : 0.9;
      yield {
        name: `mean reciprocal rank, ${file}, ${group ?? "all"}`,
        measured: figureOf("count", [mean]),
        limit: atLeast(promised),
        note: `${queries.length} queries`,
      };
    }
  }
}
