import assert from "node:assert/strict";
import {
  inOperation,
  listOperations,
  UNDO_DEPTH,
  undoLastOperation,
} from "../../../src/catalog/curation/operations.ts";
import { localKey } from "../../../src/catalog/curation/registers.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { allCuration } from "../support/curate.ts";
import { memoryCatalog } from "../support/test_catalog.ts";

const NOW = new Date("2026-01-01");

async function say(catalog: Catalog, command: string, target: string, field: string, value: unknown) {
  return await catalog.write((db) =>
    inOperation(db, command, NOW, (writer) => writer.set(localKey("plugin", target, field), value))
  );
}

async function undo(catalog: Catalog) {
  return await catalog.write((db) => undoLastOperation(db, NOW));
}

Deno.test("operations are taken back one after the other, the last one first", async () => {
  using catalog = await memoryCatalog();
  await say(catalog, "note A one", "A", "note", "one");
  await say(catalog, "note A two", "A", "note", "two");
  await say(catalog, "note A two", "A", "note", "two");
  assert.deepEqual(listOperations(catalog.db).map(({ command }) => command), ["note A two", "note A one"]);
  assert.equal((await undo(catalog))!.command, "note A two");
  assert.deepEqual(allCuration(catalog.db), [["A", "note", "one"]]);
  await undo(catalog);
  assert.deepEqual(allCuration(catalog.db), []);
  assert.equal(await undo(catalog), undefined);
});

Deno.test("what was said again since the operation stays, and is named", async () => {
  using catalog = await memoryCatalog();
  await catalog.write((db) =>
    inOperation(db, "rate", NOW, (writer) => {
      writer.set(localKey("plugin", "A", "rating"), 3);
      writer.set(localKey("plugin", "B", "rating"), 3);
    })
  );
  await catalog.write((db) =>
    db.exec("update curation set value = '5', updated_at = '2027' where target = 'A'")
  );
  const { restored, kept } = (await undo(catalog))!;
  assert.deepEqual([restored.map(({ target }) => target), kept.map(({ target }) => target)], [["B"], ["A"]]);
  assert.deepEqual(allCuration(catalog.db), [["A", "rating", 5]]);
});

Deno.test(`the last ${UNDO_DEPTH} operations are kept`, async () => {
  using catalog = await memoryCatalog();
  for (let index = 0; index < UNDO_DEPTH + 5; index++) {
    await say(catalog, `note ${index}`, "A", "note", `${index}`);
  }
  const operations = listOperations(catalog.db);
  assert.deepEqual([operations.length, operations.at(-1)!.command], [UNDO_DEPTH, "note 5"]);
  const { n } = catalog.db.prepare("select count(*) as n from curation_undo").get()!;
  assert.equal(n, UNDO_DEPTH);
});
