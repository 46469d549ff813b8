import assert from "node:assert/strict";
import type { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { findReadings } from "../../../src/catalog/search/search_typos.ts";
import { addToIndex } from "../../../src/catalog/plugins/search_index.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
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

function addWord(db: DatabaseSync, rowId: number, name: string): void {
  const texts = { name, category: "other", features: [], parameterNames: [], presets: [], presetAuthors: [] };
  const plugin = { ...texts, isInstrument: false, format: "vst3", rawCategories: [] };
  addToIndex(db, rowId, plugin, new Set());
}

/** A catalog of words alone, without the plugins that have them. */
async function wordCatalog(): Promise<Catalog> {
  const catalog = await memoryCatalog();
  catalog.db.exec("pragma foreign_keys = off");
  return catalog;
}

Deno.test("findReadings() finds each word that has one error, among words like it", async () => {
  using catalog = await wordCatalog();
  let rowId = 0;
  fc.assert(fc.property(word, error, error, fc.boolean(), (meant, mistake, other, isPrefix) => {
    for (const name of [meant, withError(withError(meant, mistake), other)]) {
      addWord(catalog.db, ++rowId, name);
    }
    const typed = withError(meant, mistake);
    const readings = findReadings(catalog.db, typed, isPrefix).map(({ key }) => key);
    assert.ok(
      readings.includes(meant) || typed === meant || readings.length === 6,
      `${typed}: ${readings.join()}`,
    );
  }));
});

Deno.test("findReadings() finds each long word that has two errors, among words like it", async () => {
  using catalog = await wordCatalog();
  let rowId = 0;
  const longWord = fc.stringMatching(/^[a-z]{9,24}$/);
  const inOnePart = error.filter(({ kind }) => kind !== "swapped");
  fc.assert(fc.property(longWord, inOnePart, inOnePart, error, (meant, first, second, other) => {
    const typed = withError(withError(meant, first), second);
    for (const name of [meant, withError(withError(typed, other), first)]) {
      addWord(catalog.db, ++rowId, name);
    }
    for (const isPrefix of [false, true]) {
      const readings = findReadings(catalog.db, typed, isPrefix);
      const isNearer = readings.length > 0 && readings[0]!.cost <= 1.5 / (typed.length + 1);
      assert.ok(
        isNearer || readings.length === 6 || readings.some(({ key }) => key === meant),
        `${typed}, meant ${meant}: ${readings.map(({ key }) => key).join()}`,
      );
    }
  }));
});
