import assert from "node:assert/strict";
import { listRowIds } from "../../../src/catalog/search/list_plugins.ts";
import { unknownNames, unknownNote } from "../../../src/catalog/curation/unknown_names.ts";
import { readPlugin } from "../../../src/catalog/plugins/read_plugin.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { curate } from "../support/curate.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

async function found(catalog: Catalog, query: string): Promise<string> {
  const rows = await listRowIds(catalog, [parseSearch(query, new Date()).node]);
  return rows.map((row) => readPlugin(catalog.db, row).name).sort().join(" ");
}

Deno.test("a search finds plugins by what the user has said of them", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  for (const name of ["Ant", "Bee", "Cat"]) {
    await commitModule(journal, moduleWith(name, [samplePlugin({ name })]));
  }
  const { db } = catalog;
  curate(db, "vst3:Ant", "tag:drums:kick", true);
  curate(db, "vst3:Ant", "favorite", true);
  curate(db, "vst3:Ant", "rating", 5);
  curate(db, "vst3:Bee", "tag:drums", true);
  curate(db, "vst3:Bee", "rating", 3);
  curate(db, "vst3:Bee", "note", "For the ÜBER mix");
  curate(db, "vst3:Bee", "hidden", undefined);
  curate(db, "vst3:Cat", "tag:drumstick", true);
  curate(db, "live set", "item:vst3:Cat", 1, { kind: "collection" });
  curate(db, "beats", "alias", "drums", { kind: "tag" });
  for (
    const [query, names] of [
      ["tag:drums", "Ant Bee"],
      ["tag:DRUMS:KICK", "Ant"],
      ["tag:beats", "Ant Bee"],
      ["-tag:drums", "Cat"],
      ["tag:drum", ""],
      ["tag:%", ""],
      ["is:favorite", "Ant"],
      ["is:hidden", ""],
      ["is:untagged", ""],
      ["is:tagged", "Ant Bee Cat"],
      ["rating:>3", "Ant"],
      ["rating:3..5", "Ant Bee"],
      ["is:rated", "Ant Bee"],
      ["note:mix", "Bee"],
      ["note:über", "Bee"],
      ["note:ÜBER", "Bee"],
      ["note:öber", ""],
      ['collection:"live set"', "Cat"],
      ["collection:live", ""],
    ] as const
  ) assert.equal(await found(catalog, query), names, query);
  await assert.rejects(found(catalog, "rating:good"), /"good" is not a rating/);
  for (const none of ["0", "6", ">5", "<1", "6.."]) {
    await assert.rejects(found(catalog, `rating:${none}`), /is not a rating/, none);
  }
  await assert.rejects(found(catalog, 'tag:" "'), /the name of a tag is missing/);
});

Deno.test("a tag that very many plugins have is found as a rare one is", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  for (const name of ["Ant", "Bee", "Cat"]) {
    await commitModule(journal, moduleWith(name, [samplePlugin({ name })]));
  }
  for (let index = 0; index < 1001; index++) curate(catalog.db, `vst3:gone ${index}`, "tag:drums", true);
  curate(catalog.db, "vst3:Ant", "tag:drums:kick", true);
  curate(catalog.db, "vst3:Bee", "tag:drums", true);
  curate(catalog.db, "vst3:Cat", "tag:drums-and-bass", true);
  curate(catalog.db, "beats", "alias", "drums", { kind: "tag" });
  assert.equal(await found(catalog, "tag:drums"), "Ant Bee");
  assert.equal(await found(catalog, "tag:beats"), "Ant Bee");
  assert.equal(await found(catalog, "-tag:drums"), "Cat");
  assert.equal(await found(catalog, "tag:drums:kick"), "Ant");
});

Deno.test("plugins without a tag are the same ones, whether few or many have it", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  for (let index = 0; index < 1010; index++) {
    await commitModule(journal, moduleWith(`P${index}`, [samplePlugin({ name: `P${index}` })]));
  }
  const { db } = catalog;
  const count = async (query: string) => (await listRowIds(catalog, [parseSearch(query).node])).length;
  assert.deepEqual([await count("is:untagged"), await count("-tag:drums")], [1010, 1010]);
  for (let index = 0; index < 20; index++) curate(db, `vst3:P${index}`, "tag:drums:kick", true);
  assert.deepEqual([await count("is:untagged"), await count("-tag:drums")], [990, 990]);
  for (let index = 20; index < 1010; index++) curate(db, `vst3:P${index}`, "tag:bass", true);
  assert.deepEqual([await count("is:untagged"), await count("-tag:bass"), await count("-tag:drums")], [
    0,
    20,
    990,
  ]);
  assert.equal(await count("-(-tag:drums)"), 20);
  assert.deepEqual([await count("-is:untagged"), await count("-is:tagged")], [1010, 0]);
  curate(db, "vst3:P7", "tag:drums:kick", undefined, { updatedAt: "2026-01-02T00:00:00.000Z" });
  assert.equal(await found(catalog, "is:untagged"), "P7");
});

Deno.test("names of tags and collections that do not exist are told apart from those with nothing in them", async () => {
  using catalog = await memoryCatalog();
  const { db } = catalog;
  curate(db, "vst3:Gone", "tag:drums:kick", true);
  curate(db, "bass", "name", "Bass", { kind: "tag" });
  curate(db, "beats", "alias", "drums", { kind: "tag" });
  curate(db, "live set", "name", "Live Set", { kind: "collection" });
  const notes = (query: string) => unknownNames(db, parseSearch(query).node).map(unknownNote);
  const known = 'tag:DRUMS OR tag:drums:kick OR tag:bass OR tag:beats:kick -collection:"live set"';
  assert.deepEqual(notes(known), []);
  assert.deepEqual(notes('eq -tag:drmus (tag:x OR -collection:"live sett") tag:x'), [
    'There is no collection "live sett"; did you mean "Live Set"?',
    'There is no tag "drmus"; did you mean "drums"?',
    'There is no tag "x"',
  ]);
});
