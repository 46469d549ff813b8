import assert from "node:assert/strict";
import { checkCatalog } from "../../../src/catalog/maintenance/check.ts";
import { openForReading } from "../../../src/catalog/open_catalog.ts";
import { timesOf } from "../../support/counts.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { Killer } from "../support/killer.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

const KILLS = timesOf(200);

/** Enough for the writing to take a good part of the time. */
const PLUGINS = Array.from({ length: 1000 }, (_, index) => ({
  name: `Echo ${index}`,
  id: `vst3:${index}`,
  category: "other",
}));

/** The values of a query, each once, of a catalog that is healthy. */
async function distinct(sandbox: Sandbox, sql: string, message: string): Promise<string[]> {
  using catalog = await openForReading(sandbox.catalog);
  assert.deepEqual(await checkCatalog(catalog), [], message);
  return catalog.db.prepare(sql).all().map((row) => JSON.stringify(Object.values(row)));
}

Deno.test({
  name: `a bulk correction of categories is stored whole or not at all when it is killed, ${KILLS / 2} times`,
  ignore: Deno.build.os === "windows",
  async fn() {
    await using sandbox = await Sandbox.make();
    await storedCatalog(sandbox.catalog, PLUGINS);
    const killer = new Killer(sandbox);
    const line = (category: string) => ["categorize", "--query", "name:echo", category];
    await killer.measure(line("delay"));
    let before = "delay";
    for (let kill = 0; kill < KILLS / 2; kill++) {
      const after = before === "delay" ? "reverb" : "delay";
      const message = await killer.kill(line(after));
      const found = await distinct(
        sandbox,
        `select p.category, c.value ->> '$', count(*) from plugins p
           left join curation c on c.target = p.plugin_id and c.field = 'category' group by 1, 2`,
        message,
      );
      const whole = [before, after].map((one) => JSON.stringify([one, one, PLUGINS.length]));
      assert.ok(found.length === 1 && whole.includes(found[0]!), `${message}: ${found}`);
      if (found[0] === whole[1]) before = after;
    }
    assert.ok(killer.killed > 0);
  },
});

const REGISTERS = 10_000;

/** A file in which all notes are the same. */
function curationFile(note: number): string {
  const updatedAt = new Date(Date.UTC(2026, 0, 1) + note).toISOString();
  const registers = Array.from({ length: REGISTERS }, (_, index) => ({
    owner: "local",
    kind: "plugin",
    target: `vst3:${index}`,
    field: "note",
    value: String(note),
    updatedAt,
    writer: "w",
  }));
  return JSON.stringify({ schema: "curation", schemaVersion: 1, registers, plugins: [] });
}

Deno.test({
  name: `an import of curation is stored whole or not at all when it is killed, ${KILLS / 2} times`,
  ignore: Deno.build.os === "windows",
  async fn() {
    await using sandbox = await Sandbox.make();
    await storedCatalog(sandbox.catalog, PLUGINS);
    const killer = new Killer(sandbox);
    const line = ["curation", "import", "curation.json"];
    await sandbox.write("curation.json", curationFile(0));
    await killer.measure(line);
    let before = 0;
    for (let kill = 1; kill <= KILLS / 2; kill++) {
      await sandbox.write("curation.json", curationFile(kill));
      const message = await killer.kill(line);
      const found = await distinct(
        sandbox,
        "select value ->> '$', count(*) from curation where field = 'note' group by 1",
        message,
      );
      const whole = [before, kill].map((note) => JSON.stringify([String(note), REGISTERS]));
      assert.ok(found.length === 1 && whole.includes(found[0]!), `${message}: ${found}`);
      // What can be taken back is whole as well.
      const undo = await distinct(
        sandbox,
        "select distinct changes from curation_operations o where changes <> (select count(*) from curation_undo where operation_id = o.id)",
        message,
      );
      assert.deepEqual(undo, []);
      if (found[0] === whole[1]) before = kill;
    }
    assert.ok(killer.killed > 0);
  },
});
