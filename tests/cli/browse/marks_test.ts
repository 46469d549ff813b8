import assert from "node:assert/strict";
import { CurationWriter, localKey } from "../../../src/catalog/curation/registers.ts";
import { inOperation, listOperations } from "../../../src/catalog/curation/operations.ts";
import { readCuration } from "../../../src/catalog/curation/read_curation.ts";
import { TagBook } from "../../../src/catalog/curation/tags.ts";
import { refreshChosenCategories } from "../../../src/catalog/plugins/curation_changes.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { markPlugins, undoMark } from "../../../src/cli/browse/marks.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

const PLUGINS = [
  { name: "One", id: "vst3:1", vendor: "Ann" },
  { name: "Two", id: "clap:2", format: "clap", vendor: "Ann" },
  { name: "Two", id: "vst3:2", vendor: "Ann" },
] as const;

async function withCatalog(test: (catalog: Catalog) => Promise<void>): Promise<void> {
  await using folder = await TemporaryFolder.make();
  await storedCatalog(folder.join("catalog.db"), PLUGINS);
  using catalog = await openCatalog(folder.join("catalog.db"));
  await test(catalog);
}

function tagsOf(catalog: Catalog, id: string): readonly string[] | undefined {
  return readCuration(catalog.db, [id]).get(id)?.tags;
}

Deno.test("markPlugins() says one thing about several plugins in all formats, in one operation", async () => {
  await withCatalog(async (catalog) => {
    const since = new Date();
    const said = await markPlugins(catalog, ["vst3:2", "vst3:1", "vst3:gone"], { field: "rating", value: 3 });
    assert.equal(said, "Rated 3 of 5: 2 plugins");
    const ids = ["vst3:1", "vst3:2", "clap:2"];
    assert.deepEqual(ids.map((id) => readCuration(catalog.db, [id]).get(id)?.rating), [3, 3, 3]);
    assert.deepEqual(listOperations(catalog.db).map(({ command, changes }) => [command, changes]), [
      ["browse: rate 3 2 plugins", 3],
    ]);
    assert.equal((await undoMark(catalog, { since })).text, 'Undid "browse: rate 3 2 plugins"');
    assert.equal(readCuration(catalog.db, ids).size, 0);
    assert.equal((await undoMark(catalog, { since })).text, "Nothing to undo");
  });
});

Deno.test("markPlugins() favors several plugins, unless all of them are favorites", async () => {
  await withCatalog(async (catalog) => {
    const mark = (ids: readonly string[]) =>
      markPlugins(catalog, ids, { field: "favorite", value: undefined });
    await mark(["vst3:1"]);
    assert.equal(await mark(["vst3:1", "vst3:2"]), "Favorite: 2 plugins");
    assert.equal(await mark(["vst3:1", "vst3:2"]), "No longer a favorite: 2 plugins");
  });
});

Deno.test("markPlugins() keeps how a new tag is written, and follows aliases", async () => {
  await withCatalog(async (catalog) => {
    await markPlugins(catalog, ["vst3:1"], { field: "tag", tag: " Drums: Kick ", value: true });
    await markPlugins(catalog, ["vst3:2"], { field: "tag", tag: "DRUMS:KICK", value: true });
    assert.deepEqual([tagsOf(catalog, "vst3:1"), tagsOf(catalog, "clap:2")], [["Drums:Kick"], [
      "Drums:Kick",
    ]]);
    await catalog.write((db) =>
      new CurationWriter(db, new Date()).set(localKey("tag", "bd", "alias"), "drums:kick")
    );
    assert.equal(
      await markPlugins(catalog, ["vst3:1"], { field: "tag", tag: "BD", value: false }),
      "Removed the tag Drums:Kick: One",
    );
    assert.equal(
      await markPlugins(catalog, ["vst3:1"], { field: "tag", tag: "bd", value: false }),
      "Not tagged Drums:Kick: One",
    );
    await assert.rejects(markPlugins(catalog, ["vst3:1"], { field: "tag", tag: "drms:kick", value: false }), {
      code: "tag-not-found",
    });
    assert.deepEqual(tagsOf(catalog, "vst3:1") ?? [], []);
    assert.deepEqual(new TagBook(catalog.db).keys, ["drums:kick"]);
  });
});

Deno.test("markPlugins() refuses a wrong tag, and stores nothing about plugins that are gone", async () => {
  await withCatalog(async (catalog) => {
    for (const tag of ["", ":", "a:", "x".repeat(1e6), "a\x07b"]) {
      await assert.rejects(markPlugins(catalog, ["vst3:1"], { field: "tag", tag, value: true }), {
        code: "usage",
      });
    }
    const said = await markPlugins(catalog, ["vst3:gone"], { field: "favorite", value: true });
    assert.equal(said, "The catalog no longer has it");
    assert.deepEqual(listOperations(catalog.db), []);
  });
});

Deno.test("undoMark() asks about other commands, and lets lists and search follow", async () => {
  await withCatalog(async (catalog) => {
    await catalog.write((db) => {
      inOperation(db, "categorize", new Date(), (writer) => {
        writer.set(localKey("plugin", "vst3:1", "category"), "reverb");
        refreshChosenCategories(db, ["vst3:1"]);
      });
    });
    const categoryOf = () =>
      catalog.db.prepare("select category from plugins where plugin_id = 'vst3:1'").get();
    assert.equal(categoryOf()?.["category"], "reverb");
    const since = new Date();
    const question = await undoMark(catalog, { since });
    assert.match(question.text, /^Undo "categorize" \(just now\)\? Enter undoes it/);
    assert.equal(categoryOf()?.["category"], "reverb");
    const undone = await undoMark(catalog, { since, agreed: question.undoes });
    assert.deepEqual(undone, { text: 'Undid "categorize"', isError: false });
    assert.notEqual(categoryOf()?.["category"], "reverb");
  });
});

Deno.test("markPlugins() stores a note of several lines, and an empty one takes it back", async () => {
  await withCatalog(async (catalog) => {
    const noteOf = () => readCuration(catalog.db, ["vst3:1"]).get("vst3:1")?.note;
    await markPlugins(catalog, ["vst3:1"], { field: "note", value: "warm\nand old " });
    assert.equal(noteOf(), "warm\nand old");
    for (const value of ["warm\x1b[31m", "x".repeat(1e5)]) {
      await assert.rejects(markPlugins(catalog, ["vst3:1"], { field: "note", value }), { code: "usage" });
    }
    await markPlugins(catalog, ["vst3:1"], { field: "note", value: "" });
    assert.equal(noteOf(), undefined);
  });
});
