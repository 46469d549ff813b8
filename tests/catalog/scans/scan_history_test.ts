import assert from "node:assert/strict";
import { MIGRATIONS } from "../../../src/catalog/migrations.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import {
  boundScanRuns,
  findScanRun,
  listBadEnds,
  listChanges,
  listScanRuns,
} from "../../../src/catalog/scans/scan_history.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { beginScan, commitModule, countRows, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

Deno.test("a scan's record says what it changed and what failed, and goes with it", async () => {
  using catalog = await memoryCatalog();
  const crash = { code: "crashed", message: "Ended" } as const;
  const first = await beginScan(catalog);
  await commitModule(first, moduleWith("A", [samplePlugin({ name: "A" })]));
  await commitModule(first, moduleWith("B", [samplePlugin({ name: "B" })], { change: "unchanged" }));
  await commitModule(first, moduleWith("C", [], { outcome: "crashed", reason: crash }));
  await first.end({ isComplete: true, interruptedBy: null });
  const second = await beginScan(catalog);
  const [a, b] = ["A", "B"].map((name) =>
    second.known({ location: `/plugins/${name}.vst3`, format: "vst3" })!
  );
  await second.keep(a!, { location: "/new/A.vst3", format: "vst3" }, { root: "/new", files: [] });
  await second.keep(b!, b!, b!);
  await second.remove([b!], new Date());
  await commitModule(second, moduleWith("C", [samplePlugin({ name: "C" })], { change: "modified" }));
  const [one, two] = await catalog.read((db) => [listChanges(db, 1), listChanges(db, 2)]);
  assert.deepEqual(one!.map(({ location, change, plugins }) => [location, change, plugins]), [
    ["/plugins/A.vst3", "added", ["vst3:A"]],
    ["/plugins/C.vst3", "added", []],
  ]);
  assert.deepEqual(two, [
    {
      location: "/new/A.vst3",
      format: "vst3",
      change: "moved",
      formerLocation: "/plugins/A.vst3",
      plugins: ["vst3:A"],
    },
    { location: "/plugins/B.vst3", format: "vst3", change: "removed", plugins: ["vst3:B"] },
    { location: "/plugins/C.vst3", format: "vst3", change: "modified", plugins: ["vst3:C"] },
  ]);
  const ends = await catalog.read((db) => [listBadEnds(db, 1), listBadEnds(db, 2)]);
  assert.deepEqual(
    ends[0]!.map(({ location, outcome, reason }) => [location, outcome, reason?.failedScans]),
    [
      ["/plugins/C.vst3", "crashed", 1],
    ],
  );
  assert.deepEqual(ends[1], []);
  const { total, runs } = await catalog.read((db) => listScanRuns(db, { limit: 1 }));
  assert.deepEqual([total, runs.map(({ id, endedAt }) => [id, endedAt])], [2, [[2, undefined]]]);
  assert.equal((await catalog.read((db) => findScanRun(db)))?.id, 2);
  assert.equal((await catalog.read((db) => findScanRun(db, 1)))?.isComplete, true);
  catalog.db.exec("delete from scan_runs where id = 1");
  assert.equal(await countRows(catalog, "changes"), 3);
});

Deno.test("CatalogJournal.commit() keeps the last 20 ends of each module", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  for (let i = 0; i < 25; i++) {
    for (const name of ["A", "B"]) {
      await commitModule(journal, moduleWith(name, [], { durationMs: i, change: "unchanged" }));
    }
  }
  const rows = catalog.db.prepare(
    "select location, count(*) as n, min(duration_ms) as least, max(duration_ms) as most from outcomes group by 1",
  ).all();
  assert.deepEqual(rows.map(({ n, least, most }) => [n, least, most]), [[20, 5, 24], [20, 5, 24]]);
});

Deno.test("CatalogJournal.end() forgets old scans, but none to which a kept end belongs", async () => {
  using catalog = await memoryCatalog();
  const first = await beginScan(catalog);
  await commitModule(first, moduleWith("A", []));
  const insert = catalog.db.prepare(
    `insert into scan_runs (started_at, ended_at, pid, host, tool_version, paths, formats)
     values ('', '', 1, '', '', '[]', '[]')`,
  );
  for (let i = 0; i < 600; i++) insert.run();
  await catalog.write(boundScanRuns);
  assert.equal(await countRows(catalog, "scan_runs"), 501);
  assert.equal((await catalog.read((db) => findScanRun(db, 1)))?.id, 1);
  for (let i = 0; i < 40; i++) {
    await (await beginScan(catalog)).end({ isComplete: true, interruptedBy: null });
  }
  assert.ok(await countRows(catalog, "scan_runs") <= 521);
});

Deno.test("openCatalog() brings a catalog of version 1 to the latest with all that is in it", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  {
    using old = await openCatalog(path, { migrations: MIGRATIONS.slice(0, 1) });
    old.db.exec(`
      insert into scan_runs (started_at, pid, host, tool_version, paths, formats)
        values ('2026-01-01T00:00:00.000Z', 1, 'h', '0', '[]', '[]');
      insert into outcomes (location, format, scan_run_id, outcome, duration_ms, at)
        values ('/a.vst3', 'vst3', 1, 'scanned', 1, '2026-01-01T00:00:00.000Z');`);
  }
  using catalog = await openCatalog(path);
  assert.equal(await countRows(catalog, "outcomes"), 1);
  assert.deepEqual((await catalog.read((db) => listScanRuns(db, { limit: null }))).total, 1);
  const journal = await beginScan(catalog);
  await commitModule(journal, moduleWith("A", []));
  assert.equal(await countRows(catalog, "changes"), 1);
});
