import assert from "node:assert/strict";
import { CATEGORIES } from "../../../src/model/kinds/kind_words.ts";
import { parseCategory } from "../../../src/model/search/parse_category.ts";

Deno.test("parseCategory() reads categories and other names for them", () => {
  for (const category of CATEGORIES) assert.equal(parseCategory(category), category);
  assert.equal(parseCategory("eq"), "equalizer");
  assert.equal(parseCategory(" EQ "), "equalizer");
  assert.equal(parseCategory("Pitch Shifter"), "pitch-shifter");
});

Deno.test("parseCategory() suggests a category for an unknown word, and all that a word can mean", () => {
  const refused = (input: string, message: RegExp, hint: RegExp) =>
    assert.throws(() => parseCategory(input), { code: "usage", message, hint });
  refused("reverbb", /Cannot use "reverbb" as a category/, /Did you mean "reverb"\?/);
  refused("xylophone", /it is unknown/, /Categories are analyzer, /);
  refused("amp", /several meanings/, /guitar, simulation/);
  refused("", /it is unknown/, /./);
  refused("constructor", /it is unknown/, /./);
});
