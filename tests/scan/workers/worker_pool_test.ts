import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { ScannedModule } from "../../../src/model/module.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import type { KnownModule, ModuleKey, ScanJournal } from "../../../src/model/scan_journal.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import type { ScanEvent } from "../../../src/model/documents/scan_document.ts";
import { scan, type ScanOptions } from "../../../src/scan/scanner.ts";
import { childProcesses } from "../../support/child_processes.ts";
import { PATIENT_LIMITS } from "../../support/fake_workers.ts";
import { knownModule } from "../../support/known_module.ts";
import {
  type Act,
  expectationOf,
  makeScripted,
  resultOf,
  type Script,
  scriptedWorker,
} from "../../support/scripted_workers.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** Long enough for a good plugin on a busy machine, short enough for a test that waits for a hang. */
const HANG_LIMITS = { ...PATIENT_LIMITS, silenceMs: 2000, totalMs: 4000 };

function options(folder: TemporaryFolder, more: Partial<ScanOptions> = {}): ScanOptions {
  return {
    version: "0.0.0",
    paths: [folder.path],
    jobs: 2,
    journal: NO_JOURNAL,
    environment: () => undefined,
    worker: scriptedWorker(),
    limits: PATIENT_LIMITS,
    ...more,
  };
}

async function modulesOf(scanOptions: ScanOptions): Promise<ScannedModule[]> {
  const events = await Array.fromAsync(scan(scanOptions));
  return events.flatMap((event) => event.event === "module" ? [event.module] : []);
}

function script(list: Act, ...plugins: (readonly [Act, number])[]): Script {
  return { list, plugins: plugins.flatMap(([act, count]) => Array<Act>(count).fill(act)) };
}

/** A journal for which modules are known in some way, by a part of their location. */
function journalKnowing(known: Readonly<Record<string, Partial<KnownModule>>>): ScanJournal {
  return {
    ...NO_JOURNAL,
    known({ location, format }: ModuleKey) {
      const entry = Object.entries(known).find(([part]) => location.includes(part));
      return entry === undefined ? undefined : knownModule({ location, format }, { root: "/", ...entry[1] });
    },
  };
}

/** In which order modules began, by the first part of their names. */
function beginnings(events: readonly ScanEvent[]): string[] {
  const seen = new Set<string>();
  for (const event of events) {
    if (event.event !== "progress") continue;
    for (const location of event.running) seen.add(location.split("/").at(-1)!.split(".")[0]!);
  }
  return [...seen];
}

Deno.test("WorkerPool lets all workers describe a shell of 400 classes, which loses only its bad one", async () => {
  await using folder = await TemporaryFolder.make();
  const shell = script("o", ["s", 20], ["c", 1], ["o", 379]);
  await makeScripted(folder, "shell", shell);
  const [module] = await modulesOf(options(folder));
  assert.deepEqual(resultOf(module!), expectationOf(shell));
  assert.equal(module!.plugins.length, 399);
  const processes = new Set(module!.plugins.map(({ vendor }) => vendor));
  assert.ok(processes.size >= 2, `described by ${processes.size}`);
});

Deno.test("WorkerPool stores a module once, however many workers describe it", async () => {
  await using folder = await TemporaryFolder.make();
  await makeScripted(folder, "shell", script("o", ["s", 40]));
  const entries: string[] = [];
  const journal: ScanJournal = {
    ...NO_JOURNAL,
    begin: () => Promise.resolve(void entries.push("begin")),
    commit: (module) => {
      entries.push("commit");
      return Promise.resolve(module);
    },
  };
  await modulesOf(options(folder, { journal }));
  assert.deepEqual(entries, ["begin", "commit"]);
});

Deno.test("WorkerPool describes with one worker only where one is all there may be", async () => {
  await using folder = await TemporaryFolder.make();
  await makeScripted(folder, "shell", script("o", ["s", 12]));
  const [module] = await modulesOf(options(folder, { jobs: 1 }));
  assert.equal(new Set(module!.plugins.map(({ vendor }) => vendor)).size, 1);
});

Deno.test("WorkerPool gives every plugin a process of its own when isolated", async () => {
  await using folder = await TemporaryFolder.make();
  await makeScripted(folder, "shell", script("o", ["o", 6]));
  const [module] = await modulesOf(options(folder, { isolate: true }));
  assert.equal(new Set(module!.plugins.map(({ vendor }) => vendor)).size, 6);
});

Deno.test("WorkerPool isolates a module for which that is wished, and no other", async () => {
  await using folder = await TemporaryFolder.make();
  for (const name of ["a", "b", "c"]) await makeScripted(folder, name, script("o", ["o", 2]));
  const journal: ScanJournal = {
    ...NO_JOURNAL,
    overrides: ({ location }) => location.includes("/b.") ? { isolate: true } : {},
  };
  const modules = await modulesOf(options(folder, { jobs: 1, journal }));
  const [a, b, c] = modules.map(({ plugins }) => new Set(plugins.map(({ vendor }) => vendor)));
  assert.deepEqual([a!.size, b!.size, c!.size], [1, 2, 1]);
  assert.ok(b!.isDisjointFrom(a!) && b!.isDisjointFrom(c!));
});

Deno.test("WorkerPool blames who crashes alone, not who gets a worker that another one damaged", async () => {
  await using folder = await TemporaryFolder.make();
  await makeScripted(folder, "a", script("p", ["o", 2]));
  await makeScripted(folder, "b", script("o", ["o", 2]));
  await makeScripted(folder, "c", script("o", ["c", 1], ["o", 1]));
  const modules = await modulesOf(options(folder, { jobs: 1 }));
  assert.deepEqual(modules.map(({ outcome }) => outcome), ["scanned", "scanned", "scanned"]);
  assert.deepEqual(modules.map(({ failures }) => failures.length), [0, 0, 1]);
  assert.equal(modules[2]!.failures[0]!.reason.attempts, 2);
});

Deno.test("WorkerPool keeps the plugins of a module of which one hangs", async () => {
  await using folder = await TemporaryFolder.make();
  const shell = script("o", ["h", 1], ["o", 9]);
  await makeScripted(folder, "shell", shell);
  const [module] = await modulesOf(options(folder, { limits: HANG_LIMITS }));
  assert.deepEqual(resultOf(module!), expectationOf(shell));
});

Deno.test("WorkerPool lets another worker stand in for one that hangs", async () => {
  await using folder = await TemporaryFolder.make();
  for (const name of ["a", "b"]) await makeScripted(folder, name, script("h", ["o", 1]));
  for (const name of ["c", "d", "e"]) await makeScripted(folder, name, script("o", ["o", 1]));
  const limits = { ...PATIENT_LIMITS, silenceMs: 60_000, totalMs: 60_000 };
  const controller = new AbortController();
  const scanned: string[] = [];
  for await (const event of scan(options(folder, { limits, interrupt: controller.signal }))) {
    if (event.event === "module") scanned.push(event.module.location.split("/").at(-1)![0]!);
    if (scanned.length === 3) controller.abort("test");
  }
  assert.deepEqual(scanned.sort(), ["c", "d", "e"]);
});

Deno.test("WorkerPool begins with the modules that are known to be slow", async () => {
  await using folder = await TemporaryFolder.make();
  for (const name of ["a", "b", "c", "d"]) await makeScripted(folder, name, script("o", ["o", 1]));
  const journal = journalKnowing({ "/c.": { durationMs: 2000 }, "/d.": { durationMs: 9000 } });
  const events = await Array.fromAsync(scan(options(folder, { jobs: 1, journal })));
  assert.deepEqual(beginnings(events), ["d", "c", "a", "b"]);
});

Deno.test("WorkerPool begins with the largest of the modules that were never scanned", async () => {
  await using folder = await TemporaryFolder.make();
  for (const [name, megabytes] of [["a", 0], ["b", 6], ["c", 12], ["d", 1]] as const) {
    const bundle = await makeScripted(folder, name, script("o", ["o", 1]));
    const stem = bundle.replace(/^.*\//, "").replace(/\.vst3$/, "");
    const library = `${bundle}/Contents/${Deno.build.arch}-linux/${stem}.so`;
    if (megabytes > 0) await Deno.truncate(library, megabytes * 2 ** 20);
  }
  // The sizes of files that have just been written are not trusted.
  await delay(2100);
  const events = await Array.fromAsync(scan(options(folder, { jobs: 1 })));
  assert.deepEqual(beginnings(events), ["c", "b", "a", "d"]);
});

Deno.test("WorkerPool leaves what an earlier scan did not survive to the end", async () => {
  await using folder = await TemporaryFolder.make();
  for (const name of ["a", "b", "c"]) await makeScripted(folder, name, script("o", ["o", 1]));
  const journal: ScanJournal = {
    ...NO_JOURNAL,
    interruptions: ({ location }) => location.includes("/a.") ? 1 : 0,
  };
  const events = await Array.fromAsync(scan(options(folder, { jobs: 1, journal })));
  assert.deepEqual(beginnings(events), ["b", "c", "a"]);
});

Deno.test("WorkerPool begins no more modules than the catalog keeps up with", async () => {
  await using folder = await TemporaryFolder.make();
  for (let i = 0; i < 16; i++) await makeScripted(folder, `${i}`, script("o", ["o", 1]));
  const jobs = 2;
  let begun = 0;
  let stored = 0;
  let most = 0;
  const journal: ScanJournal = {
    ...NO_JOURNAL,
    begin: () => {
      most = Math.max(most, ++begun - stored);
      return Promise.resolve();
    },
    commit: async (module) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      stored++;
      return module;
    },
  };
  await modulesOf(options(folder, { journal, jobs }));
  assert.equal(stored, 16);
  // One with a worker and four that are being stored.
  assert.ok(most <= 5 * jobs, `${most} modules at once`);
});

Deno.test("WorkerPool gives up what is skipped, concludes nothing about it and goes on", async () => {
  await using folder = await TemporaryFolder.make();
  const hanging = await makeScripted(folder, "a", script("o", ["h", 9]));
  await makeScripted(folder, "b", script("o", ["o", 1]));
  const controls = new EventTarget();
  const entries: string[] = [];
  const journal: ScanJournal = {
    ...NO_JOURNAL,
    commit: (module) => {
      entries.push(`commit ${module.location}`);
      return Promise.resolve(module);
    },
    abandon: ({ location }) => Promise.resolve(void entries.push(`abandon ${location}`)),
  };
  const events: ScanEvent[] = [];
  for await (const event of scan(options(folder, { controls, journal }))) {
    events.push(event);
    if (event.event === "module") controls.dispatchEvent(new Event("skip"));
  }
  assert.deepEqual(entries.at(-1), `abandon ${hanging}`);
  assert.equal(entries.length, 2);
  const problems = events.flatMap((event) => event.event === "problem" ? [event.problem] : []);
  assert.deepEqual(problems.map(({ location, code }) => [location, code]), [[hanging, "skipped"]]);
  const last = events.at(-1);
  assert.ok(last?.event === "finished" && last.complete);
  assert.equal(last.summary.modules, 1);
});

Deno.test("WorkerPool blames a module that ends its worker by SIGKILL only when it does so each time", async () => {
  await using folder = await TemporaryFolder.make();
  await makeScripted(folder, "a", script("o", ["k", 1], ["o", 1]));
  const [module] = await modulesOf(options(folder));
  assert.deepEqual(module!.failures.map(({ reason }) => [reason.code, reason.signal, reason.attempts]), [
    ["crashed", "SIGKILL", 3],
  ]);
});

Deno.test("WorkerPool takes no worker's death for a crash that someone else has killed", async () => {
  await using folder = await TemporaryFolder.make();
  await makeScripted(folder, "a", script("o", ["l", 1]));
  const events: ScanEvent[] = [];
  let kills = 0;
  for await (const event of scan(options(folder, { jobs: 1 }))) {
    events.push(event);
    if (event.event !== "progress" || event.running.length === 0 || kills > 0) continue;
    kills++;
    while (childProcesses().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    // It is at work when it has been ready for a moment.
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const pid of childProcesses()) Deno.kill(pid, "SIGKILL");
  }
  const [module] = events.flatMap((event) => event.event === "module" ? [event.module] : []);
  assert.equal(module?.outcome, "scanned");
  assert.deepEqual(module.failures, []);
});

Deno.test("WorkerPool ends the scan when the system kills workers for want of memory, and blames no plugin", async () => {
  await using folder = await TemporaryFolder.make();
  await makeScripted(folder, "a", script("o", ["K", 1]));
  const real = Deno.systemMemoryInfo;
  Deno.systemMemoryInfo = () => ({ ...real(), available: 1 });
  const entries: string[] = [];
  const journal: ScanJournal = {
    ...NO_JOURNAL,
    commit: (module) => Promise.resolve(module).finally(() => entries.push("commit")),
    abandon: () => Promise.resolve(void entries.push("abandon")),
  };
  try {
    await assert.rejects(
      modulesOf(options(folder, { journal })),
      (error) => error instanceof PluginaryError && error.code === "memory-full",
    );
  } finally {
    Deno.systemMemoryInfo = real;
  }
  assert.deepEqual(entries, ["abandon"]);
});

Deno.test("WorkerPool tells a module that runs out of its own memory from one that crashes", async () => {
  await using folder = await TemporaryFolder.make();
  const shell = script("o", ["m", 1], ["o", 1]);
  await makeScripted(folder, "a", shell);
  const [module] = await modulesOf(options(folder));
  assert.deepEqual(resultOf(module!), expectationOf(shell));
  assert.deepEqual(module!.failures.map(({ outcome, reason }) => [outcome, reason.code]), [[
    "failed",
    "out-of-memory",
  ]]);
});
