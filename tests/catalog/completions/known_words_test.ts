import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import {
  pluginIds,
  pluginNames,
  ruleTargets,
  scanNumbers,
  vendorNames,
} from "../../../src/catalog/completions/known_words.ts";
import { openForCompletions } from "../../../src/catalog/completions/open_for_completions.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { addBlock } from "../../../src/catalog/rules/blocklist.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { storedCatalog } from "../../cli/support/stored_catalog.ts";

const NAMES = ["Amp", "amp two", "Bass", "Bell", "Bend", "Boom", "Über", "Überton", "a%b", "a_b"];

/** Fills a catalog file with plugins of these names, each of a vendor of its own. */
async function filledCatalog(folder: TemporaryFolder, names = NAMES): Promise<string> {
  const path = folder.join("catalog.db");
  await storedCatalog(
    path,
    names.map((name, index) => ({ id: `clap:org.${index}`, format: "clap", name, vendor: `${name} Co` })),
  );
  return path;
}

const words = (known: readonly { word: string }[]) => known.map(({ word }) => word);

Deno.test("pluginNames() finds names by their beginnings, and always the last one", async () => {
  await using folder = await TemporaryFolder.make();
  using db = openForCompletions(await filledCatalog(folder))!;
  assert.deepEqual(words(pluginNames(db, "AMP", 10)), ["Amp", "amp two"]);
  assert.deepEqual(words(pluginNames(db, "Über", 10)), ["Über", "Überton"]);
  assert.deepEqual(words(pluginNames(db, "a%", 10)), ["a%b"]);
  assert.deepEqual(words(pluginNames(db, "b", 10)), ["Bass", "Bell", "Bend", "Boom"]);
  assert.deepEqual(words(pluginNames(db, "b", 3)), ["Bass", "Bell", "Boom"]);
  assert.deepEqual(words(pluginNames(db, "b", 10, "vst3")), []);
  assert.deepEqual(words(pluginNames(db, "", 2)), ["a%b", "Überton"]);
});

Deno.test("pluginIds() and vendorNames() do the same for ids and vendors", async () => {
  await using folder = await TemporaryFolder.make();
  using db = openForCompletions(await filledCatalog(folder))!;
  assert.deepEqual(words(pluginIds(db, "clap:org.1", 10)), ["clap:org.1"]);
  assert.equal(pluginIds(db, "clap:", 3).at(-1)!.word, "clap:org.9");
  assert.deepEqual(words(vendorNames(db, "B", 10)), ["Bass Co", "Bell Co", "Bend Co", "Boom Co"]);
  assert.deepEqual(words(vendorNames(db, "bOom c", 10)), ["Boom Co"]);
  assert.equal(vendorNames(db, "", 2).at(-1)!.word, "Überton Co");
});

Deno.test("the beginnings of names, ids and vendors are found without reading each plugin", async () => {
  await using folder = await TemporaryFolder.make();
  const path = await filledCatalog(folder);
  using db = openForCompletions(path)!;
  const plans: string[] = [];
  // Each statement is explained before it runs.
  const explaining = new Proxy(db, {
    get: (target, name) => {
      if (name !== "prepare") return Reflect.get(target, name);
      return (sql: string) => {
        const statement = target.prepare(sql);
        const explain = (values: unknown[]) =>
          plans.push(
            ...target.prepare(`explain query plan ${sql}`).all(...values as never[]).map(({ detail }) =>
              String(detail)
            ),
          );
        return {
          all: (...values: unknown[]) => (explain(values), statement.all(...values as never[])),
          get: (...values: unknown[]) => (explain(values), statement.get(...values as never[])),
        };
      };
    },
  });
  pluginNames(explaining, "b", 3);
  pluginIds(explaining, "clap:", 3);
  vendorNames(explaining, "b", 3);
  assert.ok(plans.length > 5);
  assert.deepEqual(plans.filter((plan) => /^SCAN (plugins|p)\b/.test(plan)), []);
});

Deno.test("ruleTargets() and scanNumbers() list what commands accept", async () => {
  await using folder = await TemporaryFolder.make();
  const path = await filledCatalog(folder);
  using catalog = await openCatalog(path);
  await catalog.write((db) => {
    addBlock(db, { plugin: "clap:org.2" }, "", "2026-01-01T00:00:00.000Z");
    addBlock(db, { location: "/x/y.clap" }, "", "2026-01-01T00:00:00.000Z");
  });
  using db = openForCompletions(path)!;
  assert.deepEqual(words(ruleTargets(db, "blocklist")), ["/x/y.clap", "Bass", "clap:org.2"]);
  assert.deepEqual(words(ruleTargets(db, "overrides")), []);
  assert.deepEqual(words(scanNumbers(db, 10)), ["1"]);
});

Deno.test("openForCompletions() changes nothing and opens only a catalog of this version", async () => {
  await using folder = await TemporaryFolder.make();
  assert.equal(openForCompletions(folder.join("none.db")), undefined);
  assert.throws(() => Deno.lstatSync(folder.join("none.db")), Deno.errors.NotFound);
  const path = await filledCatalog(folder);
  using db = openForCompletions(path)!;
  assert.throws(() => db.exec("delete from plugins"), /readonly/);
  const other = folder.join("other.db");
  new DatabaseSync(other).exec("create table t (a)");
  assert.equal(openForCompletions(other), undefined);
  using old = new DatabaseSync(path);
  old.exec("pragma user_version = 3");
  assert.equal(openForCompletions(path), undefined);
});
