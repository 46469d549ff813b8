import assert from "node:assert/strict";
import { addBlock, listBlocks, removeBlocks } from "../../../src/catalog/rules/blocklist.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { replaceOverrides } from "../../../src/catalog/rules/overrides.ts";
import type { ScannedModule } from "../../../src/model/module.ts";
import { makeBundle } from "../../support/bundles.ts";
import type { TemporaryFolder } from "../../support/temporary_folder.ts";
import { modify, scanInto, type Seen, setUp } from "../support/scan_into.ts";

const AT = "2026-01-01T00:00:00.000Z";
const HOUR_MS = 3_600_000;
const START_MS = Date.parse(AT);

/** A folder with one plugin, scanned at times that a test names. */
class Timeline {
  readonly folder: TemporaryFolder;
  readonly catalog: Catalog;

  constructor(folder: TemporaryFolder, catalog: Catalog) {
    this.folder = folder;
    this.catalog = catalog;
  }

  async scanAt(
    hours: number,
    behaviour: string,
    more: Parameters<typeof scanInto>[2] = {},
  ): Promise<Seen & { module: ScannedModule }> {
    const now = () => new Date(START_MS + hours * HOUR_MS);
    const seen = await scanInto(this.catalog, this.folder, { now, behaviour, ...more });
    return { ...seen, module: seen.modules[0]! };
  }
}

async function startTimeline(): Promise<Timeline> {
  const { folder, catalog } = await setUp(["A.vst3"]);
  return new Timeline(folder, catalog);
}

Deno.test("scan() tries what crashed after a day, then after a week, then never, until its file changes", async () => {
  const timeline = await startTimeline();
  await using _ = timeline.folder;
  const ran: [hours: number, ran: boolean][] = [];
  for (const hours of [0, 23, 25, 25 + 24 * 6, 25 + 24 * 7, 25 + 24 * 30, 24 * 365]) {
    const seen = await timeline.scanAt(hours, "crash");
    ran.push([hours, seen.ran.length > 0]);
  }
  assert.deepEqual(ran.map(([, isRun]) => isRun), [true, false, true, false, true, false, false]);
  const blocked = await timeline.scanAt(24 * 365 + 1, "good");
  assert.deepEqual([blocked.module.outcome, blocked.module.reason?.code, blocked.module.reason?.attempts], [
    "blocked",
    "blocked-after-failures",
    3,
  ]);
  assert.equal(blocked.summary.failures, 0);
  await modify(timeline.folder, "A.vst3", 7);
  const changed = await timeline.scanAt(24 * 366, "good");
  assert.deepEqual([changed.ran, changed.module.outcome], [["A.vst3"], "scanned"]);
  assert.deepEqual(await timeline.catalog.read(listBlocks), []);
});

Deno.test("scan() tries what hung each time, three times in all", async () => {
  const timeline = await startTimeline();
  await using _ = timeline.folder;
  const outcomes: string[] = [];
  for (let hours = 0; hours < 4; hours++) {
    outcomes.push((await timeline.scanAt(hours, "hang")).module.outcome);
  }
  assert.deepEqual(outcomes, ["timed-out", "timed-out", "timed-out", "blocked"]);
});

Deno.test("scan() counts three failures before a block in a file that changes between them from the last change", async () => {
  const timeline = await startTimeline();
  await using _ = timeline.folder;
  await timeline.scanAt(0, "hang");
  await timeline.scanAt(1, "hang");
  await modify(timeline.folder, "A.vst3", 7);
  assert.equal((await timeline.scanAt(2, "hang")).module.reason?.failedScans, 1);
  assert.equal((await timeline.scanAt(3, "good")).module.outcome, "scanned");
});

Deno.test("scan() with --retry-blocked tries what failed too often, and lifts the block when that goes well", async () => {
  const timeline = await startTimeline();
  await using _ = timeline.folder;
  for (let hours = 0; hours < 3; hours++) await timeline.scanAt(hours, "hang");
  const policy = { retriesBlocked: true };
  const worse = await timeline.scanAt(4, "hang", { policy });
  assert.deepEqual([worse.module.outcome, worse.module.reason?.failedScans], ["timed-out", 4]);
  assert.deepEqual((await timeline.scanAt(5, "good")).ran, []);
  assert.equal((await timeline.scanAt(6, "good", { policy })).module.outcome, "scanned");
  assert.deepEqual((await timeline.scanAt(7, "good")).ran, []);
});

Deno.test("scan() with --force or --failed leaves alone what is blocked", async () => {
  const timeline = await startTimeline();
  await using _ = timeline.folder;
  for (let hours = 0; hours < 3; hours++) await timeline.scanAt(hours, "hang");
  for (const policy of [{ isForced: true }, { onlyFailed: true }, { olderThanMs: 0 }]) {
    assert.deepEqual((await timeline.scanAt(9, "good", { policy })).ran, []);
  }
});

Deno.test("scan() gives no worker to what the user has blocked, new or changed or retried, until it is unblocked", async () => {
  const timeline = await startTimeline();
  await using _ = timeline.folder;
  const { catalog, folder } = timeline;
  const location = folder.join("A.vst3");
  await catalog.write((db) => addBlock(db, { location }, "Opens a dialog", AT));
  const first = await timeline.scanAt(0, "good");
  assert.deepEqual([first.ran, first.module.outcome, first.module.reason?.message], [
    [],
    "blocked",
    "Opens a dialog",
  ]);
  assert.deepEqual([first.module.change, first.module.fingerprint === undefined], ["added", false]);
  assert.equal((await timeline.scanAt(1, "good")).module.change, "unchanged");
  await modify(folder, "A.vst3", 7);
  const changed = await timeline.scanAt(2, "good", { policy: { retriesBlocked: true } });
  assert.deepEqual([changed.ran, changed.module.outcome, changed.module.change], [[], "blocked", "modified"]);
  await catalog.write((db) => removeBlocks(db, { location }));
  assert.deepEqual((await timeline.scanAt(3, "good")).module.outcome, "scanned");
});

Deno.test("scan() keeps what is known of a module that is blocked", async () => {
  const timeline = await startTimeline();
  await using _ = timeline.folder;
  const { catalog, folder } = timeline;
  const good = await timeline.scanAt(0, "good");
  await catalog.write((db) => addBlock(db, { location: folder.join("A.vst3") }, "", AT));
  const { module } = await timeline.scanAt(1, "good");
  assert.deepEqual(module.plugins.map(({ name, outcome }) => [name, outcome]), [["Fake", "blocked"]]);
  assert.deepEqual(module.plugins[0]?.parameters, good.module.plugins[0]?.parameters);
});

Deno.test("scan() describes all of a shell but the plugin that is blocked", async () => {
  const timeline = await startTimeline();
  await using _ = timeline.folder;
  for (const hours of [0, 25]) assert.equal((await timeline.scanAt(hours, "one-crashes")).ran.length, 1);
  const third = await timeline.scanAt(24 * 10, "one-crashes");
  assert.deepEqual(third.module.failures.map(({ id, outcome }) => [id, outcome]), [["vst3:BAD", "crashed"]]);
  const kept = await timeline.scanAt(24 * 11, "one-crashes");
  assert.deepEqual(kept.ran, []);
  assert.deepEqual(kept.module.failures.map(({ id, outcome }) => [id, outcome]), [["vst3:BAD", "blocked"]]);
  const forced = await timeline.scanAt(24 * 12, "two", { policy: { isForced: true } });
  assert.deepEqual(forced.module.plugins.map(({ name }) => name), ["Fake"]);
  assert.deepEqual(forced.module.failures.map(({ id, outcome }) => [id, outcome]), [["vst3:BAD", "blocked"]]);
  const retried = await timeline.scanAt(24 * 13, "one-crashes", { policy: { retriesBlocked: true } });
  assert.deepEqual(retried.module.failures.map(({ reason }) => reason.failedScans), [4]);
  const well = await timeline.scanAt(24 * 14, "two", { policy: { retriesBlocked: true } });
  assert.deepEqual([well.module.plugins.length, well.module.failures], [2, []]);
  assert.deepEqual(await timeline.catalog.read(listBlocks), []);
});

Deno.test("scan() skips what an override says to skip, and scans it when that is unset", async () => {
  const timeline = await startTimeline();
  await using _ = timeline.folder;
  const target = { location: timeline.folder.join("A.vst3") };
  await timeline.catalog.write((db) => replaceOverrides(db, target, { skip: true }, AT));
  const skipped = await timeline.scanAt(0, "good");
  assert.deepEqual([skipped.ran, skipped.module.reason?.code], [[], "blocked-by-user"]);
  await timeline.catalog.write((db) => replaceOverrides(db, target, {}, AT));
  assert.equal((await timeline.scanAt(1, "good")).module.outcome, "scanned");
});

Deno.test("scan() tries again at once what got an override since it crashed", async () => {
  const timeline = await startTimeline();
  await using _ = timeline.folder;
  const target = { location: timeline.folder.join("A.vst3") };
  await timeline.scanAt(0, "crash");
  await timeline.catalog.write((db) => replaceOverrides(db, target, { isolate: true }, AT));
  assert.equal((await timeline.scanAt(1, "good")).module.outcome, "scanned");
});

Deno.test("scan() confines a module as its override says, alone, and tells it", async () => {
  const timeline = await startTimeline();
  await using _ = timeline.folder;
  await makeBundle(timeline.folder, "B.vst3");
  const target = { location: timeline.folder.join("A.vst3") };
  const overrides = { confinement: "off", environment: { LICENCE: "1" }, allow: ["net"] } as const;
  await timeline.catalog.write((db) => replaceOverrides(db, target, overrides, AT));
  const { modules } = await timeline.scanAt(0, "good");
  assert.deepEqual(modules.map(({ confinement }) => confinement?.overrides), [
    ["net", "confinement=off", "environment.LICENCE"],
    [],
  ]);
  assert.notEqual(modules[0]?.worker, modules[1]?.worker);
});

Deno.test("scan() gives a module the variables of its override, and no other module", async () => {
  const timeline = await startTimeline();
  await using _ = timeline.folder;
  await makeBundle(timeline.folder, "B.vst3");
  const target = { location: timeline.folder.join("A.vst3") };
  const environment = { FAKE_VARIABLE: "for A", LD_PRELOAD: "/not/from/a/catalog.so" };
  await timeline.catalog.write((db) => replaceOverrides(db, target, { environment }, AT));
  const { modules } = await timeline.scanAt(0, "echo-variable");
  assert.deepEqual(modules.map(({ plugins }) => plugins[0]?.name), ["for A", "none"]);
  assert.deepEqual(modules[0]?.confinement?.overrides, ["environment.FAKE_VARIABLE"]);
});
