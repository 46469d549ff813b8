import assert from "node:assert/strict";
import { mergeVendors } from "../../../src/model/search/vendor_counts.ts";

Deno.test("mergeVendors() adds up the spellings of a vendor, and shows the most frequent one", () => {
  assert.deepEqual(
    mergeVendors([
      { value: "Steve Harris <steve@plugin.org.uk>", count: 84 },
      { value: "Steve Harris", count: 107 },
      { value: "steve  harris", count: 1 },
      { value: null, count: 3 },
      { value: "!!!", count: 2 },
      { value: "<a@b.c>", count: 1 },
    ]),
    [
      { value: "Steve Harris", count: 192 },
      { value: null, count: 3 },
      { value: "!!!", count: 2 },
      { value: "<a@b.c>", count: 1 },
    ],
  );
});
