import { indexPresetChanges } from "../../../src/catalog/presets/index_preset_changes.ts";
import { listPresets } from "../../../src/catalog/presets/list_presets.ts";
import type { PresetFilter } from "../../../src/catalog/presets/preset_filter.ts";
import { searchPresets } from "../../../src/catalog/presets/search_presets.ts";
import { readSearchPage } from "../../../src/catalog/search/search_page.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { updateSiblings } from "../../../src/catalog/alike/sibling_index.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { fillCatalog } from "../../../tests/relevance/support/relevance_catalog.ts";
import { addPresets } from "../corpora/many_presets.ts";
import type { Bench } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { timeMs } from "../harness/in_turn.ts";
import { percentile95 } from "../harness/percentile.ts";
import { atMost, type Row } from "../harness/row.ts";

/** Presets in files; programs of plugins come on top of them. */
const PRESETS = 100_000;

/** Rows of a page in a table. */
const PAGE = 50;

/** The promises of search, kept by presets: the time of a keystroke, with the page read. */
export async function* presetRows(bench: Bench): AsyncGenerator<Row> {
  const sizes = [[10_000, 5], [100_000, 25]] as const;
  for (const [plugins, promisedMs] of bench.isQuick ? sizes.slice(0, 1) : sizes) {
    using catalog = await openCatalog(bench.folder.join(`presets-${plugins}.db`));
    fillCatalog(catalog, plugins);
    await updateSiblings(catalog);
    const storeMs = await timeMs(() => addPresets(catalog, PRESETS));
    yield {
      name: `storing and indexing a preset, ${PRESETS} in all, at ${plugins} plugins`,
      measured: figureOf("ms", [storeMs / PRESETS]),
    };
    const typed = typedWords(catalog);
    const of = `of ${PRESETS} presets at ${plugins} plugins`;
    yield await quick(`search ${of}`, typed, promisedMs, (words) => search(catalog, words, {}));
    const filter = { pluginIds: [mostPresets(catalog)], containers: ["vstpreset"] } as const;
    yield await quick(
      `search with filters ${of}`,
      typed,
      promisedMs,
      (words) => search(catalog, words, filter),
    );
    yield await quick(`first page ${of}`, ["name"], promisedMs, () => firstPage(catalog));
    const named = typed.flatMap((words) => /^[a-z ]+$/i.test(words) ? [`preset:"${words}"`] : []);
    const authors = typed.filter((words) => words.startsWith("author:"));
    yield await quick(
      `search for plugins by presets and authors ${of}`,
      [...named, ...authors],
      promisedMs,
      (words) => searchPlugins(catalog, words),
    );
    const idleMs = await timeMs(() => indexPresetChanges(catalog));
    yield {
      name: `looking for presets to index where none has changed ${of}`,
      measured: figureOf("ms", [idleMs]),
      limit: atMost(10),
    };
  }
}

/** Names, their first words and letters, and names with authors and tags. */
function typedWords({ db }: Catalog): string[] {
  const rows = db.prepare(
    "select name, author, tags from presets where container = 'vstpreset' order by id limit 2000",
  ).all();
  const typed = rows.flatMap(({ name, author, tags }, index) => {
    const words = String(name).split(" ");
    const [tag] = JSON.parse(String(tags)) as string[];
    const [first = ""] = String(author).split(" ");
    const forms = [
      String(name),
      words[0]!,
      words[0]!.slice(0, 3),
      words[0]!.slice(0, 1),
      `${first} ${words[1]}`,
      `${tag} ${words[0]}`,
      `author:${first}`,
      `${words[0]!.slice(0, 2)} ${words[1]!.slice(0, 2)}`,
    ];
    return [forms[index % forms.length]!.trim()];
  });
  return [...new Set(typed)].filter((words) => !words.endsWith(":"));
}

function mostPresets({ db }: Catalog): string {
  return String(
    db.prepare("select plugin_id from presets group by plugin_id order by count(*) desc limit 1").get()![
      "plugin_id"
    ],
  );
}

async function search(catalog: Catalog, typed: string, filter: PresetFilter): Promise<void> {
  await catalog.read((db) => {
    const options = { filter, isReversed: false, limit: PAGE, offset: 0, leavesOutHidden: true };
    return [...searchPresets(db, { ...options, typed }).presets];
  });
}

async function firstPage(catalog: Catalog): Promise<void> {
  await catalog.read((db) => {
    const options = { filter: {}, order: "name", isReversed: false, limit: PAGE, offset: 0 } as const;
    return [...listPresets(db, { ...options, leavesOutHidden: true }).presets];
  });
}

async function searchPlugins(catalog: Catalog, typed: string): Promise<void> {
  const { plugins } = await readSearchPage(catalog, {
    query: parseSearch(typed).node,
    isReversed: false,
    limit: PAGE,
    offset: 0,
    isSplit: false,
    isNamesOnly: false,
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
