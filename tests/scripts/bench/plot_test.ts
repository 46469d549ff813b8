import assert from "node:assert/strict";
import { XMLValidator } from "fast-xml-parser";
import { figureOf } from "../../../scripts/bench/harness/figure.ts";
import { fitGrowth } from "../../../scripts/bench/harness/growth.ts";
import type { ReportRow } from "../../../scripts/bench/harness/report.ts";
import { atMost, ratioRow } from "../../../scripts/bench/harness/row.ts";
import { plotSvg } from "../../../scripts/bench/plot/plot.ts";
import { reportOf } from "./support/reports.ts";

Deno.test("plotSvg() draws a bar for each limit and ratio, and a line for each growth", () => {
  const curve = [1, 10, 100].map((work) => ({ work, cost: figureOf("ms", [100 + work]) }));
  const times = { measured: [30], baseline: [20] };
  const rows: ReportRow[] = [
    { suite: "scan", ...ratioRow('a < b & "c"', times, { limit: atMost(1.2) }) },
    { suite: "scan", name: "nothing of nothing", measured: figureOf("count", [0]), limit: atMost(0) },
    {
      suite: "growth",
      name: "first scan by number of modules",
      measured: figureOf("exponent", [0.9]),
      limit: atMost(1.05),
      curve,
      fit: fitGrowth(curve.map(({ work, cost }) => [work, cost.median]), 100),
    },
    { suite: "peers", ...ratioRow("another", times, { isMoreBetter: true }) },
    { suite: "peers", name: "other", skipped: "not here" },
  ];
  const svg = plotSvg(reportOf(...rows));
  assert.equal(XMLValidator.validate(svg), true);
  assert.ok(!/NaN|Infinity/.test(svg));
  const classes = [...svg.matchAll(/<rect [^>]*class="(\w+)"/g)].map(([, name]) => name);
  assert.deepEqual(classes.filter((name) => !["page", "track"].includes(name!)), [
    "broken",
    "kept",
    "kept",
    "ratio",
  ]);
  const texts = [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);
  assert.ok(texts.includes("growth: time by number of modules"));
  assert.ok(texts.includes("100 ms + work to the power of 1.00"));
  assert.equal([...svg.matchAll(/<polyline /g)].length, 1);
  assert.equal([...svg.matchAll(/<circle [^>]*r="3.5"/g)].length, 3);
});

Deno.test("plotSvg() draws a run without numbers, with its machine and commit", () => {
  const svg = plotSvg(reportOf());
  assert.equal(XMLValidator.validate(svg), true);
  assert.match(svg, /2 x A, 1 GB/);
  assert.match(svg, /at 0000000/);
});
