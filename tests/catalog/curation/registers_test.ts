import assert from "node:assert/strict";
import fc from "fast-check";
import {
  CurationWriter,
  localKey,
  mergeRegister,
  registerOfRow,
  SELECT_REGISTER,
} from "../../../src/catalog/curation/registers.ts";
import { MIGRATIONS } from "../../../src/catalog/migrations.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { mergeRegisters } from "../../../src/model/curation/register.ts";
import { registers } from "../../model/curation/support/random_registers.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { allCuration, curate } from "../support/curate.ts";
import { memoryCatalog } from "../support/test_catalog.ts";

const FAVORITE = localKey("plugin", "vst3:A", "favorite");

function stored({ db }: Catalog): unknown[] {
  return db.prepare(SELECT_REGISTER).all().map(registerOfRow).map((one) => JSON.stringify(one)).sort();
}

Deno.test("the catalog joins registers as the model does, one at a time and in any order", async () => {
  await fc.assert(
    fc.asyncProperty(registers, async (all) => {
      using catalog = await memoryCatalog();
      for (const register of all) mergeRegister(catalog.db, register);
      const expected = mergeRegisters(all, []).map((register) => {
        const { owner, kind, target, field, value, updatedAt, writer } = register;
        return JSON.stringify({ owner, kind, target, field, value, updatedAt, writer });
      }).sort();
      assert.deepEqual(stored(catalog), expected);
    }),
    { numRuns: 30 },
  );
});

Deno.test("CurationWriter writes later than all that is known, and nothing that is said already", async () => {
  using catalog = await memoryCatalog();
  curate(catalog.db, "vst3:A", "favorite", true, { updatedAt: "2099-01-01T00:00:00.000Z" });
  const writer = new CurationWriter(catalog.db, new Date("2026-01-01"));
  assert.equal(writer.at, "2099-01-01T00:00:00.001Z");
  assert.equal(writer.set(FAVORITE, true), false);
  assert.equal(writer.set(FAVORITE, undefined), true);
  assert.deepEqual(allCuration(catalog.db), []);
  assert.equal(writer.set(FAVORITE, undefined), false);
});

Deno.test("an older catalog's tables become registers, and go", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  {
    using catalog = await openCatalog(path, { migrations: MIGRATIONS.slice(0, 12) });
    const at = "'2026-01-01T00:00:00.000Z'";
    catalog.db.exec(
      `insert into curations (uuid, plugin_id, is_favorite, note, updated_at) values ('1', 'vst3:A', 1, 'mine', ${at});
       insert into tags (uuid, name, updated_at) values ('2', 'Warm', ${at});
       insert into plugin_tags (uuid, tag_id, plugin_id, updated_at) values ('3', 1, 'vst3:A', ${at});
       insert into collections (uuid, name, updated_at) values ('4', 'Live', ${at});
       insert into collection_plugins (uuid, collection_id, plugin_id, position, updated_at)
         values ('5', 1, 'vst3:A', 7, ${at})`,
    );
  }
  using catalog = await openCatalog(path);
  assert.deepEqual(allCuration(catalog.db), [
    ["live", "item:vst3:A", 7],
    ["live", "name", "Live"],
    ["vst3:A", "favorite", true],
    ["vst3:A", "note", "mine"],
    ["vst3:A", "tag:warm", true],
    ["warm", "name", "Warm"],
  ]);
  const tables = catalog.db.prepare("select name from sqlite_schema where name in ('tags', 'curations')")
    .all();
  assert.deepEqual(tables, []);
});
