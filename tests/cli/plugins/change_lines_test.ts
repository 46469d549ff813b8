import assert from "node:assert/strict";
import { byProduct, productCount, productLines, shownLines } from "../../../src/cli/plugins/change_lines.ts";

const change = (id: string, before: number | null = null) => ({ id, name: "Echo", before });

Deno.test("productLines() has a line for each plugin, and for each of its formats that differs", () => {
  const products = byProduct([[1, 2, 3], [4]], [
    ...[change("lv2:a"), change("vst3:a"), change("clap:a", 4), change("vst3:b")],
  ]);
  assert.deepEqual(productLines(products, ({ before }) => before === null ? "" : `: ${before} before`), [
    "  Echo (vst3 lv2)",
    "  Echo (clap:a): 4 before",
    "  Echo (vst3:b)",
  ]);
  assert.equal(productCount(products), "2 plugins in several formats");
  assert.equal(productCount(products.slice(0, 1)), "1 plugin in 3 formats");
  assert.equal(productCount(products.slice(1)), "1 plugin");
});

Deno.test("shownLines() keeps to what a terminal has room for", () => {
  const lines = Array.from({ length: 22 }, (_, index) => String(index));
  assert.deepEqual(shownLines(lines, { isTerminal: false }), lines);
  assert.deepEqual(shownLines(lines, { isTerminal: true }).slice(19), ["19", "  ... and 2 more"]);
  assert.deepEqual(shownLines(lines.slice(2), { isTerminal: true }), lines.slice(2));
});
