import assert from "node:assert/strict";
import { timelineOf } from "../../../../src/cli/stats/page/timeline.ts";

/** The places for years that have a plugin each. */
function placesOf(...years: number[]): string[] {
  const counts = years.map((year) => ({ key: String(year), count: 1, formats: { lv2: 1 } }));
  return timelineOf(counts).map(({ label, count }) => `${label}: ${count}`);
}

Deno.test("timelineOf() gives a place to each year, also to a few without anything", () => {
  assert.deepEqual(placesOf(2019, 2020, 2023), ["2019: 1", "2020: 1", "2021: 0", "2022: 0", "2023: 1"]);
});

Deno.test("timelineOf() has one place for many years without anything", () => {
  assert.deepEqual(placesOf(1970, 2022, 2023), ["1970: 1", "…: 0", "2022: 1", "2023: 1"]);
});

Deno.test("timelineOf() counts what is too early in one place", () => {
  const places = placesOf(...Array.from({ length: 50 }, (_, at) => 1974 + at));
  assert.equal(places.length, 30);
  assert.deepEqual([places[0], places[1], places.at(-1)], ["before 1995: 21", "1995: 1", "2023: 1"]);
});

Deno.test("timelineOf() never begins with a gap", () => {
  // Every other place is a gap.
  const places = placesOf(...Array.from({ length: 20 }, (_, at) => 1900 + 5 * at));
  assert.match(places[0]!, /^before 19\d\d: \d+$/);
  assert.match(places[1]!, /^19\d\d: 1$/);
  const total = places.reduce((sum, place) => sum + Number(place.split(": ")[1]), 0);
  assert.equal(total, 20);
});

Deno.test("timelineOf() has nothing for no years", () => {
  assert.deepEqual(placesOf(), []);
});
