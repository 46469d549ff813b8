import assert from "node:assert/strict";
import { decide } from "../../../src/catalog/alike/sibling_decisions.ts";
import { updateSiblings } from "../../../src/catalog/alike/sibling_index.ts";
import { moveCuration } from "../../../src/catalog/curation/move_curation.ts";
import { inOperation } from "../../../src/catalog/curation/operations.ts";
import { registerOfRow, SELECT_REGISTER } from "../../../src/catalog/curation/registers.ts";
import { addTag } from "../../../src/catalog/curation/tags.ts";
import { categorizePlugins } from "../../../src/catalog/plugins/categorize_plugin.ts";
import { takeOverFromSiblings, undoCuration } from "../../../src/catalog/plugins/curation_changes.ts";
import { readPlugin } from "../../../src/catalog/plugins/read_plugin.ts";
import { listRowIds } from "../../../src/catalog/search/list_plugins.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import type { PluginFormat } from "../../../src/model/plugin_format.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { allCuration, curate } from "../support/curate.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

/** The day of January 2026 on which something happens. */
function day(number: number): Date {
  return new Date(Date.UTC(2026, 0, number));
}

/** Scans a plugin "Echo" in these formats, and no other. */
async function scan(catalog: Catalog, at: number, ...formats: PluginFormat[]): Promise<void> {
  const journal = await beginScan(catalog, { now: () => day(at) });
  for (const format of formats) {
    const plugin = samplePlugin({ id: `${format}:echo`, name: "Echo", vendor: "Ann", format });
    await commitModule(journal, moduleWith(`Echo.${format}`, [plugin], { format }));
  }
  await journal.end({ isComplete: true, interruptedBy: null });
  catalog.db.prepare(
    "update plugins set missing_at = ? where format not in (select value from json_each(?)) and missing_at is null",
  ).run(day(at).toISOString(), JSON.stringify(formats));
  await updateSiblings(catalog);
  await takeOverFromSiblings(catalog);
}

function rowsOf({ db }: Catalog, ...formats: PluginFormat[]): number[] {
  return formats.map((format) =>
    Number(db.prepare("select id from plugins where plugin_id = ?").get(`${format}:echo`)!["id"])
  );
}

async function tag(catalog: Catalog, name: string, at: number, ...formats: PluginFormat[]): Promise<void> {
  await catalog.write((db) =>
    inOperation(db, "tag", day(at), (writer) => addTag(db, name, rowsOf(catalog, ...formats), writer))
  );
}

async function found(catalog: Catalog, query: string): Promise<string[]> {
  const rows = await listRowIds(catalog, [parseSearch(query, new Date()).node]);
  return rows.map((row) => readPlugin(catalog.db, row).id).sort();
}

const ofPlugins = (catalog: Catalog) => allCuration(catalog.db, "kind = 'plugin'");

Deno.test("a new format takes over what all formats before it agree on, with its time and writer", async () => {
  using catalog = await memoryCatalog();
  await scan(catalog, 1, "clap", "vst3");
  await tag(catalog, "warm", 2, "clap", "vst3");
  curate(catalog.db, "clap:echo", "rating", 3, { updatedAt: day(2).toISOString() });
  curate(catalog.db, "vst3:echo", "rating", 4, { updatedAt: day(2).toISOString() });
  curate(catalog.db, "vst3:echo", "favorite", true, { updatedAt: day(2).toISOString() });
  curate(catalog.db, "clap:echo", "note", "same", { updatedAt: day(2).toISOString(), writer: "a" });
  curate(catalog.db, "vst3:echo", "note", "same", { updatedAt: day(2).toISOString(), writer: "b" });
  // Two new formats at once: neither stands in the other's way.
  await scan(catalog, 3, "clap", "vst3", "lv2", "ladspa");
  const said = (format: string) =>
    catalog.db.prepare(`${SELECT_REGISTER} where target = ? order by field`).all(`${format}:echo`)
      .map(registerOfRow);
  assert.deepEqual(said("lv2").map(({ field, value }) => [field, value]), [
    ["note", '"same"'],
    ["tag:warm", "true"],
  ]);
  assert.deepEqual(said("ladspa").map(({ field }) => field), ["note", "tag:warm"]);
  const { target: _target, ...note } = said("lv2")[0]!;
  assert.deepEqual(note, {
    ...{ owner: "local", kind: "plugin", field: "note", value: '"same"' },
    ...{ updatedAt: day(2).toISOString(), writer: "b" },
  });
  const before = ofPlugins(catalog);
  await scan(catalog, 4, "clap", "vst3", "lv2", "ladspa");
  assert.deepEqual(ofPlugins(catalog), before);
});

Deno.test("an undo takes back what a new format has taken over", async () => {
  using catalog = await memoryCatalog();
  await scan(catalog, 1, "vst3");
  await tag(catalog, "warm", 2, "vst3");
  await scan(catalog, 3, "vst3", "clap");
  assert.deepEqual(await found(catalog, "tag:warm"), ["clap:echo", "vst3:echo"]);
  await catalog.write((db) => undoCuration(db, day(4)));
  assert.deepEqual(allCuration(catalog.db), []);
});

Deno.test("a format that was left out, or of which something was taken back, takes nothing over", async () => {
  using catalog = await memoryCatalog();
  await scan(catalog, 1, "vst3", "clap");
  await tag(catalog, "warm", 2, "vst3");
  await scan(catalog, 3, "vst3", "clap", "lv2");
  assert.deepEqual(await found(catalog, "tag:warm"), ["vst3:echo"]);
  curate(catalog.db, "clap:echo", "tag:warm", undefined, { updatedAt: day(4).toISOString() });
  await scan(catalog, 5, "vst3", "clap", "lv2", "ladspa");
  assert.deepEqual(await found(catalog, "tag:warm"), ["vst3:echo"]);
});

Deno.test("formats that a person has split take nothing over", async () => {
  using catalog = await memoryCatalog();
  await catalog.write((db) => decide(db, ["vst3:echo", "clap:echo"], false, day(1).toISOString()));
  await scan(catalog, 1, "vst3");
  await tag(catalog, "warm", 2, "vst3");
  await scan(catalog, 3, "vst3", "clap");
  assert.deepEqual(await found(catalog, "tag:warm"), ["vst3:echo"]);
});

Deno.test("a plugin that is gone and comes back, even after its removal, keeps what was said", async () => {
  using catalog = await memoryCatalog();
  await scan(catalog, 1, "vst3", "clap");
  await tag(catalog, "warm", 2, "vst3");
  const said = ofPlugins(catalog);
  await scan(catalog, 3, "clap");
  assert.deepEqual(ofPlugins(catalog), said);
  await scan(catalog, 4, "vst3", "clap");
  assert.deepEqual(await found(catalog, "tag:warm"), ["vst3:echo"]);
  await scan(catalog, 5, "clap");
  catalog.db.exec("delete from plugins where plugin_id = 'vst3:echo'");
  assert.deepEqual(await found(catalog, "tag:warm"), []);
  await scan(catalog, 6, "vst3", "clap");
  assert.deepEqual(await found(catalog, "tag:warm"), ["vst3:echo"]);
});

Deno.test("lists and search follow a category that is taken over, and one that is taken back", async () => {
  using catalog = await memoryCatalog();
  await scan(catalog, 1, "vst3");
  await catalog.write((db) =>
    inOperation(
      db,
      "categorize",
      day(2),
      (writer) => categorizePlugins(db, rowsOf(catalog, "vst3"), "gate", writer),
    )
  );
  await scan(catalog, 3, "vst3", "clap");
  assert.deepEqual(await found(catalog, "category:gate"), ["clap:echo", "vst3:echo"]);
  assert.deepEqual(await found(catalog, "gate"), ["clap:echo", "vst3:echo"]);
  const undone = await catalog.write((db) => undoCuration(db, day(4)));
  assert.deepEqual([undone!.restored.length, undone!.kept.length], [2, 0]);
  assert.deepEqual(await found(catalog, "category:gate"), []);
  assert.deepEqual(await found(catalog, "gate"), []);
  assert.deepEqual(await found(catalog, "category:delay"), ["clap:echo", "vst3:echo"]);
});

Deno.test("search finds a plugin by its declared categories again after a choice of the same is taken back", async () => {
  using catalog = await memoryCatalog();
  const plugin = samplePlugin({ id: "vst3:echo", name: "Echo", rawCategories: ["Zany"] });
  await commitModule(await beginScan(catalog), moduleWith("Echo", [plugin]));
  assert.deepEqual(await found(catalog, "zany"), ["vst3:echo"]);
  const { category } = readPlugin(catalog.db, rowsOf(catalog, "vst3")[0]!);
  await catalog.write((db) =>
    inOperation(
      db,
      "categorize",
      day(2),
      (writer) => categorizePlugins(db, rowsOf(catalog, "vst3"), category, writer),
    )
  );
  assert.deepEqual(await found(catalog, "zany"), []);
  await catalog.write((db) => undoCuration(db, day(3)));
  assert.deepEqual(await found(catalog, "zany"), ["vst3:echo"]);
});

Deno.test("undo restores what the operation changed, and names what was changed since", async () => {
  using catalog = await memoryCatalog();
  await scan(catalog, 1, "vst3", "clap");
  await tag(catalog, "warm", 2, "vst3", "clap");
  curate(catalog.db, "clap:echo", "tag:warm", undefined, { updatedAt: day(9).toISOString() });
  const undone = await catalog.write((db) => undoCuration(db, day(3)));
  assert.deepEqual(undone!.kept.map(({ target }) => target), ["clap:echo"]);
  assert.deepEqual(
    undone!.restored.map(({ kind, target, field, now, before }) => [kind, target, field, now, before]),
    [["plugin", "vst3:echo", "tag:warm", "true", null], ["tag", "warm", "name", '"warm"', null]],
  );
  assert.deepEqual(allCuration(catalog.db), []);
});

Deno.test("what was said of a plugin can be taken back after it turned out to be another one", async () => {
  using catalog = await memoryCatalog();
  await scan(catalog, 1, "vst3");
  await tag(catalog, "warm", 2, "vst3");
  await catalog.write((db) => moveCuration(db, "vst3:echo", "vst3:other"));
  assert.deepEqual(ofPlugins(catalog), [["vst3:other", "tag:warm", true]]);
  await catalog.write((db) => undoCuration(db, day(3)));
  assert.deepEqual(ofPlugins(catalog), []);
});
