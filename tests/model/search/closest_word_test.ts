import assert from "node:assert/strict";
import { closestWord } from "../../../src/model/search/closest_word.ts";

const WORDS = ["scan", "help", "--json", "--ndjson", "--jobs", "--fail-on", "timed-out"];

const CASES: ReadonlyArray<readonly [typed: string, meant: string | undefined]> = [
  ["scn", "scan"],
  ["sacn", "scan"],
  ["SCAN", "scan"],
  ["HEL", "help"],
  ["--jsn", "--json"],
  ["--job", "--jobs"],
  ["--fail", "--fail-on"],
  ["timeout", "timed-out"],
  ["frobnicate", undefined],
  ["--csv", undefined],
  ["", undefined],
];

for (const [typed, meant] of CASES) {
  Deno.test(`closestWord() for "${typed}" is ${meant ?? "nothing"}`, () => {
    assert.equal(closestWord(typed, WORDS), meant);
  });
}
