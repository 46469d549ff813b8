import assert from "node:assert/strict";
import { likingOf } from "../../../src/model/curation/liking.ts";
import { NO_CURATION } from "../../../src/model/curation/plugin_curation.ts";

Deno.test("likingOf() takes the strongest sign, and none of what is hidden or rated poorly", () => {
  const all = { ...NO_CURATION, isFavorite: true, rating: 5, collections: ["Live"], tags: ["warm"] };
  const strengths = [
    all,
    { ...all, isFavorite: false },
    { ...all, isFavorite: false, rating: 4 },
    { ...all, isFavorite: false, rating: 3 },
    { ...all, isFavorite: false, rating: null, collections: [] },
  ].map((curation) => likingOf(curation)!);
  assert.deepEqual(strengths.map(({ code }) => code), ["favorite", "rating", "rating", "collection", "tag"]);
  assert.deepEqual(strengths, strengths.toSorted((a, b) => b.strength - a.strength));
  assert.equal(likingOf({ ...all, isFavorite: false, rating: 2 }), undefined);
  assert.equal(likingOf({ ...all, isHidden: true }), undefined);
  assert.equal(likingOf({ ...NO_CURATION, note: "Later" }), undefined);
});
