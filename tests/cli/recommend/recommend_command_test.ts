import assert from "node:assert/strict";
import * as v from "valibot";
import type { DatabaseSync } from "node:sqlite";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { recommendLineSchema } from "../../../src/cli/schema/event_schemas.ts";
import { recommendDocumentSchema } from "../../../src/model/documents/curation/recommend_document.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { curate } from "../../catalog/support/curate.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { sampleParameter, samplePlugin } from "../support/scan_events.ts";

const NAMES = ["Threshold", "Ratio", "Attack", "Release", "Knee", "Makeup"];

/** Compressors that are like each other, one of them in two formats, and a reverb that is like none of them. */
async function makeSandbox(say: (db: DatabaseSync) => void = () => {}): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  using catalog = await openCatalog(sandbox.catalog);
  const journal = await beginScan(catalog);
  const store = async (
    name: string,
    format: "vst3" | "clap",
    parameters = NAMES,
    category = "compressor",
  ) => {
    const plugin = samplePlugin({
      ...{ id: `${format}:${name}`, nativeId: name, name, vendor: `${name} Audio`, format, category },
      parameters: parameters.map((name, at) => sampleParameter({ id: String(at), name })),
    });
    await commitModule(journal, moduleWith(`${name}-${format}`, [plugin], { format }));
  };
  await store("AComp", "vst3");
  await store("AComp", "clap");
  await store("BComp", "vst3", NAMES.slice(0, 5));
  await store("BComp", "clap", NAMES.slice(0, 5));
  await store("CComp", "vst3", NAMES.slice(0, 4));
  await store("DComp", "vst3", NAMES.slice(0, 4));
  await store("Hall", "vst3", ["Size", "Damping", "Predelay"], "reverb");
  await journal.end({ isComplete: true, interruptedBy: null });
  await catalog.write(say);
  return sandbox;
}

async function recommended(sandbox: Sandbox, ...options: string[]) {
  const { code, stdout, stderr } = await sandbox.run(["recommend", "--json", ...options]);
  assert.deepEqual([code, stderr], [0, ""]);
  return v.parse(recommendDocumentSchema, JSON.parse(stdout));
}

Deno.test("pluginary recommend names untouched plugins that are like a favorite, with the reasons", async () => {
  await using sandbox = await makeSandbox((db) => curate(db, "vst3:AComp", "favorite", true));
  const document = await recommended(sandbox);
  const { total, liked, offset, limit, recommendations } = document;
  assert.deepEqual([total, liked, offset, limit], [3, 1, 0, null]);
  const [first, ...others] = recommendations;
  // Once for its formats, and neither the favorite nor its sibling.
  assert.match(first!.plugin.id, /:BComp$/);
  assert.deepEqual(others.map(({ plugin }) => plugin.name).sort(), ["CComp", "DComp"]);
  assert.ok(first!.score > others[0]!.score);
  assert.deepEqual(first!.reasons, [{
    code: "favorite",
    message: "Like AComp, a favorite: same category; 5 of 6 parameters alike",
    because: "vst3:AComp",
  }]);
});

Deno.test("pluginary recommend leaves out what is touched, hidden or not in a format", async () => {
  await using sandbox = await makeSandbox((db) => {
    curate(db, "vst3:AComp", "favorite", true);
    curate(db, "vst3:CComp", "hidden", true);
    curate(db, "vst3:DComp", "note", "Later");
  });
  const names = async (...options: string[]) =>
    (await recommended(sandbox, ...options)).recommendations.map(({ plugin }) => plugin.id);
  assert.equal((await names()).length, 1);
  assert.deepEqual(await names("--format", "clap"), ["clap:BComp"]);
  assert.deepEqual(await names("--offset", "1"), []);
  // A sibling of a touched plugin is the same plugin.
  using catalog = await openCatalog(sandbox.catalog);
  await catalog.write((db) => curate(db, "vst3:BComp", "tag:later", true));
  assert.deepEqual(await names(), []);
});

Deno.test("pluginary recommend goes by ratings, collections and tags, and not by poor ratings", async () => {
  const reasonOf = async (say: (db: DatabaseSync) => void) => {
    await using sandbox = await makeSandbox(say);
    const { liked, recommendations: [first] } = await recommended(sandbox, "--limit", "1");
    return [liked, first?.reasons[0]?.message.split(":")[0], first?.reasons[0]?.code];
  };
  assert.deepEqual(await reasonOf((db) => curate(db, "vst3:AComp", "rating", 5)), [
    1,
    "Like AComp, rated 5 of 5",
    "rating",
  ]);
  assert.deepEqual(await reasonOf((db) => curate(db, "vst3:AComp", "tag:warm", true)), [
    1,
    'Like AComp, tagged "warm"',
    "tag",
  ]);
  const collect = (db: DatabaseSync) => curate(db, "live", "item:vst3:AComp", 1, { kind: "collection" });
  assert.deepEqual(await reasonOf(collect), [1, 'Like AComp, in the collection "live"', "collection"]);
  const poor = (db: DatabaseSync) => {
    curate(db, "vst3:AComp", "rating", 2);
    curate(db, "vst3:AComp", "tag:warm", true);
  };
  assert.deepEqual(await reasonOf(poor), [0, undefined, undefined]);
});

Deno.test("pluginary recommend prints a table, and what to do where nothing is liked", async () => {
  await using sandbox = await makeSandbox();
  const none = await sandbox.run(["recommend"]);
  assert.deepEqual([none.code, none.stdout], [0, ""]);
  assert.match(none.stderr, /^Nothing to go by yet: mark plugins that you like with "pluginary favorite"/);
  assert.deepEqual((await recommended(sandbox)).recommendations, []);
  assert.equal((await sandbox.run(["recommend", "--exit-code"])).code, 1);
  using catalog = await openCatalog(sandbox.catalog);
  await catalog.write((db) => curate(db, "vst3:AComp", "favorite", true));
  const { stdout, stderr } = await sandbox.run(["recommend", "--limit", "1"]);
  const [titles, first] = stdout.split("\n");
  assert.match(titles!, /^SCORE +NAME +VENDOR +FORMAT +WHY/);
  assert.match(first!, /BComp +BComp Audio +\w+ +Like AComp, a favorite: same category; 5 of 6/);
  assert.equal(
    stderr,
    "1 to 1 of 3 recommendations from 1 plugin that you like; --offset 1 for the next page\n",
  );
});

Deno.test("pluginary recommend gives lines and CSV for programs", async () => {
  await using sandbox = await makeSandbox((db) => curate(db, "vst3:AComp", "favorite", true));
  const lines = await sandbox.run(["recommend", "--ndjson"]);
  const events = lines.stdout.trimEnd().split("\n").map((line) =>
    v.parse(recommendLineSchema, JSON.parse(line)) as { event: string }
  );
  assert.deepEqual(events.map(({ event }) => event), [
    "started",
    ...Array(3).fill("recommendation"),
    "finished",
  ]);
  const csv = await sandbox.run(["recommend", "--csv", "--columns", "name,reasons", "--limit", "1"]);
  assert.match(csv.stdout, /^name,reasons\r?\nBComp,"?Like AComp, a favorite: same category; 5 of 6/);
});

Deno.test("pluginary recommend knows that nothing has been scanned", async () => {
  await using sandbox = await Sandbox.make();
  const { code, stderr } = await sandbox.run(["recommend"]);
  assert.equal(code, 0);
  assert.match(stderr, /The catalog has no plugins yet/);
});
