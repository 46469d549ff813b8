import { findSimilar } from "../../../src/catalog/alike/similar_plugins.ts";
import { updateSiblings } from "../../../src/catalog/alike/sibling_index.ts";
import { updateLikeness } from "../../../src/catalog/alike/likeness_index.ts";
import { siblingsOf } from "../../../src/catalog/alike/siblings.ts";
import { contentBytes } from "../../../src/catalog/maintenance/content_size.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { findCategoriesAgain } from "../../../src/catalog/plugins/find_categories.ts";
import { readPlugins } from "../../../src/catalog/plugins/read_plugin.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { fillCatalog } from "../../../tests/relevance/support/relevance_catalog.ts";
import type { Bench } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { timeMs } from "../harness/in_turn.ts";
import { percentile95 } from "../harness/percentile.ts";
import { atMost, type Row } from "../harness/row.ts";

/** Plugins that are looked for, spread over the catalog. */
const SOUGHT = 300;

/** Rows of a table. */
const PAGE = 10;

/** Formats of each plugin, so that there are siblings. */
const FORMATS = ["vst3", "clap"];

const OPTIONS = { isOtherVendors: false, isSplit: false, limit: PAGE } as const;

/** Similar plugins, in the process and with the page read; the time and room of the index, and its siblings. */
export async function* similarRows(bench: Bench): AsyncGenerator<Row> {
  for (const [count, promisedMs] of [[1_000, undefined], [10_000, 5], [100_000, 20]] as const) {
    using catalog = await openCatalog(bench.folder.join(`similar-${count}.db`));
    fillCatalog(catalog, count / FORMATS.length, FORMATS);
    await updateSiblings(catalog);
    const before = await contentBytes(catalog);
    const buildMs = await timeMs(() => updateLikeness(catalog));
    const bytes = await contentBytes(catalog) - before;
    yield {
      name: `index of similar plugins at ${count}`,
      measured: figureOf("ms", [buildMs]),
      note: `${(bytes / 1e6).toFixed(1)} MB beside ${(before / 1e6).toFixed(1)} MB`,
    };
    yield await quick(`similar at ${count}`, catalog, promisedMs);
    yield siblingsLast(`siblings after others at ${count}`, catalog);
    if (count === 10_000) {
      yield await reclassification(`all of ${count} plugins get other categories`, catalog);
    }
  }
}

/** Finding all categories again, where each of them was another one before. */
async function reclassification(name: string, catalog: Catalog): Promise<Row> {
  await catalog.write(findCategoriesAgain);
  catalog.db.exec(
    `update plugins set category = 'wrong', category_rules = 0;
     update descriptions set summary = json_set(summary, '$.category', 'wrong', '$.categories', json('[]'))`,
  );
  const ms = await timeMs(() => catalog.write(findCategoriesAgain));
  return { name, measured: figureOf("ms", [ms]), limit: atMost(2000) };
}

async function quick(name: string, catalog: Catalog, promisedMs: number | undefined): Promise<Row> {
  const { ms, note } = await percentile95(sought(catalog), (rowId) =>
    catalog.read((db) => {
      const { rows } = findSimilar(db, rowId, OPTIONS);
      readPlugins(db, rows.map((row) => row.rowId));
    }));
  return {
    name,
    measured: figureOf("ms", [ms]),
    ...promisedMs === undefined ? {} : { limit: atMost(promisedMs) },
    note,
  };
}

/** Plugins whose siblings do not all come before anything else; there must be none. */
function siblingsLast(name: string, catalog: Catalog): Row {
  const ids = sought(catalog);
  const wrong = ids.filter((rowId) => {
    const { rows } = findSimilar(catalog.db, rowId, OPTIONS);
    const siblings = new Set((siblingsOf(catalog.db, [rowId]).get(rowId) ?? []).map((one) => one.rowId));
    return rows.slice(0, siblings.size).some((row) => !siblings.has(row.rowId));
  });
  return {
    name,
    measured: figureOf("count", [wrong.length]),
    limit: atMost(0),
    note: `${ids.length} plugins`,
  };
}

function sought({ db }: Catalog): number[] {
  const rows = db.prepare("select id from plugins order by id").all().map(({ id }) => Number(id));
  const step = Math.max(1, Math.floor(rows.length / SOUGHT));
  return rows.filter((_, at) => at % step === 0);
}
