import assert from "node:assert/strict";
import { regressions } from "../../../scripts/bench/harness/compare_reports.ts";
import { figureOf, type Unit } from "../../../scripts/bench/harness/figure.ts";
import type { ReportRow } from "../../../scripts/bench/harness/report.ts";
import { atLeast } from "../../../scripts/bench/harness/row.ts";
import { reportOf } from "./support/reports.ts";

Deno.test("regressions() finds a number that is worse by more than its spread and a tenth", () => {
  const found = regressions(
    reportOf(numbers("x", [1, 1.02, 1.04])),
    reportOf(numbers("x", [1.2, 1.22, 1.24])),
  );
  assert.deepEqual(found, [{ suite: "scan", name: "ratio", text: "1.02 x before, 1.22 x now" }]);
});

Deno.test("regressions() takes overlapping quartiles and small changes for noise", () => {
  assert.deepEqual(
    regressions(reportOf(numbers("x", [1, 1.1, 1.5])), reportOf(numbers("x", [1.2, 1.3, 1.4]))),
    [],
  );
  assert.deepEqual(regressions(reportOf(numbers("x", [1])), reportOf(numbers("x", [1.05]))), []);
});

Deno.test("regressions() knows that more is better below a limit from below", () => {
  const [before, now] = [10, 8].map((value) => ({ ...numbers("x", [value]), limit: atLeast(5) }));
  assert.equal(regressions(reportOf(before!), reportOf(now!)).length, 1);
  assert.equal(regressions(reportOf(now!), reportOf(before!)).length, 0);
});

Deno.test("regressions() knows that a peer that takes longer is no loss", () => {
  const [before, now] = [10, 8].map((value) => ({ ...numbers("x", [value]), isMoreBetter: true }));
  assert.equal(regressions(reportOf(before!), reportOf(now!)).length, 1);
  assert.equal(regressions(reportOf(now!), reportOf(before!)).length, 0);
});

Deno.test("regressions() leaves out numbers that are only lower bounds", () => {
  const [before, now] = [30, 8].map((value) => ({ ...numbers("x", [value]), isMoreBetter: true }));
  assert.deepEqual(regressions(reportOf({ ...before!, isLowerBound: true }), reportOf(now!)), []);
});

Deno.test("regressions() compares times only on the same machine", () => {
  const [before, now] = [reportOf(numbers("ms", [10])), reportOf(numbers("ms", [20]))];
  assert.equal(regressions(before, now).length, 1);
  assert.equal(regressions({ ...before, machine: { ...before.machine, cores: 64 } }, now).length, 0);
});

Deno.test("regressions() ignores a row that is new or was skipped", () => {
  const skipped: ReportRow = { suite: "scan", name: "ratio", skipped: "not here" };
  assert.deepEqual(regressions(reportOf(skipped), reportOf(numbers("x", [9]))), []);
  assert.deepEqual(regressions(reportOf(), reportOf(numbers("x", [9]))), []);
});

function numbers(unit: Unit, values: readonly number[]): ReportRow {
  return { suite: "scan", name: "ratio", measured: figureOf(unit, values) };
}
