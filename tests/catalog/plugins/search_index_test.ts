import assert from "node:assert/strict";
import fc from "fast-check";
import { listBackups } from "../../../src/catalog/backup.ts";
import { checkCatalog } from "../../../src/catalog/maintenance/check.ts";
import { MIGRATIONS } from "../../../src/catalog/migrations.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { ChangedRows } from "../../../src/catalog/plugins/changed_rows.ts";
import { importRecord } from "../../../src/catalog/transfer/import_records.ts";
import { packDocument } from "../../../src/catalog/plugins/description_document.ts";
import { repairCatalog } from "../../../src/catalog/maintenance/repair.ts";
import { indexPlugin, rebuildIndex } from "../../../src/catalog/plugins/search_index.ts";
import { sampleParameter, samplePlugin } from "../../cli/support/scan_events.ts";
import { textFields } from "../../../src/model/search/text_fields.ts";
import type { ImportedRecord } from "../../../src/model/imported_record.ts";
import { timesOf } from "../../support/counts.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";
import type { DatabaseSync } from "node:sqlite";

/** Ids of the plugins that an index has for an expression of FTS5. */
function found(db: DatabaseSync, index: string, expression: string): string[] {
  return db.prepare(
    `select plugin_id from plugins where id in (select rowid from ${index} where ${index} match ?) order by 1`,
  ).all(expression).map((row) => String(row["plugin_id"]));
}

/** A catalog as version 1 wrote it, with one plugin. */
async function makeFirstVersion(path: string): Promise<void> {
  using catalog = await openCatalog(path, { migrations: MIGRATIONS.slice(0, 1) });
  const { db } = catalog;
  const at = "2026-01-01T00:00:00.000Z";
  db.prepare(
    `insert into plugins (plugin_id, format, native_id, name, vendor, category, is_instrument, outcome,
                          shown_description_id, added_at, updated_at, scanned_at)
     values ('vst3:Q', 'vst3', 'Q', 'Pro-Q 3', 'FabFilter', 'equalizer', 0, 'scanned', 1, ?, ?, ?)`,
  ).run(at, at, at);
  const summary = {
    name: "Pro-Q 3",
    vendor: "FabFilter",
    category: "equalizer",
    rawCategories: ["Fx", "EQ"],
  };
  db.prepare(
    `insert into descriptions (plugin_row_id, content_hash, describer, summary, document)
     values (1, 'sha256:x', 1, ?, ?)`,
  ).run(
    JSON.stringify(summary),
    packDocument({ parameters: [sampleParameter({ name: "Output Level" })], programs: ["Warm Air"] }),
  );
  db.exec("insert into plugin_features (plugin_row_id, feature) values (1, 'audio-effect')");
}

Deno.test("openCatalog() indexes what a catalog of version 1 holds, after a backup", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  await makeFirstVersion(path);
  using catalog = await openCatalog(path);
  const { db } = catalog;
  for (const typed of ["proq3", "q3", "fabfilter", '"pro q"', "·equalizer", "·audioeffect"]) {
    assert.deepEqual(found(db, "plugins_fts", typed), ["vst3:Q"], typed);
  }
  assert.ok(db.prepare("select 1 from plugins_fts where plugins_fts match 'name_joined : pq3'").get());
  assert.deepEqual(found(db, "plugin_contents_fts", 'parameters: "output level"'), ["vst3:Q"]);
  assert.deepEqual(found(db, "plugin_contents_fts", "presets: warm AND title: proq3"), ["vst3:Q"]);
  assert.ok(db.prepare("select 1 from search_terms where term = 'fabfilter'").get());
  assert.equal((await listBackups(path)).length, 1);
});

Deno.test("repairCatalog() brings what is left of a catalog of version 1 to this version", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  await makeFirstVersion(path);
  {
    using catalog = await openCatalog(path, { migrations: MIGRATIONS.slice(0, 1) });
    catalog.db.exec("update descriptions set document = x'00'");
    catalog.db.exec("update plugins set shown_description_id = null");
    catalog.db.exec("delete from plugin_features; pragma wal_checkpoint(truncate)");
  }
  assert.ok(await repairCatalog(path) !== undefined);
  using catalog = await openCatalog(path);
  assert.deepEqual(found(catalog.db, "plugins_fts", "proq3"), ["vst3:Q"]);
  assert.deepEqual(await checkCatalog(catalog), []);
});

Deno.test("indexPlugin() finds presets and programs, and no phrase that goes from one name into the next", async () => {
  using catalog = await memoryCatalog();
  const { db } = catalog;
  const parameters = ["Low", "Cut"].map((name, id) => sampleParameter({ name, id: String(id) }));
  const plugin = samplePlugin({ name: "Alpha", parameters, programs: ["Glass Piano"] });
  await commitModule(await beginScan(catalog), moduleWith("A", [plugin]));
  db.exec(
    `insert into presets (plugin_id, name, location, added_at) values ('${plugin.id}', 'Wärme', '/p', '2026')`,
  );
  assert.deepEqual(found(db, "plugin_contents_fts", "presets: warme"), []);
  indexPlugin(db, 1);
  assert.deepEqual(found(db, "plugin_contents_fts", "presets: warme"), [plugin.id]);
  assert.deepEqual(found(db, "plugin_contents_fts", 'presets: "glass piano"'), [plugin.id]);
  assert.deepEqual(found(db, "plugin_contents_fts", "low AND cut"), [plugin.id]);
  assert.deepEqual(found(db, "plugin_contents_fts", '"low cut"'), []);
});

/** All that search reads, the places of the words included. */
function indexOf(db: DatabaseSync): unknown {
  const words = (index: string) => {
    db.exec(
      `create virtual table if not exists temp.${index}_words using fts5vocab(main, ${index}, instance)`,
    );
    return db.prepare(`select term, doc, col, offset from ${index}_words order by doc, col, offset`).all();
  };
  return {
    entries: db.prepare("select * from search_entries order by id").all(),
    names: words("plugins_fts"),
    contents: words("plugin_contents_fts"),
  };
}

/** Words that typing errors are looked for in; those that no plugin has any more stay until the index is rebuilt. */
function termsOf(db: DatabaseSync): Set<string> {
  return new Set(db.prepare("select term from search_terms").all().map(({ term }) => String(term)));
}

/** Records that often mean the same plugin, with texts of all scripts. */
const RECORD = fc.record({
  legacyId: fc.constantFrom("vst3/One", "vst3/Two", "vst3/Three", "aufx/One"),
  isKeyedById: fc.boolean(),
  format: fc.constantFrom<ImportedRecord["format"]>("vst3", "au"),
  name: fc.oneof(
    fc.constantFrom("Pro-Q 3", "One", "ONE", "Wärme"),
    fc.string({ minLength: 1, unit: "binary" }),
  ),
  vendor: fc.constantFrom("FabFilter", "fabfilter", "Ärger & Söhne"),
  rawCategories: fc.subarray(["Fx", "EQ", "Instrument|Synth"]),
  location: fc.constantFrom("/a.vst3", "/b.vst3"),
  parameters: fc.array(
    fc.tuple(fc.string(), fc.oneof(fc.boolean(), fc.string()), fc.constantFrom("Low Cut", "Mix")),
    { maxLength: 5 },
  ),
  updatedAt: fc.constantFrom("2025-01-01T00:00:00.000Z", "2025-01-02T00:00:00.000Z"),
}, {
  requiredKeys: ["legacyId", "isKeyedById", "format", "name", "rawCategories", "parameters", "updatedAt"],
});

Deno.test("importRecord() indexes what is new as the whole index is written, presets included", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(RECORD, { maxLength: 8 }), async (records) => {
      using catalog = await memoryCatalog();
      const { db } = catalog;
      db.exec(
        "insert into presets (plugin_id, name, location, added_at) values ('vst3/One', 'Glass', '/p', '')",
      );
      const changed = new ChangedRows();
      for (const record of records) importRecord(db, record, "2026-01-01T00:00:00.000Z", changed);
      changed.index(db);
      const written = { index: indexOf(db), terms: termsOf(db) };
      assert.deepEqual((await checkCatalog(catalog)).filter(({ code }) => code === "index"), []);
      rebuildIndex(db);
      assert.deepEqual(written.index, indexOf(db));
      assert.deepEqual(termsOf(db).difference(written.terms), new Set());
    }),
    { numRuns: timesOf(300) },
  );
});

Deno.test("checkCatalog() sees each index that lacks a plugin or has one too many, and rebuildIndex() mends it", async () => {
  using catalog = await memoryCatalog();
  const { db } = catalog;
  await commitModule(await beginScan(catalog), moduleWith("A", [samplePlugin({ name: "Alpha" })]));
  const harms = [
    "delete from plugins_fts where rowid = 1",
    "delete from plugin_contents_fts where rowid = 1",
    "delete from search_entries where id = 1",
    "delete from search_terms_fts where rowid = 1",
    "insert into plugins_fts (rowid, name) values (7, 'x')",
    "insert into plugin_contents_fts (rowid, title) values (7, 'x')",
    "insert into search_terms_fts (rowid, term) values (7000, '^abc$')",
  ];
  for (const harm of harms) {
    db.exec(harm);
    assert.deepEqual((await checkCatalog(catalog)).map(({ code }) => code), ["index"], harm);
    rebuildIndex(db);
    assert.deepEqual(await checkCatalog(catalog), [], harm);
  }
});

Deno.test("the migrations make a column for each text field of search", async () => {
  using catalog = await memoryCatalog();
  const columnsOf = (table: string) =>
    catalog.db.prepare(`select name from pragma_table_info('${table}')`).all().map(({ name }) =>
      String(name)
    );
  const columns = (...forms: ("name" | "kind" | "contents")[]) =>
    textFields(...forms).flatMap((field) => field.columns);
  assert.deepEqual(columnsOf("plugins_fts"), columns("name", "kind"));
  assert.deepEqual(columnsOf("plugin_contents_fts"), [...columns("contents"), "title", "file"]);
  const words = columnsOf("search_entries").filter((name) => name.endsWith("_words"));
  assert.deepEqual(words, textFields("name", "kind").map(({ name }) => `${name}_words`));
});
