import assert from "node:assert/strict";
import { figureOf } from "../../../scripts/bench/harness/figure.ts";
import { atLeast, atMost, isKept, ratioRow, skippedRow } from "../../../scripts/bench/harness/row.ts";
import { rowLines } from "../../../scripts/bench/harness/table.ts";

Deno.test("ratioRow() takes the ratio of each pair, so that a slow moment of both does not matter", () => {
  const row = ratioRow("scan", { measured: [20, 40, 200], baseline: [10, 20, 100] });
  assert.deepEqual(row.ratio, { unit: "x", median: 2, low: 2, high: 2, runs: 3 });
});

Deno.test("isKept() judges the ratio where there is one, else the measured number", () => {
  const ratio = ratioRow("scan", { measured: [30], baseline: [20] });
  assert.equal(isKept({ ...ratio, limit: atMost(1.5) }), true);
  assert.equal(isKept({ ...ratio, limit: atMost(1.4) }), false);
  assert.equal(isKept({ name: "size", measured: figureOf("MB", [7]), limit: atLeast(8) }), false);
  assert.equal(isKept(ratio), undefined);
});

Deno.test("rowLines() tells a broken limit and a skipped row", () => {
  const row = ratioRow("scan", { measured: [30], baseline: [20] }, {
    limit: atMost(1.2, 1),
    note: "confined",
  });
  assert.equal(
    rowLines(row).replaceAll(/ +/g, " "),
    "BROKEN 30.0 ms 20.0 ms 1.50 x at most 1.2 x, hoped 1 scan\n confined",
  );
  assert.equal(
    rowLines({ name: "peer", skipped: "not here" }).replaceAll(/ +/g, " "),
    "skipped peer: not here",
  );
});

Deno.test("skippedRow() takes the reason out of a text for the names of tests", () => {
  assert.equal(skippedRow("peer", " (skipped: there is no a)").skipped, "there is no a");
  assert.equal(skippedRow("peer", "skipped: there is no a (b)").skipped, "there is no a (b)");
  assert.equal(skippedRow("peer", "there is no a").skipped, "there is no a");
});
