import assert from "node:assert/strict";
import { addCounts, formatCounts, readClosingLine } from "../../scripts/test_counts.ts";

const COLOURED =
  "\x1b[0m\x1b[32mok\x1b[0m | 12 passed (3 steps) | 0 failed | 2 ignored \x1b[38;5;245m(3s)\x1b[0m\n";

Deno.test("readClosingLine() reads the last closing line, with colours, steps and ignored tests", () => {
  assert.deepEqual(readClosingLine(`ok | 1 passed | 0 failed (1ms)\n\n${COLOURED}`), {
    passed: 12,
    passedSteps: 3,
    failed: 0,
    failedSteps: 0,
    ignored: 2,
    ignoredSteps: 0,
  });
  const failed = readClosingLine("FAILED | 3 passed | 2 failed (1 step) | 1 ignored (4 steps) (1m2s)\n");
  assert.deepEqual([failed?.failed, failed?.failedSteps, failed?.ignoredSteps], [2, 1, 4]);
});

Deno.test("readClosingLine() finds nothing in the output of tests that were ended before", () => {
  assert.equal(readClosingLine("running 3 tests from ./a_test.ts\nok ... ok (3ms)\n"), undefined);
});

Deno.test("formatCounts() prints a sum as Deno does, so that it can be read again", () => {
  const one = readClosingLine(COLOURED)!;
  const sum = addCounts([one, { ...one, failed: 1, failedSteps: 1, ignored: 0 }]);
  const line = formatCounts(sum, { isOk: false, ms: 61_000 });
  assert.equal(line, "FAILED | 24 passed (6 steps) | 1 failed (1 step) | 2 ignored (1m1s)");
  assert.deepEqual(readClosingLine(line + "\n"), sum);
  assert.equal(
    formatCounts(addCounts([]), { isOk: true, ms: 400 }),
    "ok | 0 passed | 0 failed (0s)",
  );
});
