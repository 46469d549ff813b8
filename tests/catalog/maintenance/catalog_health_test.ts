import assert from "node:assert/strict";
import { readFailures } from "../../../src/catalog/maintenance/catalog_failures.ts";
import { readHealth, readInstalledModules } from "../../../src/catalog/maintenance/catalog_health.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const CRASH = { code: "crashed", message: "Crashed with SIGSEGV" } as const;

/** A catalog with a sound module, one that failed, one in which a plugin failed, and a slow one. */
async function makeCatalog(): Promise<Catalog> {
  const catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const plugin = (name: string) => samplePlugin({ name });
  const failures = [{ id: "vst3:X", name: "X", outcome: "crashed" as const, reason: CRASH }];
  await commitModule(journal, moduleWith("Good", [plugin("A"), plugin("B")]));
  await commitModule(journal, moduleWith("Bad", [], { outcome: "crashed", reason: CRASH }));
  await commitModule(journal, moduleWith("Half", [plugin("C")], { failures }));
  await commitModule(journal, moduleWith("Slow", [plugin("D")], { durationMs: 12_000 }));
  await journal.end({ isComplete: true, interruptedBy: null });
  return catalog;
}

Deno.test("readHealth() counts what is installed, failed and slow", async () => {
  using catalog = await makeCatalog();
  const health = await readHealth(catalog);
  assert.deepEqual([health.plugins, health.modules, health.failures], [4, 4, 2]);
  assert.deepEqual(health.slow, [{ location: "/plugins/Slow.vst3", durationMs: 12_000 }]);
  assert.deepEqual([health.prunable, health.outdated, health.blockedByUser], [0, 0, 0]);
  assert.equal(health.lastScan?.isComplete, true);
  assert.deepEqual(health.damage, []);
});

Deno.test("readHealth() leaves out modules that are missing, and counts them as stale", async () => {
  using catalog = await makeCatalog();
  catalog.db.exec("update modules set missing_at = '2026-01-02T00:00:00.000Z' where outcome = 'crashed'");
  const { modules, failures, prunable } = await readHealth(catalog);
  assert.deepEqual([modules, failures, prunable], [3, 1, 1]);
  assert.equal((await catalog.read(readInstalledModules)).length, 3);
});

Deno.test("readHealth() sees an index that does not match the plugins", async () => {
  using catalog = await makeCatalog();
  catalog.db.exec("delete from search_entries where id = (select min(id) from search_entries)");
  const { damage } = await readHealth(catalog);
  assert.deepEqual(damage, ['The index "search_entries" does not match the plugins']);
});

Deno.test("readFailures() has the reasons of modules and of single plugins, and no others", async () => {
  using catalog = await makeCatalog();
  const failures = await catalog.read((db) => readFailures(db, 10));
  assert.deepEqual(failures.map(({ location, outcome }) => [location, outcome]), [
    ["/plugins/Bad.vst3", "crashed"],
    ["/plugins/Half.vst3", "scanned"],
  ]);
  assert.equal(failures[0]?.reason?.message, CRASH.message);
  assert.equal(failures[1]?.failures[0]?.name, "X");
  assert.equal((await catalog.read((db) => readFailures(db, 1))).length, 1);
});
