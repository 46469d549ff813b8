import assert from "node:assert/strict";
import { inOperation } from "../../../src/catalog/curation/operations.ts";
import { localKey } from "../../../src/catalog/curation/registers.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { Finder } from "../../../src/cli/browse/finder.ts";
import type { Answers } from "../../../src/cli/browse/state/browse_state.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

const COUNT = 250;

/** Names in the order of a list by name. */
const NAMES = Array.from({ length: COUNT }, (_, index) => `Sound ${String(index).padStart(3, "0")}`);

async function catalogFile(folder: TemporaryFolder): Promise<string> {
  const path = folder.join("catalog.db");
  await storedCatalog(path, NAMES.toReversed().map((name) => ({ name, id: `vst3:${name}`, vendor: "Ann" })));
  return path;
}

function namesOf({ plugins }: Answers): string[] {
  return plugins.map(({ plugin }) => plugin.name);
}

Deno.test("Finder lists everything by name, wherever somebody looks first", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(await catalogFile(folder));
  for (const first of [0, 1, 20, 100, 124, 126, 200, 239, 240, 249, 900]) {
    const finder = new Finder(catalog);
    await finder.find("", { first: 0, rows: 10 });
    const answers = await finder.find("", { first, rows: 10 });
    assert.deepEqual([answers.total, answers.isTotalExact], [COUNT, true]);
    const { from, plugins } = answers;
    assert.deepEqual(namesOf(answers), NAMES.slice(from, from + plugins.length), `from ${first}`);
    const shown = Math.min(first, COUNT - 10);
    assert.ok(from <= shown && from + plugins.length >= shown + 10, `${first}: ${from}, ${plugins.length}`);
  }
});

Deno.test("Finder finds all answers for somebody who moves on", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(await catalogFile(folder));
  const finder = new Finder(catalog);
  const first = await finder.find("sound", { first: 0, rows: 10 });
  assert.equal(first.plugins.length, 10);
  const found = new Set<string>();
  for (let place = 0; place < COUNT; place += 10) {
    const answers = await finder.find("sound", { first: place, rows: 10 });
    for (const name of namesOf(answers)) found.add(name);
  }
  assert.deepEqual([...found].sort(), NAMES);
  const last = await finder.find("sound", { first: Number.MAX_SAFE_INTEGER, rows: 10 });
  assert.deepEqual([last.total, last.isTotalExact, last.from + last.plugins.length], [COUNT, true, COUNT]);
});

Deno.test("Finder leaves out what is hidden, unless the query is about that", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(await catalogFile(folder));
  await catalog.write((db) =>
    inOperation(
      db,
      "test",
      new Date(),
      (writer) => writer.set(localKey("plugin", "vst3:Sound 000", "hidden"), true),
    )
  );
  const finder = new Finder(catalog);
  const totals = [];
  for (const query of ["", "sound 00", "is:hidden", "sound -is:hidden", "sound OR is:hidden"]) {
    totals.push((await finder.find(query, { first: 0, rows: 300 })).total);
  }
  assert.deepEqual(totals, [COUNT - 1, 9, 1, COUNT - 1, COUNT]);
});

Deno.test("Finder can be used again after a query with an error", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(await catalogFile(folder));
  const finder = new Finder(catalog);
  await assert.rejects(finder.find("parameters:x", { first: 0, rows: 10 }), /Cannot read the search/);
  assert.equal(catalog.db.isTransaction, false);
  assert.equal((await finder.find("", { first: 0, rows: 10 })).total, COUNT);
});

Deno.test("Finder sees what other programs write", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(await catalogFile(folder));
  const finder = new Finder(catalog);
  const favorites = async (query: string) => {
    const { plugins } = await finder.find(query, { first: 0, rows: 10 });
    return plugins.filter(({ curation }) => curation.isFavorite).map(({ plugin }) => plugin.name);
  };
  for (const query of ["", "sound 00"]) assert.deepEqual(await favorites(query), []);
  using other = await openCatalog(catalog.path);
  await other.write((db) =>
    inOperation(
      db,
      "test",
      new Date(),
      (writer) => writer.set(localKey("plugin", "vst3:Sound 001", "favorite"), true),
    )
  );
  for (const query of ["", "sound 00"]) assert.deepEqual(await favorites(query), ["Sound 001"]);
});
