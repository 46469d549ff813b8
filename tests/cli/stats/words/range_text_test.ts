import assert from "node:assert/strict";
import { rangePhrase, rangeText } from "../../../../src/cli/stats/words/range_text.ts";

Deno.test("rangeText() names a unit once, unless the bounds have different ones", () => {
  assert.equal(rangeText({ from: 1e4, below: 3e4 }, "bytes"), "10-30 KB");
  assert.equal(rangeText({ from: 3e5, below: 1e6 }, "bytes"), "300 KB-1 MB");
  assert.equal(rangeText({ from: 300, below: 1000 }, "milliseconds"), "300 ms-1 s");
});

Deno.test("rangeText() names the range below the first bound and above the last", () => {
  assert.equal(rangeText({ from: 0, below: 1000 }, "bytes"), "<1 KB");
  assert.equal(rangeText({ from: 1e9, below: null }, "bytes"), "1 GB+");
});

Deno.test("rangePhrase() fits into a sentence", () => {
  assert.equal(rangePhrase({ from: 3e5, below: 1e6 }, "bytes"), "300 KB to 1 MB");
  assert.equal(rangePhrase({ from: 10, below: 30 }, "milliseconds"), "10 to 30 ms");
  assert.equal(rangePhrase({ from: 0, below: 1 }, "milliseconds"), "less than 1 ms");
  assert.equal(rangePhrase({ from: 1e9, below: null }, "bytes"), "1 GB or more");
});
