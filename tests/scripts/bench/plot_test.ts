import assert from "node:assert/strict";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { figureOf } from "../../../scripts/bench/harness/figure.ts";
import { plotSvg } from "../../../scripts/bench/harness/plot.ts";
import type { ReportRow } from "../../../scripts/bench/harness/report.ts";
import { atMost, ratioRow } from "../../../scripts/bench/harness/row.ts";

Deno.test("plotSvg() draws a bar for each limit and a line for each growth", () => {
  const curve = [1, 10, 100].map((work) => ({ work, cost: figureOf("ms", [100 + work]) }));
  const rows: ReportRow[] = [
    { suite: "scan", ...ratioRow("a < b & c", { measured: [30], baseline: [20] }, { limit: atMost(1.2) }) },
    {
      suite: "growth",
      name: "first scan",
      measured: figureOf("exponent", [0.9]),
      limit: atMost(1.05),
      curve,
    },
    { suite: "peers", name: "other", skipped: "not here" },
  ];
  const svg = plotSvg("machine", rows);
  assert.equal(XMLValidator.validate(svg), true);
  const { svg: picture } = new XMLParser({ ignoreAttributes: false }).parse(svg);
  const bars = picture.rect.slice(1);
  assert.deepEqual(bars.map((bar: Record<string, string>) => bar["@_fill"]), ["#b3261e", "#3a8a4d"]);
  assert.equal(picture.polyline["@_points"].split(" ").length, 3);
  assert.ok(!svg.includes("NaN"));
});

Deno.test("plotSvg() draws a run without limits", () => {
  assert.equal(XMLValidator.validate(plotSvg("machine", [])), true);
});
