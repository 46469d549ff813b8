import assert from "node:assert/strict";
import { addPresets } from "../../../scripts/bench/corpora/many_presets.ts";
import { checkCatalog } from "../../../src/catalog/maintenance/check.ts";
import { listPresets } from "../../../src/catalog/presets/list_presets.ts";
import { searchPresets } from "../../../src/catalog/presets/search_presets.ts";
import { fillCatalog } from "../../relevance/support/relevance_catalog.ts";
import { timesOf } from "../../support/counts.ts";
import { memoryCatalog } from "../support/test_catalog.ts";

const PRESETS = timesOf(20_000);

Deno.test(`${PRESETS} presets are stored, found and counted like a few`, async () => {
  using catalog = await memoryCatalog();
  const { db } = catalog;
  fillCatalog(catalog, 1);
  const programs = Number(db.prepare("select count(*) as n from presets").get()!["n"]);
  await addPresets(catalog, PRESETS);
  assert.deepEqual(
    await checkCatalog(catalog).then((found) => found.filter(({ code }) => code === "index")),
    [],
  );
  const options = { isReversed: false, offset: 0, leavesOutHidden: true } as const;
  const all = listPresets(db, { ...options, filter: {}, order: "name", limit: 10 });
  assert.equal(all.total, PRESETS + programs);
  const filter = { containers: ["vstpreset"] } as const;
  assert.equal(listPresets(db, { ...options, filter, order: "name", limit: 1 }).total, PRESETS);
  const whole = [...searchPresets(db, { ...options, filter, typed: "lead" }).presets];
  const page = searchPresets(db, { ...options, filter, typed: "lead", limit: 50 });
  assert.deepEqual([...page.presets].map(({ id }) => id), whole.slice(0, 50).map(({ id }) => id));
  const expected = Number(
    db.prepare(
      `select count(*) as n from presets where container = 'vstpreset'
        and (' ' || name || ' ' like '% lead%' or tags like '%lead%' or plugin_id in
          (select plugin_id from plugins where ' ' || name || ' ' || vendor like '% lead%'))`,
    ).get()!["n"],
  );
  assert.equal(whole.length, expected);
});

Deno.test("queries that run for each preset, plugin or page use an index of presets", async () => {
  using catalog = await memoryCatalog();
  const plan = (sql: string) =>
    catalog.db.prepare(`explain query plan ${sql}`).all().map(({ detail }) => String(detail)).join("; ");
  const cases = [
    ["select id from presets s order by s.name collate nocase, s.public_id limit 50", "presets_name_idx"],
    [
      "select id from presets where plugin_id = ? and location = '' and container = 'program'",
      "plugin_id=? AND location=?",
    ],
    ["select id from presets where plugin_id = ? and container <> 'program'", "plugin_id=?"],
    ["select id from presets where file_id = ?", "presets_file_id_idx"],
    ["select id from presets where is_indexed = 0 order by id limit 500", "presets_unindexed_idx"],
    ["select id from presets where public_id = ? and public_id <> ''", "presets_public_id_idx"],
    ["delete from presets where plugin_id = ? and container = 'program'", "plugin_id=?"],
  ] as const;
  for (const [sql, index] of cases) {
    assert.ok(plan(sql).includes(index), `${sql}\n${plan(sql)}`);
    assert.doesNotMatch(plan(sql), /TEMP B-TREE/, sql);
  }
});
