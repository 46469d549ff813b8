import assert from "node:assert/strict";
import fc from "fast-check";
import { addBlock, clearBlocks, listBlocks, removeBlocks } from "../../../src/catalog/rules/blocklist.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { clearCatalog } from "../../../src/catalog/maintenance/clear.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { replaceOverrides } from "../../../src/catalog/rules/overrides.ts";
import { pruneMissing } from "../../../src/catalog/maintenance/prune.ts";
import { MAXIMUM_FAILED_SCANS } from "../../../src/model/failure_streak.ts";
import type { ReasonCode } from "../../../src/model/reason_code.ts";
import type { Reason, ScannedModule } from "../../../src/model/module.ts";
import type { KnownModule } from "../../../src/model/scan_journal.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { timesOf } from "../../support/counts.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith, TestClock } from "../support/test_catalog.ts";

const AT = "2026-01-01T00:00:00.000Z";
const LOCATION = "/plugins/A.vst3";

/** How a scan ends for the module that the tests are about. */
function endOf(code: ReasonCode | "scanned", content: string): ScannedModule {
  const fingerprint = `sha256:${content}`;
  if (code === "scanned") return moduleWith("A", [samplePlugin({ name: "A" })], { fingerprint });
  const outcome = code === "timed-out" || code === "crashed" ? code : "failed";
  return moduleWith("A", [], { outcome, fingerprint, reason: { code, message: "Ended", stderrTail: "oh" } });
}

async function commitInto(catalog: Catalog, module: ScannedModule): Promise<ScannedModule> {
  return await commitModule(await beginScan(catalog), module);
}

async function known(catalog: Catalog, location = LOCATION): Promise<KnownModule> {
  return (await beginScan(catalog)).known({ location, format: "vst3" })!;
}

Deno.test("CatalogJournal.commit() blocks nothing before its third failed scan, and another content lifts it", async () => {
  const code = fc.constantFrom<ReasonCode | "scanned">(
    "scanned",
    "crashed",
    "timed-out",
    "out-of-memory",
    "load-error",
    "missing-dependency",
  );
  const ends = fc.array(fc.tuple(code, fc.constantFrom("a", "b")), { minLength: 1, maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(ends, async (ends) => {
      using catalog = await memoryCatalog();
      let streak = 0;
      let last: string | undefined;
      for (const [code, content] of ends) {
        const isCostly = ["crashed", "timed-out", "out-of-memory"].includes(code);
        streak = isCostly ? (content === last ? streak + 1 : 1) : 0;
        last = content;
        const told = await commitInto(catalog, endOf(code, content));
        const { block, attempts, outcome } = await known(catalog);
        assert.equal(told.outcome, endOf(code, content).outcome, "the scan says what it has seen");
        assert.equal(attempts, streak);
        assert.equal(block !== undefined, streak >= MAXIMUM_FAILED_SCANS);
        assert.equal(outcome === "blocked", block !== undefined);
        if (block !== undefined) {
          assert.deepEqual([block.code, block.attempts, block.fingerprint], [
            "blocked-after-failures",
            streak,
            `sha256:${content}`,
          ]);
        }
        assert.equal((await catalog.read(listBlocks)).length, block === undefined ? 0 : 1);
      }
    }),
    { numRuns: timesOf(300) },
  );
});

Deno.test("CatalogJournal.commit() says when a failed module is tried again, and keeps the evidence of a block", async () => {
  using catalog = await memoryCatalog();
  const clock = new TestClock();
  const commit = async () =>
    await commitModule(await beginScan(catalog, { now: clock.now }), endOf("crashed", "a"));
  assert.deepEqual((await commit()).reason?.retryAt, "2026-01-02T00:00:00.000Z");
  assert.deepEqual((await commit()).reason?.retryAt, "2026-01-08T00:00:00.000Z");
  const third = await commit();
  assert.deepEqual([third.outcome, third.reason?.failedScans, third.reason?.retryAt], [
    "crashed",
    3,
    undefined,
  ]);
  const journal = await beginScan(catalog);
  const kept = await journal.keep(journal.known(third)!, third, journal.known(third)!);
  assert.equal(kept.outcome, "blocked");
  assert.deepEqual(kept.reason, {
    code: "blocked-after-failures",
    message: "Failed in 3 scans in a row; last failure: crashed: Ended",
    stderrTail: "oh",
    attempts: 3,
    failedScans: 3,
  });
});

Deno.test("CatalogJournal.commit() counts and blocks each plugin of a module on its own", async () => {
  using catalog = await memoryCatalog();
  const crash: Reason = { code: "crashed", message: "Ended" };
  const shell = (bad: string[]) =>
    moduleWith("S", [samplePlugin({ name: "Good" })], {
      failures: bad.map((name) => ({ id: `vst3:${name}`, name, outcome: "crashed", reason: crash })),
    });
  await commitInto(catalog, shell(["X"]));
  await commitInto(catalog, shell(["X", "Y"]));
  const told = await commitInto(catalog, shell(["X", "Y"]));
  assert.deepEqual(told.failures.map(({ id, outcome, reason }) => [id, outcome, reason.failedScans]), [
    ["vst3:X", "crashed", 3],
    ["vst3:Y", "crashed", 2],
  ]);
  const journal = await beginScan(catalog);
  const module = journal.known({ location: "/plugins/S.vst3", format: "vst3" })!;
  assert.deepEqual([module.outcome, module.block, module.attempts], ["scanned", undefined, 3]);
  assert.deepEqual(module.failures.map(({ id, outcome }) => [id, outcome]), [
    ["vst3:X", "blocked"],
    ["vst3:Y", "crashed"],
  ]);
  assert.deepEqual([...journal.blocks(module).plugins.keys()], ["vst3:X"]);
  await commitInto(catalog, shell([]));
  assert.deepEqual(await catalog.read(listBlocks), [], "it is well, so it is not blocked");
});

Deno.test("addBlock() keeps a module's descriptions and marks its plugins at once, removeBlocks() lets it be tried", async () => {
  using catalog = await memoryCatalog();
  await commitInto(catalog, moduleWith("A", [samplePlugin({ name: "A" })]));
  await catalog.write((db) => addBlock(db, { location: LOCATION }, "Opens a window", AT));
  const { block, outcome } = await known(catalog);
  assert.deepEqual([outcome, block?.code, block?.message], ["blocked", "blocked-by-user", "Opens a window"]);
  const rows = catalog.db.prepare("select outcome, shown_description_id from plugins").all();
  assert.equal(rows[0]?.["outcome"], "blocked");
  assert.notEqual(rows[0]?.["shown_description_id"], null);
  const [removed] = await catalog.write((db) => removeBlocks(db, { location: LOCATION }));
  assert.deepEqual([removed?.location, removed?.names], [LOCATION, ["A"]]);
  assert.equal((await known(catalog)).block, undefined);
});

Deno.test("addBlock() of a plugin blocks the module that holds nothing else, and in a shell only that plugin", async () => {
  using catalog = await memoryCatalog();
  const [a, b] = [samplePlugin({ name: "A" }), samplePlugin({ name: "B" })];
  await commitInto(catalog, moduleWith("One", [a]));
  await commitInto(catalog, moduleWith("Shell", [a, b]));
  await catalog.write((db) => addBlock(db, { plugin: "vst3:A" }, "", AT));
  const one = await known(catalog, "/plugins/One.vst3");
  const shell = await known(catalog, "/plugins/Shell.vst3");
  assert.deepEqual([one.outcome, one.block?.code], ["blocked", "blocked-by-user"]);
  assert.deepEqual([shell.outcome, shell.block], ["scanned", undefined]);
  assert.deepEqual(shell.failures.map(({ id, code }) => [id, code]), [["vst3:A", "blocked-by-user"]]);
  const journal = await beginScan(catalog);
  assert.deepEqual([...journal.blocks({ location: "/new.vst3", format: "vst3" }).plugins.keys()], ["vst3:A"]);
});

Deno.test("removeBlocks() and clearBlocks() make a module that failed too often count from nothing", async () => {
  for (
    const lift of [
      (c: Catalog) => c.write((db) => removeBlocks(db, { location: LOCATION })),
      (c: Catalog) => c.write((db) => clearBlocks(db, "blocked-after-failures")),
      (c: Catalog) => c.write((db) => replaceOverrides(db, { location: LOCATION }, { timeoutMs: 1 }, AT)),
    ]
  ) {
    using catalog = await memoryCatalog();
    for (let i = 0; i < 3; i++) await commitInto(catalog, endOf("timed-out", "a"));
    assert.equal((await known(catalog)).block?.attempts, 3);
    await lift(catalog);
    const { block, attempts } = await known(catalog);
    assert.deepEqual([block, attempts], [undefined, 0]);
    assert.equal((await commitInto(catalog, endOf("timed-out", "a"))).reason?.failedScans, 1);
  }
});

Deno.test("clearBlocks() of one kind leaves the other", async () => {
  using catalog = await memoryCatalog();
  for (let i = 0; i < 3; i++) await commitInto(catalog, endOf("crashed", "a"));
  await catalog.write((db) => addBlock(db, { location: "/plugins/Never.vst3" }, "", AT));
  assert.equal(await catalog.write((db) => clearBlocks(db, "blocked-after-failures")), 1);
  assert.deepEqual((await catalog.read(listBlocks)).map(({ location, format }) => [location, format]), [
    ["/plugins/Never.vst3", undefined],
  ]);
});

Deno.test("what failed too often is forgotten with what scans have learnt, what the user has blocked is not", async () => {
  await using folder = await TemporaryFolder.make();
  for (const forget of [pruneMissing, (c: Catalog) => clearCatalog(c, { withCuration: false })]) {
    using catalog = await openCatalog(folder.join(`${crypto.randomUUID()}.db`));
    for (let i = 0; i < 3; i++) await commitInto(catalog, endOf("crashed", "a"));
    await catalog.write((db) => addBlock(db, { location: "/plugins/Never.vst3" }, "", AT));
    const journal = await beginScan(catalog);
    await journal.remove([...journal.allKnown()], new Date());
    await forget(catalog);
    assert.deepEqual((await catalog.read(listBlocks)).map(({ code }) => code), ["blocked-by-user"]);
  }
});

Deno.test("a block and overrides follow a module that moves", async () => {
  using catalog = await memoryCatalog();
  for (let i = 0; i < 3; i++) await commitInto(catalog, endOf("crashed", "a"));
  await catalog.write((db) => replaceOverrides(db, { location: "/plugins/B.vst3" }, { isolate: true }, AT));
  for (let i = 0; i < 3; i++) {
    await commitInto(catalog, { ...endOf("crashed", "b"), location: "/plugins/B.vst3" });
  }
  const journal = await beginScan(catalog);
  for (const name of ["A", "B"]) {
    const module = journal.known({ location: `/plugins/${name}.vst3`, format: "vst3" })!;
    const key = { location: `/new/${name}.vst3`, format: "vst3" } as const;
    await journal.keep(module, key, { root: "/new", files: [], binary: "/new/x.so" });
  }
  const moved = await beginScan(catalog);
  assert.equal(moved.known({ location: "/new/A.vst3", format: "vst3" })?.block?.attempts, 3);
  assert.deepEqual(moved.overrides({ location: "/new/B.vst3", format: "vst3" }), { isolate: true });
});
