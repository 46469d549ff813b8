import assert from "node:assert/strict";
import * as v from "valibot";
import { type ScannedModule, scannedModuleSchema } from "../../src/model/module.ts";
import { PluginaryError } from "../../src/model/pluginary_error.ts";
import type { ScanEvent, WorkerActivity } from "../../src/model/documents/scan_document.ts";
import { type ModuleKey, NO_JOURNAL, type ScanJournal } from "../../src/model/scan_journal.ts";
import { ScanActivity } from "../../src/scan/scan_activity.ts";
import { scan, type ScanOptions } from "../../src/scan/scanner.ts";
import { makeBundle } from "../support/bundles.ts";
import { fakeWorker, PATIENT_LIMITS } from "../support/fake_workers.ts";
import { SHORT_LIMITS } from "../support/short_limits.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

/** A journal that remembers the order of what it is told. */
function recordingJournal(): ScanJournal & { readonly entries: string[] } {
  const entries: string[] = [];
  return {
    ...NO_JOURNAL,
    entries,
    begin({ location }: ModuleKey) {
      entries.push(`begin ${location}`);
      return Promise.resolve();
    },
    commit(module) {
      entries.push(`commit ${module.location}`);
      return Promise.resolve(module);
    },
  };
}

function options(folder: TemporaryFolder, behaviour: string, more: Partial<ScanOptions> = {}): ScanOptions {
  return {
    version: "0.0.0",
    paths: [folder.path],
    jobs: 1,
    journal: recordingJournal(),
    environment: () => undefined,
    worker: fakeWorker(behaviour),
    limits: behaviour === "hang" ? SHORT_LIMITS : PATIENT_LIMITS,
    ...more,
  };
}

async function collect(scanOptions: ScanOptions): Promise<{ events: ScanEvent[]; modules: ScannedModule[] }> {
  const events = await Array.fromAsync(scan(scanOptions));
  const modules = events.flatMap((event) => event.event === "module" ? [event.module] : []);
  for (const module of modules) v.parse(scannedModuleSchema, module);
  return { events, modules };
}

Deno.test("scan() keeps where a module says that its presets lie", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "A.vst3");
  const [module] = (await collect(options(folder, "presets"))).modules;
  assert.deepEqual(module?.presetLocations, ["/usr/share/presets", "/tmp/with [31m control"]);
  const [other] = (await collect(options(folder, "good"))).modules;
  assert.equal(other?.presetLocations, undefined);
});

Deno.test("scan() yields a module for each bundle, and its summary at the end", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "A.vst3");
  await makeBundle(folder, "B.vst3");
  const { events, modules } = await collect(options(folder, "good"));
  assert.equal(events[0]?.event, "started");
  assert.deepEqual(modules.map(({ location }) => location), [folder.join("A.vst3"), folder.join("B.vst3")]);
  assert.deepEqual(modules.map(({ outcome }) => outcome), ["scanned", "scanned"]);
  const last = events.at(-1);
  assert.ok(last?.event === "finished");
  assert.equal(last.complete, true);
  assert.equal(last.summary.modules, 2);
  assert.equal(last.summary.plugins, 1, "both bundles hold the same plugin id");
});

Deno.test("scan() journals each module before its code runs and after it ended", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "A.vst3");
  const journal = recordingJournal();
  await collect(options(folder, "good", { journal }));
  assert.deepEqual(journal.entries, [`begin ${folder.join("A.vst3")}`, `commit ${folder.join("A.vst3")}`]);
});

const OUTCOMES: [behaviour: string, outcome: string, code: string][] = [
  ["crash", "crashed", "crashed"],
  ["crash-describe", "crashed", "crashed"],
  ["exit", "crashed", "exited"],
  ["hang", "timed-out", "timed-out"],
  ["no-json", "failed", "protocol-error"],
  ["endless-line", "failed", "too-large"],
];

for (const [behaviour, outcome, code] of OUTCOMES) {
  Deno.test(`scan() concludes "${outcome}" for a module with behaviour "${behaviour}" and goes on`, async () => {
    await using folder = await TemporaryFolder.make();
    await makeBundle(folder, "A.vst3");
    await makeBundle(folder, "B.vst3");
    const { events, modules } = await collect(options(folder, behaviour));
    assert.deepEqual(modules.map((module) => module.outcome), [outcome, outcome]);
    assert.deepEqual(modules.map((module) => module.reason?.code), [code, code]);
    assert.ok(events.at(-1)?.event === "finished");
  });
}

Deno.test("scan() keeps what a module said before it crashed on unloading, with a warning", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "A.vst3");
  const { modules } = await collect(options(folder, "crash-after-answer"));
  assert.equal(modules[0]?.outcome, "scanned");
  assert.deepEqual(modules[0]?.warnings.map(({ code }) => code), ["crashed-after-answer"]);
  assert.equal(modules[0]?.plugins[0]?.name, "Fake");
});

Deno.test("scan() stops with a clear error when no worker starts, and blames no plugin", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "A.vst3");
  await assert.rejects(
    collect(options(folder, "dies-at-start")),
    (error) =>
      error instanceof PluginaryError && error.code === "worker-does-not-start" &&
      /it wrote: cannot open the shim$/.test(error.message),
  );
});

Deno.test("scan() fails for a path that does not exist before it scans anything", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "A.vst3");
  const journal = recordingJournal();
  const paths = [folder.path, folder.join("nothing-here")];
  await assert.rejects(
    collect(options(folder, "good", { journal, paths })),
    (error) => error instanceof PluginaryError && error.code === "path-not-found",
  );
  assert.deepEqual(journal.entries, []);
});

Deno.test("scan() ends in order when it is interrupted, and says by what", async () => {
  await using folder = await TemporaryFolder.make();
  for (let i = 0; i < 20; i++) await makeBundle(folder, `${i}.vst3`);
  const controller = new AbortController();
  const events: ScanEvent[] = [];
  for await (const event of scan(options(folder, "slow", { interrupt: controller.signal }))) {
    events.push(event);
    if (event.event === "module") controller.abort("SIGINT");
  }
  const last = events.at(-1);
  assert.ok(last?.event === "finished");
  assert.equal(last.complete, false);
  assert.equal(last.interruptedBy, "SIGINT");
  assert.equal(last.summary.modules, 1);
});

Deno.test("scan() interrupts a module that hangs", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "A.vst3");
  const limits = { startMs: 5000, silenceMs: 60_000, totalMs: 60_000 };
  const controller = new AbortController();
  for await (const event of scan(options(folder, "hang", { interrupt: controller.signal, limits }))) {
    if (event.event === "progress") setTimeout(() => controller.abort("SIGTERM"), 100);
    assert.notEqual(event.event, "module");
  }
});

Deno.test("scan() ends its workers when its reader leaves early", async () => {
  await using folder = await TemporaryFolder.make();
  for (let i = 0; i < 5; i++) await makeBundle(folder, `${i}.vst3`);
  for await (const event of scan(options(folder, "slow", { jobs: 2 }))) {
    if (event.event === "module") break;
  }
});

Deno.test("scan() reports what cannot be loaded without starting a worker for it", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("Text.vst3", "I am a text");
  await folder.write("Empty.vst3/Contents/readme", "nothing here");
  const { modules } = await collect(options(folder, "dies-at-start"));
  const reasons = Object.fromEntries(
    modules.map((module) => [module.location.split("/").at(-1), module.reason?.code]),
  );
  assert.deepEqual(reasons, { "Text.vst3": "not-a-module", "Empty.vst3": "empty-bundle" });
});

Deno.test("scan() tells what each worker does, in its events and between them", async () => {
  const fixture = new URL("../../build/fixtures/vst3/hang_in_describe.vst3", import.meta.url).pathname;
  const activity = new ScanActivity();
  assert.deepEqual(activity.workers, []);
  await using folder = await TemporaryFolder.make();
  const { worker: _, ...real } = options(folder, "good");
  const events = scan({ ...real, paths: [fixture], limits: SHORT_LIMITS, activity });
  const seen: WorkerActivity[] = [];
  const timer = setInterval(() => seen.push(...activity.workers), 20);
  const told: WorkerActivity[] = [];
  for await (const event of events) if (event.event === "progress") told.push(...event.workers ?? []);
  clearInterval(timer);
  const about = { location: fixture, format: "vst3" };
  assert.ok(told.every(({ location }) => location === fixture));
  const [first] = seen;
  assert.deepEqual({ ...first, forMs: 0 }, { ...about, forMs: 0 }, "a worker that is starting has no id");
  const last = seen.at(-1)!;
  assert.match(last.worker ?? "", /^w\d+$/);
  assert.deepEqual([last.plugin, last.vendor], ["Bad Fixture", "Pluginary Fixtures"]);
  assert.ok(last.forMs > 100, `${last.forMs} ms`);
  assert.deepEqual(activity.workers, []);
});
