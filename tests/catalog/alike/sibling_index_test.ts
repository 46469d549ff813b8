import assert from "node:assert/strict";
import fc from "fast-check";
import { decide, undoDecisions } from "../../../src/catalog/alike/sibling_decisions.ts";
import { updateSiblings } from "../../../src/catalog/alike/sibling_index.ts";
import { allSiblingGroups, siblingsOf } from "../../../src/catalog/alike/siblings.ts";
import { readOtherFormats } from "../../../src/catalog/plugins/other_formats.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import type { PluginFormat } from "../../../src/model/plugin_format.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { timesOf } from "../../support/counts.ts";
import { SEED } from "../../support/seed.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const AT = "2026-01-01T00:00:00.000Z";
const FORMATS: readonly PluginFormat[] = ["vst3", "clap", "lv2"];
const NAMES = ["Amp", "Ann Amp", "Amp (VST3)", "Echo", "Echo 2"];

/** Plugins that a change is about, by the number of their format and a number of their own. */
const ID = fc.tuple(fc.constantFrom(...FORMATS), fc.nat(5)).map(([format, at]) => `${format}:${at}`);

/** A change to a catalog, by its kind. */
const CHANGE = fc.oneof(
  fc.record({
    kind: fc.constant("scan" as const),
    id: ID,
    name: fc.constantFrom(...NAMES),
    vendor: fc.constantFrom("Ann", "Bob"),
    replaces: fc.constantFrom([], ["clap:1"]),
  }),
  fc.record({ kind: fc.constant("lose" as const), id: ID }),
  fc.record({ kind: fc.constant("delete" as const), id: ID }),
  fc.record({ kind: fc.constant("merge" as const), id: ID, other: ID }),
  fc.record({ kind: fc.constant("split" as const), id: ID, other: ID }),
  fc.record({ kind: fc.constant("undo" as const), id: ID, other: ID }),
  fc.record({ kind: fc.constant("update" as const) }),
);

type Change = typeof CHANGE extends fc.Arbitrary<infer T> ? T : never;

async function apply(catalog: Catalog, change: Change): Promise<void> {
  const { db } = catalog;
  switch (change.kind) {
    case "scan": {
      const { id, name, vendor, replaces } = change;
      const format = id.slice(0, id.indexOf(":")) as PluginFormat;
      const plugin = samplePlugin({
        ...{ id, format, name, vendor, replaces: [...replaces] },
        nativeId: id.slice(format.length + 1),
      });
      await commitModule(await beginScan(catalog), moduleWith(id, [plugin], { format }));
      return;
    }
    case "lose":
      db.prepare("update plugins set missing_at = ? where plugin_id = ?").run(AT, change.id);
      return;
    case "delete":
      db.prepare("delete from plugins where plugin_id = ?").run(change.id);
      return;
    case "update":
      return await updateSiblings(catalog);
    default: {
      const { kind, id, other } = change;
      if (id === other) return;
      await catalog.write((db) => {
        if (kind !== "undo") decide(db, [id, other], kind === "merge", AT);
        else for (const isSame of [true, false]) undoDecisions(db, [id, other], isSame, AT);
      });
    }
  }
}

Deno.test("the stored groups of siblings are those that all plugins make, after any changes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(CHANGE, { minLength: 5, maxLength: 25 }), async (changes) => {
      using catalog = await memoryCatalog();
      const { db } = catalog;
      for (const change of changes) await apply(catalog, change);
      await updateSiblings(catalog);
      const stored = db.prepare(
        "select json_group_array(id order by id) as ids from sibling_groups group by group_id order by min(id)",
      ).all().map(({ ids }) => String(ids));
      const made = allSiblingGroups(db).map(({ members }) =>
        members.map(({ rowId }) => rowId).sort((a, b) => a - b)
      )
        .sort(([a], [b]) => a! - b!).map((ids) => JSON.stringify(ids));
      assert.deepEqual(stored, made);
      const rows = db.prepare("select id from plugins where missing_at is null").all().map(({ id }) =>
        Number(id)
      );
      const others = readOtherFormats(db, rows);
      const siblings = siblingsOf(db, rows);
      for (const row of rows) {
        assert.deepEqual(
          (others.get(row) ?? []).map(({ id }) => id),
          (siblings.get(row) ?? []).map(({ id }) => id),
        );
      }
    }),
    { seed: SEED, numRuns: timesOf(300) },
  );
});

Deno.test("a change to few plugins leaves the groups of the others", async () => {
  using catalog = await memoryCatalog();
  for (let at = 0; at < 30; at++) {
    for (const format of FORMATS) {
      await apply(catalog, {
        kind: "scan",
        id: `${format}:${at}`,
        name: `Plugin ${at}`,
        vendor: "Ann",
        replaces: [],
      });
    }
  }
  await updateSiblings(catalog);
  const { db } = catalog;
  // A mark that only a rewrite of all groups would remove.
  db.exec("update sibling_groups set group_id = 1000 where id in (1, 2, 3)");
  await apply(catalog, { kind: "scan", id: "vst3:20", name: "Another", vendor: "Ann", replaces: [] });
  await updateSiblings(catalog);
  const groups = db.prepare("select group_id, count(*) as n from sibling_groups group by group_id").all();
  assert.ok(groups.some((row) => row["group_id"] === 1000));
  assert.deepEqual(groups.map((row) => row["n"]).sort(), [2, ...Array(29).fill(3)]);
});
