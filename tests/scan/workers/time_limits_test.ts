import assert from "node:assert/strict";
import fc from "fast-check";
import {
  FIRST_LIMITS,
  limitsAfterHangs,
  type TimeHistory,
  timeLimits,
} from "../../../src/scan/workers/time_limits.ts";
import type { ScanOutcome } from "../../../src/model/plugin.ts";

const SECOND = 1000;

function silence(history: TimeHistory): number {
  return timeLimits(history).silenceMs;
}

function known(outcome: ScanOutcome, durationMs: number, attempts = 0): TimeHistory {
  return { known: { outcome, durationMs, attempts, failures: [] } };
}

Deno.test("timeLimits() gives a new module half a minute of silence and two minutes in all", () => {
  assert.deepEqual(timeLimits({}), { silenceMs: 30 * SECOND, totalMs: 120 * SECOND });
});

Deno.test("timeLimits() notices sooner that a quick module hangs, and gives a slow one more time", () => {
  assert.equal(silence(known("scanned", 5)), 10 * SECOND);
  assert.equal(silence(known("scanned", 200)), 20 * SECOND);
  assert.equal(silence(known("scanned", 2 * SECOND)), 30 * SECOND);
  assert.equal(silence(known("scanned", 40 * SECOND)), 80 * SECOND);
});

Deno.test("timeLimits() learns nothing from how long a module took that failed in another way", () => {
  assert.equal(silence(known("crashed", 5, 1)), 30 * SECOND);
  assert.equal(silence(known("failed", 5, 0)), 30 * SECOND);
});

Deno.test("timeLimits() doubles with each timeout in a row", () => {
  const after = (attempts: number) => silence(known("timed-out", 30 * SECOND, attempts)) / SECOND;
  assert.deepEqual([0, 1, 2, 3, 9].map(after), [60, 60, 120, 240, 600]);
});

Deno.test("timeLimits() gives more time to a module of which a single plugin timed out", () => {
  const failure = { id: "vst3:A", code: "timed-out" as const, outcome: "timed-out" as const, attempts: 2 };
  assert.equal(
    silence({ known: { outcome: "scanned", durationMs: 5, attempts: 0, failures: [failure] } }),
    120 * SECOND,
  );
});

Deno.test("timeLimits() gives what was blocked after timeouts the time that its next try would have had", () => {
  assert.equal(silence(known("blocked", 0, 3)), 240 * SECOND);
  assert.equal(silence(known("blocked", 0, 0)), 30 * SECOND);
});

Deno.test("timeLimits() keeps to what is asked for all plugins", () => {
  assert.equal(silence({ requestedMs: 500 }), 500);
  assert.equal(silence({ ...known("scanned", 5), requestedMs: 500 }), 500);
  assert.equal(silence({ ...known("timed-out", 500, 2), requestedMs: 500 }), 500, "no doubling");
  const hour = 3600 * SECOND;
  assert.equal(
    silence({ ...known("timed-out", 500, 2), requestedMs: hour }),
    hour,
    "never less than asked for",
  );
});

Deno.test("timeLimits() keeps to what is asked for one plugin", () => {
  assert.equal(silence({ ...known("timed-out", 500, 2), requestedMs: 500, overrideMs: 700 }), 700);
});

const history = fc.record({
  known: fc.option(
    fc.record({
      outcome: fc.constantFrom<ScanOutcome>("scanned", "failed", "crashed", "timed-out"),
      durationMs: fc.double({ min: 0, max: 1e7, noNaN: true }),
      attempts: fc.nat(1000),
      failures: fc.constant([]),
    }),
    { nil: undefined },
  ),
  requestedMs: fc.option(fc.integer({ min: 1, max: 1e7 }), { nil: undefined }),
  overrideMs: fc.option(fc.integer({ min: 1, max: 1e7 }), { nil: undefined }),
});

Deno.test("timeLimits() are finite, positive, bounded, and leave room for messages", () => {
  fc.assert(fc.property(history, (one) => {
    const { silenceMs, totalMs } = timeLimits(one);
    const longest = Math.max(600 * SECOND, one.requestedMs ?? 0, one.overrideMs ?? 0);
    assert.ok(silenceMs > 0 && silenceMs <= longest);
    assert.equal(totalMs, 4 * silenceMs);
  }));
});

Deno.test("limitsAfterHangs() bounds what a shell costs of which all plugins hang", () => {
  const classes = 400;
  let ms = 0;
  for (let hangs = 0; hangs < classes; hangs++) ms += limitsAfterHangs(FIRST_LIMITS, hangs).silenceMs;
  assert.ok(ms < 60 * SECOND + classes * SECOND, `${ms} ms`);
  assert.deepEqual(limitsAfterHangs(FIRST_LIMITS, 0), FIRST_LIMITS);
});

Deno.test("limitsAfterHangs() never lengthens limits that are short already", () => {
  const short = { silenceMs: 300, totalMs: 600 };
  assert.deepEqual(limitsAfterHangs(short, 5), short);
});
