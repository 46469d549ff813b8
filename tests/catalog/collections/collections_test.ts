import assert from "node:assert/strict";
import fc from "fast-check";
import { decide } from "../../../src/catalog/alike/sibling_decisions.ts";
import { updateSiblings } from "../../../src/catalog/alike/sibling_index.ts";
import { CollectionEditor } from "../../../src/catalog/collections/change_collections.ts";
import { checkCircle, savedCondition } from "../../../src/catalog/collections/check_stored.ts";
import { collectionTree, readCollection } from "../../../src/catalog/collections/read_collections.ts";
import { readSaved } from "../../../src/catalog/collections/read_saved.ts";
import { readCollections, readItems } from "../../../src/catalog/curation/collections.ts";
import { inOperation, undoLastOperation } from "../../../src/catalog/curation/operations.ts";
import {
  getSavedSearch,
  listSavedSearches,
  removeSavedSearch,
  renameSavedSearch,
  savedSearchesIn,
  saveSearch,
} from "../../../src/catalog/curation/saved_searches.ts";
import { listRowIds } from "../../../src/catalog/search/list_plugins.ts";
import { forgetSiblings } from "../../../src/catalog/plugins/other_formats.ts";
import { readPlugin } from "../../../src/catalog/plugins/read_plugin.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { allCuration, curate } from "../support/curate.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const NAMES = ["Ant", "Bee", "Cat", "Dog"];
const NOW = new Date("2026-03-01");

async function animals(): Promise<Catalog> {
  const catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  for (const name of NAMES) await commitModule(journal, moduleWith(name, [samplePlugin({ name })]));
  return catalog;
}

async function found(catalog: Catalog, query: string): Promise<string> {
  const { node } = parseSearch(query, NOW, savedSearchesIn(catalog.db));
  const rows = await listRowIds(catalog, [node]);
  return rows.map((row) => readPlugin(catalog.db, row).name).sort().join(" ");
}

/** Does something as a command does: all or nothing, and so that it can be taken back. */
async function edit<T>(
  { write }: { write: Catalog["write"] },
  work: (editor: CollectionEditor) => T,
): Promise<T> {
  return await write((db) =>
    inOperation(db, "test", NOW, (writer) => work(new CollectionEditor(db, writer)))
  );
}

function editing(catalog: Catalog) {
  return <T>(work: (editor: CollectionEditor) => T) => edit({ write: catalog.write.bind(catalog) }, work);
}

async function save(catalog: Catalog, name: string, query: string): Promise<void> {
  await catalog.write((db) =>
    inOperation(db, "test", NOW, (writer) => {
      saveSearch(writer, { name, query });
      savedCondition(db, getSavedSearch(db, name));
    })
  );
}

function collection(catalog: Catalog, key: string, fields: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries({ name: key, ...fields })) {
    curate(catalog.db, key, field, value, { kind: "collection" });
  }
}

Deno.test("collection:NAME finds what was added, what a query finds, and what is below", async () => {
  using catalog = await animals();
  const change = editing(catalog);
  await change((editor) => {
    editor.add(editor.create({ name: "Pets" }), ["vst3:Dog", "vst3:Cat"]);
    editor.create({ name: "Insects", query: "name:ant OR name:bee" });
    editor.create({ name: "All", parent: undefined });
    for (const name of ["Pets", "Insects"]) editor.nest(editor.get(name), editor.get("ALL"));
    editor.create({ name: "Not pets", query: "-collection:pets" });
  });
  await save(catalog, "small", "collection:insects");
  for (
    const [query, names] of [
      ["collection:pets", "Cat Dog"],
      ["-collection:pets", "Ant Bee"],
      ["collection:all", "Ant Bee Cat Dog"],
      ["collection:all -collection:insects", "Cat Dog"],
      ['collection:"not pets"', "Ant Bee"],
      ["@small", "Ant Bee"],
      ["-@small name:cat", "Cat"],
      ["collection:insects name:bee", "Bee"],
      ["collection:nowhere", ""],
      ["-collection:nowhere", "Ant Bee Cat Dog"],
    ] as const
  ) assert.equal(await found(catalog, query), names, query);
});

Deno.test("a smart collection is evaluated when it is read, also with ages and with every plugin", async () => {
  using catalog = await animals();
  await editing(catalog)((editor) => {
    editor.create({ name: "favorites", query: "is:favorite" });
    editor.create({ name: "everything", query: "*" });
    editor.create({ name: "new", query: "added:30d" });
  });
  assert.equal(await found(catalog, "collection:favorites"), "");
  curate(catalog.db, "vst3:Bee", "favorite", true);
  assert.equal(await found(catalog, "collection:favorites"), "Bee");
  assert.equal(await found(catalog, "collection:everything"), "Ant Bee Cat Dog");
  catalog.db.exec("update plugins set added_at = strftime('%Y-%m-%dT%H:%M:%fZ') where name = 'Dog'");
  assert.equal(await found(catalog, "collection:new"), "Dog");
});

Deno.test("a smart collection that has plugins of its own, after a merge, finds both", async () => {
  using catalog = await animals();
  collection(catalog, "both", { query: "name:ant", "item:vst3:Dog": 1 });
  assert.equal(await found(catalog, "collection:both"), "Ant Dog");
  const collections = readCollections(catalog.db);
  const entry = readCollection(catalog.db, collections, collections.get("both")!);
  assert.deepEqual([entry.kind, entry.plugins, entry.products], ["smart", ["vst3:Ant", "vst3:Dog"], 2]);
  const change = editing(catalog);
  assert.deepEqual(await change((editor) => editor.remove(editor.get("both"), ["vst3:Dog"])), ["vst3:Dog"]);
  await assert.rejects(change((editor) => editor.add(editor.get("both"), ["vst3:Dog"])), /smart collection/);
  await assert.rejects(
    change((editor) => editor.remove(editor.get("both"), ["vst3:Ant"])),
    /smart collection/,
  );
});

Deno.test("plugins whose collection another catalog has deleted are not lost", async () => {
  using catalog = await animals();
  collection(catalog, "pets", { "item:vst3:Dog": 1, name: undefined });
  assert.deepEqual([...readCollections(catalog.db)], [["pets", {
    key: "pets",
    name: "pets",
    note: "",
    hasItems: true,
  }]]);
  assert.equal(await found(catalog, "collection:pets"), "Dog");
});

Deno.test("a stored query whose names are gone is told by the list and by searches, and breaks no other one", async () => {
  using catalog = await animals();
  collection(catalog, "good", { query: "name:ant" });
  collection(catalog, "field", { query: "colour:red" });
  collection(catalog, "saved", { query: "@gone" });
  collection(catalog, "link", { query: "collection:gone" });
  collection(catalog, "top", { "item:vst3:Dog": 1 });
  collection(catalog, "under", { parent: "top", query: "is:nothing" });
  const { db } = catalog;
  const collections = readCollections(db);
  const entries = collectionTree(collections).map(({ collection }) =>
    readCollection(db, collections, collection)
  );
  assert.deepEqual(entries.map(({ name, plugins, problem }) => [name, plugins, problem?.code ?? ""]), [
    ["field", [], "stored-query"],
    ["good", ["vst3:Ant"], ""],
    ["link", [], "stored-query"],
    ["saved", [], "stored-query"],
    ["top", ["vst3:Dog"], ""],
    ["under", [], "stored-query"],
  ]);
  assert.match(entries[2]!.problem!.message, /the query of collection:link: there is no collection "gone"/);
  for (
    const [query, message] of [
      [
        "collection:field",
        /Cannot read the query of collection:field, "colour:red": there is no field "colour"/,
      ],
      ["collection:saved", /there is no saved search "gone"/],
      ["collection:top", /Cannot read the query of collection:under/],
    ] as const
  ) await assert.rejects(found(catalog, query), { code: "stored-query", message });
});

Deno.test("a circle is refused where it is made, with the way", async () => {
  using catalog = await animals();
  const change = editing(catalog);
  await change((editor) => {
    editor.create({ name: "A" });
    editor.create({ name: "B", parent: "a" });
    editor.create({ name: "C", parent: "b" });
    editor.create({ name: "S", query: "name:ant" });
  });
  await save(catalog, "s", "collection:s");
  await save(catalog, "t", "@s");
  const before = allCuration(catalog.db);
  const refused: [work: () => Promise<unknown>, way: RegExp][] = [
    [
      () => change((editor) => editor.nest(editor.get("a"), editor.get("a"))),
      /\(collection:A > collection:A\)/,
    ],
    [
      () => change((editor) => editor.nest(editor.get("a"), editor.get("c"))),
      /\(collection:A > collection:B > collection:C > collection:A\)/,
    ],
    [
      () => change((editor) => editor.changeQuery(editor.get("s"), "@s")),
      /\(collection:S > @s > collection:S\)/,
    ],
    [
      () => change((editor) => editor.changeQuery(editor.get("s"), "x -@t")),
      /collection:S > @t > @s > collection:S/,
    ],
    [
      () => change((editor) => editor.create({ name: "D", query: "collection:d" })),
      /\(collection:D > collection:D\)/,
    ],
    [
      () => change((editor) => editor.create({ name: "D", query: "collection:a", parent: "c" })),
      /\(collection:D > collection:A > collection:B > collection:C > collection:D\)/,
    ],
    [() => save(catalog, "s", "@t"), /\(@s > @t > @s\)/],
    [() => save(catalog, "u", "@U"), /\(@u > @u\)/],
  ];
  for (const [work, message] of refused) await assert.rejects(work(), { code: "query-circle", message });
  assert.deepEqual(allCuration(catalog.db), before);
});

/** What anything can be, as several catalogs together may leave it. */
const stored = fc.record({
  parents: fc.array(fc.option(fc.nat(5)), { minLength: 6, maxLength: 6 }),
  queries: fc.array(
    fc.option(
      fc.constantFrom("name:ant", "collection:c0", "collection:c3", "@s0", "@s1 name:bee", "-collection:c1"),
    ),
    {
      minLength: 6,
      maxLength: 6,
    },
  ),
  saved: fc.array(fc.constantFrom("name:dog", "@s0", "@s1", "collection:c2", "collection:c4 OR @s1"), {
    minLength: 2,
    maxLength: 2,
  }),
  items: fc.array(fc.subarray(NAMES), { minLength: 6, maxLength: 6 }),
});

Deno.test("whatever circles two catalogs make together, each collection is read, or says which", async () => {
  using catalog = await animals();
  const { db } = catalog;
  await fc.assert(
    fc.asyncProperty(stored, async ({ parents, queries, saved, items }) => {
      db.exec("delete from curation");
      saved.forEach((query, index) => curate(db, `s${index}`, "query", query, { kind: "saved" }));
      parents.forEach((parent, index) => {
        const own = items[index]!.map((name, place) => [`item:vst3:${name}`, place + 1]);
        collection(catalog, `c${index}`, {
          ...(parent === null ? {} : { parent: `c${parent}` }),
          ...(queries[index] === null ? {} : { query: queries[index] }),
          ...Object.fromEntries(own),
        });
      });
      const collections = readCollections(db);
      assert.equal(collectionTree(collections).length, 6);
      const model = new Model(parents, queries, saved, items);
      for (const one of collections.values()) {
        const expected = model.collection(one.key, []);
        if (expected === undefined) {
          await assert.rejects(found(catalog, `collection:${one.key}`), { code: "query-circle" });
        } else {
          assert.equal(await found(catalog, `collection:${one.key}`), expected.join(" "), one.key);
          assert.equal(readCollection(db, collections, one).problem, null);
        }
      }
      for (const one of listSavedSearches(db)) {
        assert.equal(readSaved(db, one).problem === null, model.saved(one.key, []) !== undefined, one.key);
      }
    }),
    { numRuns: 150 },
  );
});

/** The names that each finds; `undefined` where it leads back to itself or to a circle. */
class Model {
  constructor(
    readonly parents: readonly (number | null)[],
    readonly queries: readonly (string | null)[],
    readonly searches: readonly string[],
    readonly items: readonly string[][],
  ) {}

  collection(key: string, way: readonly string[]): string[] | undefined {
    if (way.includes(key)) return undefined;
    const index = Number(key.slice(1));
    const below = this.parents.flatMap((parent, child) => parent === index ? [`c${child}`] : []);
    const query = this.queries[index];
    const parts = [
      this.items[index],
      ...(typeof query !== "string" ? [] : [this.query(query, [...way, key])]),
      ...below.map((child) => this.collection(child, [...way, key])),
    ];
    return united(parts);
  }

  saved(key: string, way: readonly string[]): string[] | undefined {
    return way.includes(key) ? undefined : this.query(this.searches[Number(key.slice(1))]!, [...way, key]);
  }

  query(query: string, way: readonly string[]): string[] | undefined {
    if (query.includes(" OR ")) return united(query.split(" OR ").map((part) => this.query(part, way)));
    const parts = query.split(" ").map((part) => this.#term(part, way));
    return parts.includes(undefined)
      ? undefined
      : NAMES.filter((name) => parts.every((part) => part!.includes(name)));
  }

  #term(term: string, way: readonly string[]): string[] | undefined {
    if (term.startsWith("-")) {
      const names = this.#term(term.slice(1), way);
      return names && NAMES.filter((name) => !names.includes(name));
    }
    if (term.startsWith("@")) return this.saved(term.slice(1), way);
    const [field, value] = term.split(":") as [string, string];
    if (field === "collection") return this.collection(value, way);
    return NAMES.filter((name) => name.toLowerCase() === value);
  }
}

function united(parts: readonly (readonly string[] | undefined)[]): string[] | undefined {
  return parts.includes(undefined)
    ? undefined
    : NAMES.filter((name) => parts.some((part) => part!.includes(name)));
}

Deno.test("a search bounds how many smart collections it evaluates", async () => {
  using catalog = await animals();
  collection(catalog, "c0", { query: "name:ant" });
  for (let level = 1; level <= 30; level++) {
    collection(catalog, `c${level}`, { query: `collection:c${level - 1} OR collection:c${level - 1}` });
  }
  const start = performance.now();
  await assert.rejects(found(catalog, "collection:c30"), /needs more than 64 smart collections/);
  assert.ok(performance.now() - start < 1000);
  for (let index = 0; index < 1000; index++) {
    collection(catalog, `below${index}`, { parent: "top", "item:vst3:Cat": 1 });
  }
  collection(catalog, "top", {});
  assert.equal(await found(catalog, "collection:top"), "Cat");
});

Deno.test("a collection has as many plugins as a search for it, also of several in one format", async () => {
  using catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const three = [["lv2", "a"], ["ladspa", "b"], ["ladspa", "c"]] as const;
  for (const [format, id] of three) {
    const plugin = samplePlugin({
      name: "Clock",
      vendor: "Vendor",
      format,
      nativeId: id,
      id: `${format}:${id}`,
    });
    await commitModule(journal, moduleWith(id, [plugin], { format }));
  }
  const ids = three.map(([format, id]) => `${format}:${id}`);
  for (const other of ids.slice(1)) decide(catalog.db, [ids[0]!, other], true, NOW.toISOString());
  for (const order of [ids, ids.toReversed()]) {
    await editing(catalog)((editor) => editor.add(editor.create({ name: order[0]! }), order));
    for (const isStored of [false, true]) {
      if (isStored) await updateSiblings(catalog);
      const collections = readCollections(catalog.db);
      const one = collections.get(order[0]!)!;
      const { products, items } = readCollection(catalog.db, collections, one, { withItems: true });
      assert.deepEqual([products, items!.map((item) => item.ids.length).sort()], [2, [1, 2]]);
    }
    await catalog.write(forgetSiblings);
  }
});

Deno.test("plugins keep the order in which they are added and moved", async () => {
  using catalog = await animals();
  const change = editing(catalog);
  const ids = (...names: string[]) => names.map((name) => `vst3:${name}`);
  const items = () => readItems(catalog.db, "x").map((id) => id.replace("vst3:", "")).join(" ");
  const move = (to: number, ...names: string[]) =>
    change((editor) =>
      editor.move(editor.get("x"), readItems(catalog.db, "x").map((id) => [id]), ids(...names), to)
    );
  await change((editor) => editor.add(editor.create({ name: "X" }), ids("Dog", "Ant", "Dog")));
  assert.deepEqual(
    await change((editor) => editor.add(editor.get("x"), ids("Ant", "Cat", "Bee"))),
    ids("Cat", "Bee"),
  );
  assert.equal(items(), "Dog Ant Cat Bee");
  await move(1, "Bee");
  assert.equal(items(), "Bee Dog Ant Cat");
  await move(3, "Cat", "Bee");
  assert.equal(items(), "Dog Ant Cat Bee");
  await move(99, "Dog");
  assert.equal(items(), "Ant Cat Bee Dog");
  await change((editor) => editor.remove(editor.get("x"), ids("Cat")));
  await change((editor) => editor.add(editor.get("x"), ids("Cat")));
  assert.equal(items(), "Ant Bee Dog Cat");
});

Deno.test("undo takes back each change of collections and saved searches, whole", async () => {
  using catalog = await animals();
  const { db } = catalog;
  const change = editing(catalog);
  const changeSaved = (work: Parameters<typeof inOperation<void>>[3]) =>
    catalog.write((db) => inOperation(db, "test", NOW, work));
  await save(catalog, "cats", "name:cat");
  await change((editor) => {
    editor.add(editor.create({ name: "Top", note: "one" }), ["vst3:Ant", "vst3:Bee"]);
    editor.add(editor.create({ name: "Mid", parent: "top", note: "two" }), ["vst3:Cat", "vst3:Bee"]);
    editor.create({ name: "Low", parent: "mid" });
    editor.create({ name: "Smart", query: "collection:mid OR @cats" });
  });
  const before = allCuration(db);
  const works: Readonly<Record<string, () => Promise<unknown>>> = {
    create: () => change((editor) => editor.create({ name: "New", query: "x", parent: "low", note: "n" })),
    add: () => change((editor) => editor.add(editor.get("top"), ["vst3:Dog", "vst3:Ant"])),
    remove: () => change((editor) => editor.remove(editor.get("top"), ["vst3:Ant"])),
    move: () =>
      change((editor) => editor.move(editor.get("top"), [["vst3:Ant"], ["vst3:Bee"]], ["vst3:Bee"], 1)),
    rename: () => change((editor) => editor.rename(editor.get("mid"), "Middle")),
    recase: () => change((editor) => editor.rename(editor.get("mid"), "MID")),
    merge: () => change((editor) => editor.merge(["top", "mid"], "New")),
    mergeInto: () => change((editor) => editor.merge(["top", "mid"], "low")),
    delete: () => change((editor) => editor.delete(editor.get("mid"))),
    nest: () => change((editor) => editor.nest(editor.get("low"), undefined)),
    note: () => change((editor) => editor.note(editor.get("mid"), "")),
    query: () => change((editor) => editor.changeQuery(editor.get("smart"), "name:dog")),
    save: () => save(catalog, "cats", "name:dog"),
    saveNew: () => save(catalog, "dogs", "name:dog"),
    removeSaved: () => changeSaved((writer) => removeSavedSearch(writer, "cats")),
    renameSaved: () =>
      changeSaved((writer) => renameSavedSearch(db, writer, getSavedSearch(db, "cats"), "tigers")),
  };
  for (const [name, work] of Object.entries(works)) {
    await work();
    assert.notDeepEqual(allCuration(db), before, name);
    const undone = await catalog.write((db) => undoLastOperation(db, NOW));
    assert.deepEqual(undone?.kept, [], name);
    assert.deepEqual(allCuration(db), before, name);
  }
});

Deno.test("renaming keeps what names a collection", async () => {
  using catalog = await animals();
  const change = editing(catalog);
  await change((editor) => {
    editor.add(editor.create({ name: "Pets" }), ["vst3:Dog"]);
    editor.create({ name: "Puppies", parent: "pets" });
    editor.create({ name: "Smart", query: "collection:pets name:dog" });
  });
  await save(catalog, "s", "-collection:PETS");
  const { collection, others } = await change((editor) => editor.rename(editor.get("pets"), "My pets"));
  assert.deepEqual([collection.key, others], ["my pets", ["collection:Smart", "@s"]]);
  assert.equal(readCollections(catalog.db).get("puppies")?.parent, "my pets");
  assert.equal(await found(catalog, "collection:smart"), "Dog");
  assert.equal(await found(catalog, "@s"), "Ant Bee Cat");
  await assert.rejects(change((editor) => editor.rename(editor.get("smart"), "MY PETS")), {
    code: "collection-exists",
    message: 'Cannot rename "Smart": there is a collection "My pets"',
  });
});

Deno.test("merging keeps plugins, notes and what is below; deleting moves what is below up", async () => {
  using catalog = await animals();
  const change = editing(catalog);
  await change((editor) => {
    editor.add(editor.create({ name: "A", note: "one" }), ["vst3:Ant", "vst3:Bee"]);
    editor.add(editor.create({ name: "B", parent: "a", note: "two" }), ["vst3:Cat", "vst3:Bee"]);
    editor.create({ name: "C", parent: "b" });
    editor.create({ name: "D", parent: "c" });
  });
  const { merged, added } = await change((editor) => editor.merge(["a", "b"], "c"));
  assert.deepEqual(merged.map(({ name }) => name), ["A", "B"]);
  assert.deepEqual(added, ["vst3:Ant", "vst3:Bee", "vst3:Cat"]);
  assert.deepEqual([...readCollections(catalog.db).values()], [
    { key: "c", name: "C", note: "one; two", hasItems: true },
    { key: "d", name: "D", note: "", hasItems: false, parent: "c" },
  ]);
  await assert.rejects(change((editor) => editor.merge(["c"], "C")), /Cannot merge "C" with itself/);
  await assert.rejects(change((editor) => editor.merge(["c", "C"], "x")), /Cannot merge "C" with itself/);
  assert.deepEqual((await change((editor) => editor.delete(editor.get("c")))).map(({ name }) => name), ["D"]);
  assert.deepEqual([...readCollections(catalog.db).values()], [{
    key: "d",
    name: "D",
    note: "",
    hasItems: false,
  }]);
});

Deno.test("checkCircle() leaves other faults to those who read", () => {
  const fail = (code: "query-circle" | "stored-query") => () => {
    throw new PluginaryError(code, code);
  };
  checkCircle(fail("stored-query"));
  assert.throws(() => checkCircle(fail("query-circle")), { code: "query-circle" });
  assert.throws(() =>
    checkCircle(() => {
      throw new TypeError("bug");
    }), TypeError);
});
