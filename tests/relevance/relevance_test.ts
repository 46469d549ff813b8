import assert from "node:assert/strict";
import { emptyCatalog } from "../../src/catalog/open_catalog.ts";
import { readProducts, readQueries } from "./support/relevance_data.ts";
import { fillCatalog } from "./support/relevance_catalog.ts";
import { meanReciprocalRank, measureRelevance } from "./support/measure_relevance.ts";

/** Plugins of the catalog in which the queries are asked; the real ones are among them. */
const PLUGINS = 5000;

Deno.test(`searches among ${PLUGINS} plugins put the right one first`, async (t) => {
  using catalog = await emptyCatalog(":memory:");
  fillCatalog(catalog, PLUGINS);
  const promises: [file: "queries.txt" | "held_out_queries.txt", group: string | undefined, least: number][] =
    [
      ["queries.txt", undefined, 0.95],
      ["queries.txt", "misspelt", 0.9],
      ["held_out_queries.txt", undefined, 0.9],
      ["held_out_queries.txt", "misspelt", 0.85],
    ];
  for (const [file, group, least] of promises) {
    await t.step(`${file}, ${group ?? "all"}: mean reciprocal rank of at least ${least}`, () => {
      const queries = readQueries(file).filter((query) => group === undefined || query.group === group);
      const ranks = measureRelevance(catalog.db, queries);
      const wrong = ranks.filter(({ rank }) => rank !== 1).map(({ query, rank, first }) =>
        `"${query}" finds ${first ?? "nothing"} first, and what is expected at ${rank ?? "no place"}`
      );
      const mean = meanReciprocalRank(ranks);
      assert.ok(mean >= least, `${mean.toFixed(3)}:\n${wrong.join("\n")}`);
    });
  }
});

Deno.test("the queries ask for products that there are, each once", () => {
  const products = readProducts();
  assert.ok(products.length >= 800);
  const names = new Set(products.flatMap(({ name, vendor }) => [name, `${vendor} / ${name}`]));
  const queries = [...readQueries("queries.txt"), ...readQueries("held_out_queries.txt")];
  assert.ok(readQueries("queries.txt").length >= 250);
  const unknown = queries.flatMap(({ expected }) => expected).filter((name) => !names.has(name));
  assert.deepEqual(unknown, []);
  const typed = queries.map(({ query }) => query);
  assert.deepEqual(typed.filter((query, index) => typed.indexOf(query) !== index), []);
});
