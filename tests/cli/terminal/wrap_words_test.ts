import assert from "node:assert/strict";
import { wrapWords } from "../../../src/cli/terminal/wrap_words.ts";

Deno.test("wrapWords() breaks between words, and before no command of a build server", () => {
  assert.deepEqual(wrapWords("one two three", 8), ["one two", "three"]);
  assert.deepEqual(wrapWords("muchtoowide a", 4), ["muchtoowide", "a"]);
  assert.deepEqual(wrapWords("it said ::error::x y", 8), ["it said ::error::x", "y"]);
});
