import assert from "node:assert/strict";
import fc from "fast-check";
import {
  aliasTag,
  colorTag,
  deleteTag,
  mergeTags,
  renameTag,
  unaliasTag,
} from "../../../src/catalog/curation/change_tags.ts";
import { readTags } from "../../../src/catalog/curation/list_tags.ts";
import { inOperation, undoLastOperation } from "../../../src/catalog/curation/operations.ts";
import type { CurationWriter } from "../../../src/catalog/curation/registers.ts";
import { addTag, MAXIMUM_PLUGIN_TAGS, removeTag, TagBook } from "../../../src/catalog/curation/tags.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { allCuration, curate } from "../support/curate.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const NOW = new Date("2026-01-01");

/** A catalog with the plugins A, B and C, whose rows are 1, 2 and 3. */
async function makeCatalog(): Promise<Catalog> {
  const catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  await commitModule(
    journal,
    moduleWith("Many", ["A", "B", "C"].map((name) => samplePlugin({ name, id: `vst3:${name}` }))),
  );
  await journal.end({ isComplete: true, interruptedBy: null });
  return catalog;
}

type Change = (db: Catalog["db"], writer: CurationWriter) => unknown;

function say({ db }: Catalog, ...changes: Change[]): void {
  for (const change of changes) {
    db.exec("savepoint work");
    try {
      inOperation(db, "a command", NOW, (writer) => change(db, writer));
      db.exec("release work");
    } catch (error) {
      db.exec("rollback to work");
      db.exec("release work");
      throw error;
    }
  }
}

const add = (tag: string, ...rows: number[]): Change => (db, writer) => addTag(db, tag, rows, writer);
const remove = (tag: string, ...rows: number[]): Change => (db, writer) => removeTag(db, tag, rows, writer);
const rename = (old: string, name: string): Change => (db, writer) => renameTag(db, writer, old, name);
const merge = (...names: string[]): Change => (db, writer) =>
  mergeTags(db, writer, names.slice(0, -1), names.at(-1)!);
const drop = (tag: string, all = false): Change => (db, writer) => deleteTag(db, writer, tag, all);
const color = (tag: string, value?: string): Change => (db, writer) => colorTag(db, writer, tag, value);
const alias = (name: string, tag: string): Change => (db, writer) => aliasTag(db, writer, name, tag);
const unalias = (name: string): Change => (db, writer) => unaliasTag(db, writer, name);

/** Tags as texts: `name plugins/with those below [color] [=aliases]`. */
function tags({ db }: Catalog): string[] {
  const book = new TagBook(db);
  return readTags(db, book, book.keys).map(({ tag, plugins, pluginsWithBelow, color, aliases }) =>
    [
      tag,
      `${plugins}/${pluginsWithBelow}`,
      ...(color === null ? [] : [color]),
      ...aliases.map((one) => `=${one}`),
    ]
      .join(" ")
  );
}

function refused(catalog: Catalog, change: Change, message: RegExp, code = "usage"): void {
  const before = allCuration(catalog.db);
  assert.throws(
    () => say(catalog, change),
    (error) => error instanceof PluginaryError && error.code === code && message.test(error.message),
  );
  assert.deepEqual(allCuration(catalog.db), before);
}

Deno.test("a tag keeps the name of its first writing, and counts those below it", async () => {
  using catalog = await makeCatalog();
  say(catalog, add("Drums: Kick", 1, 2), add("drums:kick", 3), add("DRUMS", 1), add("Drums 2", 3));
  assert.deepEqual(tags(catalog), ["DRUMS 1/3", "Drums 2 1/1", "Drums:Kick 3/3"]);
  say(catalog, remove("drums:KICK", 1, 2, 3));
  assert.deepEqual(tags(catalog), ["DRUMS 1/1", "Drums 2 1/1", "Drums:Kick 0/0"]);
});

Deno.test("a new tag writes the levels above it as they are written already", async () => {
  using catalog = await makeCatalog();
  say(catalog, add("Drums", 1), add("dRUMS:Kick", 2), add("DRUMS:KICK:808", 3));
  assert.deepEqual(tags(catalog), ["Drums 1/3", "Drums:Kick 1/2", "Drums:Kick:808 1/1"]);
});

Deno.test("a rename moves the tags below, their colors and aliases, and leaves the old names as aliases", async () => {
  using catalog = await makeCatalog();
  say(
    catalog,
    add("drums:kick", 1),
    add("drums", 2),
    color("drums:kick", "#ff0000"),
    alias("k", "drums:kick"),
  );
  say(catalog, rename("drums", "Perc"));
  assert.deepEqual(tags(catalog), ["Perc 1/2 =drums", "Perc:kick 1/1 #ff0000 =drums:kick =k"]);
  say(catalog, add("drums:snare", 3), add("K", 3));
  assert.deepEqual(tags(catalog), [
    "Perc 1/3 =drums",
    "Perc:kick 2/2 #ff0000 =drums:kick =k",
    "Perc:snare 1/1",
  ]);
  say(catalog, rename("perc", "drums"));
  assert.deepEqual(tags(catalog), [
    "drums 1/3 =perc",
    "drums:kick 2/2 #ff0000 =k =perc:kick",
    "drums:snare 1/1 =perc:snare",
  ]);
  say(catalog, rename("drums", "DRUMS"));
  assert.deepEqual(tags(catalog)[1], "DRUMS:kick 2/2 #ff0000 =k =perc:kick");
});

Deno.test("a level without plugins of its own is renamed with those below it, up or down", async () => {
  using catalog = await makeCatalog();
  say(catalog, add("fx:space:verb", 1), rename("fx:space", "fx"));
  assert.deepEqual(tags(catalog), ["fx:verb 1/1 =fx:space:verb"]);
  say(catalog, rename("fx", "fx:all"));
  assert.deepEqual(tags(catalog), ["fx:all:verb 1/1 =fx:space:verb =fx:verb"]);
  say(catalog, add("fx", 2));
  refused(catalog, rename("fx:all", "fx"), /Cannot rename "fx:all" to "fx": there is such a tag/);
});

Deno.test("a merge joins plugins, colors and the tags below", async () => {
  using catalog = await makeCatalog();
  say(catalog, add("verb", 1), add("reverb", 2), add("verb:hall", 1), add("reverb:hall", 3));
  say(catalog, color("verb", "#00ff00"), add("room", 1, 3), merge("verb", "room", "Reverb"));
  assert.deepEqual(tags(catalog), ["reverb 3/3 #00ff00 =room =verb", "reverb:hall 2/2 =verb:hall"]);
  say(catalog, merge("reverb:hall", "reverb"));
  assert.deepEqual(tags(catalog), ["reverb 3/3 #00ff00 =reverb:hall =room =verb =verb:hall"]);
});

Deno.test("a deleted tag leaves no alias, and tags below it are deleted only when told", async () => {
  using catalog = await makeCatalog();
  say(catalog, add("drums:kick", 1), add("drums", 2), alias("d", "drums"), alias("k", "drums:kick"));
  refused(catalog, drop("d"), /Cannot delete "drums" alone: the tag "drums:kick" is below it/);
  say(catalog, drop("d", true));
  assert.deepEqual(allCuration(catalog.db), []);
  say(catalog, add("d", 1));
  assert.deepEqual(tags(catalog), ["d 1/1"]);
});

Deno.test("names that are taken, in a circle or unknown are refused, and nothing is stored", async () => {
  using catalog = await makeCatalog();
  say(catalog, add("a", 1), add("b:c", 2), alias("x", "a"));
  refused(catalog, rename("a", "B"), /there is such a tag/);
  refused(catalog, rename("b:c", "x"), /Cannot use "x": it is an alias of the tag "a"/);
  refused(catalog, rename("nowhere", "z"), /Cannot find a tag "nowhere"/, "tag-not-found");
  refused(catalog, merge("a", "x"), /Cannot merge "a" into itself/);
  refused(catalog, merge("b", "b:c"), /Cannot merge "b" into "b:c", which is below it/);
  refused(catalog, alias("a", "b"), /Cannot make "a" an alias: there is such a tag/);
  refused(catalog, alias("a", "x"), /Cannot make "a" an alias of itself/);
  refused(catalog, alias("x", "b"), /it is an alias of the tag "a"/);
  refused(catalog, alias("z", "nowhere"), /Cannot find a tag "nowhere"/, "tag-not-found");
  refused(catalog, unalias("a"), /Cannot find an alias "a"/, "tag-not-found");
  refused(catalog, remove("nowhere", 1), /Cannot find a tag "nowhere"/, "tag-not-found");
  say(catalog, unalias("X"), alias("x", "b:c"));
  assert.deepEqual(tags(catalog), ["a 1/1", "b:c 1/1 =x"]);
});

Deno.test("tags that cannot be names are refused, and nothing is stored", async () => {
  using catalog = await makeCatalog();
  refused(catalog, add(" ", 1), /The name of a tag cannot be empty/);
  refused(catalog, add(":a", 1), /A level of the tag ":a" is empty/);
  refused(catalog, add("a:", 1), /A level of the tag "a:" is empty/);
  refused(catalog, add("a::b", 1), /is empty/);
  refused(catalog, add("a\uff1a", 1), /is empty/);
  refused(catalog, add("a\u0007b", 1), /cannot have control characters/);
  refused(catalog, add("a".repeat(1 << 20), 1), /^The name of a tag is too long: "a{40}…"$/);
  refused(catalog, add("a:b:c:d:e:f:g:h:i", 1), /has 9 levels/);
});

Deno.test("a plugin with too many tags is named, and no other is tagged", async () => {
  using catalog = await makeCatalog();
  for (let index = 0; index < MAXIMUM_PLUGIN_TAGS; index++) {
    curate(catalog.db, "vst3:B", `tag:${index}`, true);
  }
  refused(catalog, add("one more", 1, 2), /^Cannot tag "B" with "one more": it has 1000 tags/);
  say(catalog, add("7", 1, 2));
});

Deno.test("aliases of merged catalogs that lead in a circle or below themselves end the search for a tag", async () => {
  using catalog = await makeCatalog();
  curate(catalog.db, "a", "alias", "b", { kind: "tag" });
  curate(catalog.db, "b", "alias", "a", { kind: "tag" });
  curate(catalog.db, "c", "alias", "c:d", { kind: "tag" });
  say(catalog, add("a", 1));
  assert.equal(tags(catalog).length, 1);
  refused(catalog, add("c", 1), /has 9 levels/);
});

const NAMES = fc.constantFrom("a", "b", "a:b", "a:c", "b:c", "a:b:c", "A", "d");
const ROWS = fc.subarray([1, 2, 3]);
const CHANGES: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(NAMES, ROWS).map(([tag, rows]) => add(tag, ...rows)),
  fc.tuple(NAMES, ROWS).map(([tag, rows]) => remove(tag, ...rows)),
  fc.tuple(NAMES, NAMES).map(([old, name]) => rename(old, name)),
  fc.tuple(NAMES, NAMES, NAMES).map((names) => merge(...names)),
  fc.tuple(NAMES, fc.boolean()).map(([tag, all]) => drop(tag, all)),
  fc.tuple(NAMES, NAMES).map(([name, tag]) => alias(name, tag)),
  NAMES.map(unalias),
  NAMES.map((tag) => color(tag, "#ff0000")),
  fc.constant<Change>((db) => undoLastOperation(db, NOW)),
);

Deno.test("after any changes and as many undos, all is said as before each", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(CHANGES, { minLength: 1, maxLength: 15 }), async (changes) => {
      using catalog = await makeCatalog();
      const states: unknown[] = [];
      const count = () =>
        Number(catalog.db.prepare("select count(*) as n from curation_operations").get()!["n"]);
      for (const change of changes) {
        const before = allCuration(catalog.db);
        const operations = count();
        try {
          say(catalog, change);
        } catch (error) {
          if (!(error instanceof PluginaryError)) throw error;
          assert.deepEqual(allCuration(catalog.db), before);
        }
        if (count() > operations) states.push(before);
        else states.length = count();
        checkTags(catalog);
      }
      while (states.length > 0) {
        undoLastOperation(catalog.db, NOW);
        assert.deepEqual(allCuration(catalog.db), states.pop());
      }
      assert.equal(undoLastOperation(catalog.db, NOW), undefined);
    }),
    { numRuns: 150 },
  );
});

/** No plugin is lost to a name that leads elsewhere: each tag is found by its own name and by its aliases. */
function checkTags({ db }: Catalog): void {
  const book = new TagBook(db);
  for (const key of book.keys) {
    assert.equal(book.resolve(book.nameOf(key)).key, key);
    for (const one of book.aliasesOf(key)) assert.equal(book.resolve(one).key, key);
  }
}
