import assert from "node:assert/strict";
import { updateSiblings } from "../../../src/catalog/alike/sibling_index.ts";
import { listPlugins } from "../../../src/catalog/search/list_plugins.ts";
import { searchPlugins, type SearchRequest } from "../../../src/catalog/search/search_plugins.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { curate } from "../support/curate.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

function search(catalog: Catalog, typed: string, changes: Partial<SearchRequest> = {}) {
  return searchPlugins(catalog.db, {
    query: parseSearch(typed).node,
    isReversed: false,
    offset: 0,
    isSplit: false,
    isNamesOnly: false,
    leavesOutHidden: true,
    ...changes,
  });
}

Deno.test("a search fills its page however many of the best answers are hidden", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const names = Array.from({ length: 600 }, (_, index) => `Delay ${String(index).padStart(3, "0")}`);
  await commitModule(journal, moduleWith("D", names.map((name) => samplePlugin({ name }))));
  for (const [day, typed] of ["delay", "format:vst3"].entries()) {
    const hide = (name: string, value: true | undefined, hour: number) =>
      curate(catalog.db, `vst3:${name}`, "hidden", value, {
        updatedAt: `2026-01-0${day + 1}T0${hour}:00:00.000Z`,
      });
    const all = search(catalog, typed, { leavesOutHidden: false });
    assert.deepEqual([all.total, all.hidden], [600, 0]);
    const best = all.hits.slice(0, 400).map(({ rowId }) => rowId);
    for (const rowId of best) hide(names[rowId - 1]!, true, 1);
    const page = search(catalog, typed, { limit: 50 });
    assert.equal(page.hits.length, 50, typed);
    assert.deepEqual([page.total, page.hidden], [200, 400]);
    assert.ok(page.hits.every(({ rowId }) => !best.includes(rowId)));
    const shown = search(catalog, typed, { leavesOutHidden: false });
    assert.equal(shown.total, page.total + page.hidden);
    for (const name of names) hide(name, undefined, 2);
  }
});

Deno.test("a plugin of which one format is hidden is shown in the others", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  for (const format of ["vst3", "clap"] as const) {
    const plugin = samplePlugin({ id: `${format}:a`, nativeId: "a", name: "Alpha", vendor: "Ann", format });
    await commitModule(journal, moduleWith(`A-${format}`, [plugin], { format }));
  }
  await journal.end({ isComplete: true, interruptedBy: null });
  await updateSiblings(catalog);
  const listed = async () => {
    const { total, hidden, plugins } = await listPlugins(catalog, {
      ...{ order: "name", isReversed: false, offset: 0, isFull: false, isGrouped: true },
      leavesOutHidden: true,
    });
    const ids = await Array.fromAsync(plugins, ({ id }) => id);
    catalog.db.exec("rollback");
    return [ids.join(), total, hidden];
  };
  const found = () => {
    const { total, hidden } = search(catalog, "alpha");
    return [total, hidden];
  };
  curate(catalog.db, "vst3:a", "hidden", true);
  assert.deepEqual(await listed(), ["clap:a", 1, 0]);
  assert.deepEqual(found(), [1, 0]);
  curate(catalog.db, "clap:a", "hidden", true);
  assert.deepEqual(await listed(), ["", 0, 1]);
  assert.deepEqual(found(), [0, 1]);
});
