import assert from "node:assert/strict";
import { packDocument } from "../../../src/catalog/plugins/description_document.ts";
import { MIGRATIONS } from "../../../src/catalog/migrations.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { type ImportedRecord, parameterOf } from "../../../src/model/imported_record.ts";
import { allPlugins } from "../../import/support/imports.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { storeRecord } from "../support/store_record.ts";
import { memoryCatalog } from "../support/test_catalog.ts";

const AT = "2025-06-01T00:00:00.000Z";

const RECORD: ImportedRecord = {
  legacyId: "vst3/Demo",
  isKeyedById: true,
  format: "vst3",
  name: "Demo",
  vendor: "Acme",
  rawCategories: [],
  parameters: [["gain_db", "-Inf"], ["bypass", true, "Bypass"]],
  updatedAt: AT,
};

/** A catalog as version 6 wrote it, with the record imported. */
async function makeVersion6(path: string): Promise<void> {
  using catalog = await openCatalog(path, { migrations: MIGRATIONS.slice(0, 6) });
  const { db } = catalog;
  db.prepare(
    `insert into plugins (plugin_id, format, native_id, origin, name, vendor, category, is_instrument, outcome,
                          parameter_count, shown_description_id, added_at, updated_at, scanned_at)
     values ('vst3/Demo', 'vst3', '', 'import', 'Demo', 'Acme', 'other', 0, 'scanned', 2, 1, ?, ?, ?)`,
  ).run(AT, AT, AT);
  const summary = {
    name: "Demo",
    isInstrument: false,
    category: "other",
    features: [],
    rawCategories: [],
    vendor: "Acme",
    parameterCount: 2,
  };
  db.prepare(
    `insert into descriptions (plugin_row_id, content_hash, describer, summary, document)
     values (1, 'import', 1, ?, ?)`,
  ).run(JSON.stringify(summary), packDocument({ parameters: RECORD.parameters.map(parameterOf) }));
}

Deno.test("what version 6 imported is what this version imports, and is not imported again", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  await makeVersion6(path);
  using catalog = await openCatalog(path);
  using fresh = await memoryCatalog();
  storeRecord(fresh.db, RECORD, AT);
  const before = await allPlugins(catalog);
  assert.deepEqual(before, await allPlugins(fresh));
  assert.deepEqual(storeRecord(catalog.db, RECORD, AT), { result: "merged", id: "vst3/Demo" });
  assert.deepEqual(await allPlugins(catalog), before);
});
