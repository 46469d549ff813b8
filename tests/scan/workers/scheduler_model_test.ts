import assert from "node:assert/strict";
import fc from "fast-check";
import type { ScannedModule } from "../../../src/model/module.ts";
import type { ScanEvent } from "../../../src/model/documents/scan_document.ts";
import { type ModuleKey, NO_JOURNAL, type ScanJournal } from "../../../src/model/scan_journal.ts";
import { scan } from "../../../src/scan/scanner.ts";
import { childProcesses } from "../../support/child_processes.ts";
import { IS_FULL_RUN, timesOf } from "../../support/counts.ts";
import { PATIENT_LIMITS } from "../../support/fake_workers.ts";
import {
  type Act,
  expectationOf,
  makeScripted,
  resultOf,
  type Script,
  scriptedWorker,
} from "../../support/scripted_workers.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** Long enough for a good plugin on a machine that is busy with other things. */
const LIMITS = { ...PATIENT_LIMITS, silenceMs: 4000, totalMs: 8000 };

/** The property ends in time, however slow the machine is; what was tried until then has held. */
const BOUND_MS = 120_000;

/** A scan and all that happens to it. */
interface Story {
  readonly scripts: readonly Script[];
  readonly jobs: number;
  readonly isolate: boolean;
  /** Moments at which some worker is killed, in ms from the beginning. */
  readonly kills: readonly number[];
  /** The event after which the scan is interrupted, or something skipped; unset for never. */
  readonly interruptAt: number | undefined;
  readonly skipAt: number | undefined;
}

function acts(weights: Partial<Record<Act, number>>): fc.Arbitrary<Act> {
  return fc.oneof(
    ...Object.entries(weights).map(([act, weight]) => ({ arbitrary: fc.constant(act as Act), weight })),
  );
}

const script: fc.Arbitrary<Script> = fc.record({
  list: acts({ o: 40, s: 4, a: 2, p: 5, c: 2, m: 1, e: 1, g: 1, r: 2, k: 1, h: 1 }),
  plugins: fc.array(acts({ o: 60, s: 10, a: 2, p: 8, c: 4, m: 2, e: 2, g: 2, r: 4, k: 1, h: 1 }), {
    maxLength: 12,
  }),
});

const story: fc.Arbitrary<Story> = fc.record({
  scripts: fc.array(script, { minLength: 1, maxLength: 6 }),
  jobs: fc.integer({ min: 1, max: 4 }),
  isolate: fc.boolean(),
  // Fewer than it takes to blame a module for a kill.
  kills: fc.array(fc.nat(1500), { maxLength: 2 }),
  interruptAt: fc.option(fc.nat(20), { nil: undefined, freq: 3 }),
  skipAt: fc.option(fc.nat(20), { nil: undefined, freq: 3 }),
});

/** A journal that checks that each module is begun and ended once. */
class StrictJournal {
  readonly open = new Set<string>();
  readonly committed: string[] = [];
  mostOpen = 0;

  get journal(): ScanJournal {
    return {
      ...NO_JOURNAL,
      begin: ({ location }: ModuleKey) => {
        assert.ok(!this.open.has(location) && !this.committed.includes(location), `begun twice: ${location}`);
        this.open.add(location);
        this.mostOpen = Math.max(this.mostOpen, this.open.size);
        return Promise.resolve();
      },
      commit: (module) => {
        assert.ok(this.open.delete(module.location), `ended without beginning: ${module.location}`);
        this.committed.push(module.location);
        return Promise.resolve(module);
      },
      abandon: ({ location }) => {
        assert.ok(this.open.delete(location), `abandoned without beginning: ${location}`);
        return Promise.resolve();
      },
    };
  }
}

function killSomeWorker(): void {
  const [pid] = childProcesses();
  try {
    if (pid !== undefined) Deno.kill(pid, "SIGKILL");
  } catch (error) {
    // It ended by itself in the meantime.
    if (!(error instanceof Deno.errors.NotFound || error instanceof TypeError)) throw error;
  }
}

async function play(story: Story, folder: TemporaryFolder, journal: ScanJournal): Promise<ScanEvent[]> {
  const interrupt = new AbortController();
  const controls = new EventTarget();
  const timers = story.kills.map((ms) => setTimeout(killSomeWorker, ms));
  const events: ScanEvent[] = [];
  try {
    const { jobs, isolate } = story;
    for await (
      const event of scan({
        version: "0.0.0",
        paths: [folder.path],
        jobs,
        isolate,
        journal,
        interrupt: interrupt.signal,
        controls,
        environment: () => undefined,
        worker: scriptedWorker(),
        limits: LIMITS,
      })
    ) {
      if (events.length === story.interruptAt) interrupt.abort("test");
      if (events.length === story.skipAt) controls.dispatchEvent(new Event("skip"));
      events.push(event);
    }
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
  return events;
}

async function holds(story: Story): Promise<void> {
  await using folder = await TemporaryFolder.make();
  const expected = new Map<string, Script>();
  for (const [index, script] of story.scripts.entries()) {
    expected.set(await makeScripted(folder, `m${index}`, script), script);
  }
  const strict = new StrictJournal();
  const events = await play(story, folder, strict.journal);

  const modules = events.flatMap((event) => event.event === "module" ? [event.module] : []);
  for (const module of modules) assertAsExpected(module, expected.get(module.location)!);
  assert.deepEqual(strict.committed, modules.map(({ location }) => location));
  assert.deepEqual([...strict.open], [], "left open in the journal");
  // Each that hangs may be stood in for, and the results of four more may wait to be stored.
  const hands = story.jobs === 1 ? 1 : 2 * story.jobs;
  assert.ok(strict.mostOpen <= 5 * hands, `${strict.mostOpen} at once`);
  assert.deepEqual(childProcesses(), [], "workers outlive the scan");

  const last = events.at(-1);
  assert.ok(last?.event === "finished");
  assert.equal(last.summary.modules, modules.length);
  const skipped = events.flatMap((event) => event.event === "problem" ? [event.problem.location] : []);
  if (!last.complete) return assert.notEqual(story.interruptAt, undefined);
  assert.deepEqual(
    [...modules.map(({ location }) => location), ...skipped].sort(),
    [...expected.keys()].sort(),
  );
  assert.ok(skipped.length <= (story.skipAt === undefined ? 0 : 1));
}

function assertAsExpected(module: ScannedModule, script: Script): void {
  assert.deepEqual(resultOf(module), expectationOf(script), JSON.stringify(module, undefined, 1));
}

Deno.test("scan() comes to what a simple rule says, whatever the modules, the workers and their ends", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  await fc.assert(fc.asyncProperty(story, holds), {
    numRuns: timesOf(80),
    interruptAfterTimeLimit: BOUND_MS * (IS_FULL_RUN ? 10 : 1),
    markInterruptAsFailure: false,
  });
});
