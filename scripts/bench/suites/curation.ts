import { updateLikeness } from "../../../src/catalog/alike/likeness_index.ts";
import { recommendPlugins } from "../../../src/catalog/alike/recommend.ts";
import { updateSiblings } from "../../../src/catalog/alike/sibling_index.ts";
import { curatePlugins } from "../../../src/catalog/curation/curate_plugins.ts";
import { inOperation } from "../../../src/catalog/curation/operations.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { listPlugins } from "../../../src/catalog/search/list_plugins.ts";
import { readSearchPage } from "../../../src/catalog/search/search_page.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import type { PluginField } from "../../../src/model/curation/plugin_field.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { fillCatalog } from "../../../tests/relevance/support/relevance_catalog.ts";
import { readQueries } from "../../../tests/relevance/support/relevance_data.ts";
import type { Bench } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { timeMs } from "../harness/in_turn.ts";
import { percentile95 } from "../harness/percentile.ts";
import { atMost, type Row } from "../harness/row.ts";

/** Rows of a page in a table. */
const PAGE = 50;

/** Plugins that one command tags. */
const TAGGED = 10_000;

/** Favorites that recommendations follow from. */
const FAVORITES = 50;

/** Hidden plugins, as many as somebody hides who keeps them all. */
const HIDDEN = 500;

/** The promises of what people say about plugins: writing it in bulk, searches by it, and recommendations. */
export async function* curationRows(bench: Bench): AsyncGenerator<Row> {
  for (const [count, searchMs] of [[10_000, 5], [100_000, 25]] as const) {
    using catalog = await openCatalog(bench.folder.join(`curation-${count}.db`));
    fillCatalog(catalog, count);
    await updateSiblings(catalog);
    const words = readQueries("queries.txt").map(({ query }) => query);
    const before = await percentile95(words, (typed) => search(catalog, typed));
    yield {
      name: `search at ${count}, nothing said`,
      measured: figureOf("ms", [before.ms]),
      note: before.note,
    };
    const rows = catalog.db.prepare("select id from plugins order by id").all().map(({ id }) => Number(id));
    const tagMs = await timeMs(() => say(catalog, rows.slice(0, TAGGED), "tag:bench:all", true));
    yield { name: `tag ${TAGGED} of ${count}`, measured: figureOf("ms", [tagMs]), limit: atMost(300) };
    const step = Math.floor(rows.length / HIDDEN);
    await say(catalog, rows.filter((_, at) => at % step === 1).slice(0, HIDDEN), "hidden", true);
    const spread = Math.floor(rows.length / FAVORITES);
    await say(catalog, rows.filter((_, at) => at % spread === 0).slice(0, FAVORITES), "favorite", true);
    const after = await percentile95(words, (typed) => search(catalog, typed));
    yield {
      name: `search at ${count}, tags and ${HIDDEN} hidden`,
      measured: figureOf("ms", [after.ms]),
      limit: atMost(searchMs),
      note: `${(after.ms / before.ms).toFixed(2)} of the time before; ${after.note}`,
    };
    for (const typed of ["tag:bench", "tag:bench:all reverb", "is:favorite", "is:untagged eq", "bench"]) {
      const { ms } = await percentile95(Array(10).fill(typed), (typed) => search(catalog, typed));
      yield {
        name: `search "${typed}" at ${count}`,
        measured: figureOf("ms", [ms]),
        limit: atMost(searchMs),
      };
    }
    const { ms } = await percentile95(Array(10).fill(""), () => firstPage(catalog));
    yield { name: `first page of the list at ${count}, some hidden`, measured: figureOf("ms", [ms]) };
    if (count === 10_000) {
      await updateLikeness(catalog);
      const recommendMs = await timeMs(() =>
        catalog.read((db) => recommendPlugins(db, { limit: 10, offset: 0 }))
      );
      yield {
        name: `recommend at ${count} by ${FAVORITES} favorites`,
        measured: figureOf("ms", [recommendMs]),
        limit: atMost(1000),
      };
    }
  }
}

async function say(
  catalog: Catalog,
  rows: readonly number[],
  field: PluginField,
  value: unknown,
): Promise<void> {
  await catalog.write((db) =>
    inOperation(db, "bench", new Date(), (writer) => curatePlugins(db, rows, field, value, writer))
  );
}

async function search(catalog: Catalog, typed: string): Promise<void> {
  const { plugins } = await readSearchPage(catalog, {
    query: parseSearch(typed).node,
    isReversed: false,
    limit: PAGE,
    offset: 0,
    isSplit: false,
    isNamesOnly: false,
    isFull: false,
    leavesOutHidden: true,
  });
  for await (const _ of plugins);
}

async function firstPage(catalog: Catalog): Promise<void> {
  const options = { order: "vendor", isReversed: false, offset: 0, limit: PAGE, isFull: false } as const;
  const { plugins } = await listPlugins(catalog, { ...options, leavesOutHidden: true });
  for await (const _ of plugins);
  catalog.db.exec("rollback");
}
