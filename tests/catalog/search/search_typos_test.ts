import assert from "node:assert/strict";
import fc from "fast-check";
import { findReadings } from "../../../src/catalog/search/search_typos.ts";
import { addToIndex } from "../../../src/catalog/plugins/search_index.ts";
import { memoryCatalog } from "../support/test_catalog.ts";

/** Words as short and as long as names have them. */
const word = fc.stringMatching(/^[a-z]{5,24}$/);

/** One error: another letter, one too many, one missing, or two that have changed places. */
const error = fc.record({
  kind: fc.constantFrom("other", "added", "missing", "swapped"),
  at: fc.nat(),
  letter: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"),
});

function withError(text: string, { kind, at, letter }: { kind: string; at: number; letter: string }): string {
  const place = at % (text.length - 1);
  const letters = [...text];
  if (kind === "other") letters[place] = letter;
  else if (kind === "added") letters.splice(place, 0, letter);
  else if (kind === "missing") letters.splice(place, 1);
  else letters.splice(place, 2, letters[place + 1]!, letters[place]!);
  return letters.join("");
}

Deno.test("findReadings() finds each word that has one error, among words like it", async () => {
  using catalog = await memoryCatalog();
  // Only the words are of interest here, not the plugins that have them.
  catalog.db.exec("pragma foreign_keys = off");
  let rowId = 0;
  fc.assert(fc.property(word, error, error, fc.boolean(), (meant, mistake, other, isPrefix) => {
    for (const name of [meant, withError(withError(meant, mistake), other)]) {
      const texts = { name, category: "other", features: [], parameterNames: [], presets: [] };
      addToIndex(
        catalog.db,
        ++rowId,
        { ...texts, isInstrument: false, format: "vst3", rawCategories: [] },
        new Set(),
      );
    }
    const typed = withError(meant, mistake);
    const readings = findReadings(catalog.db, typed, isPrefix).map(({ key }) => key);
    assert.ok(
      readings.includes(meant) || typed === meant || readings.length === 6,
      `${typed}: ${readings.join()}`,
    );
  }));
});
