import assert from "node:assert/strict";
import * as v from "valibot";
import { projectPath } from "../../../scripts/project_path.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { NO_CURATION } from "../../../src/model/curation/plugin_curation.ts";
import { infoDocumentSchema } from "../../../src/model/documents/info_document.ts";
import { listDocumentSchema } from "../../../src/model/documents/list_document.ts";
import { searchDocumentSchema } from "../../../src/model/documents/search_document.ts";
import { curate } from "../../catalog/support/curate.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

/** A catalog with five plugins; a favorite with all that can be said, two that are hidden, and a tagged one. */
async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, ["Ant", "Bee", "Cat", "Dog", "Eel"].map((name) => ({ name })));
  using catalog = await openCatalog(sandbox.catalog);
  await catalog.write((db) => {
    curate(db, "vst3:Bee", "favorite", true);
    curate(db, "vst3:Bee", "rating", 4);
    curate(db, "vst3:Bee", "note", '=2+2 "loud"');
    curate(db, "vst3:Bee", "tag:drums:kick", true);
    curate(db, "drums:kick", "name", "Drums:Kick", { kind: "tag" });
    curate(db, "vst3:Bee", "tag:warm", true);
    curate(db, "live set", "item:vst3:Bee", 1, { kind: "collection" });
    curate(db, "live set", "name", "Live set", { kind: "collection" });
    curate(db, "vst3:Cat", "hidden", true);
    curate(db, "vst3:Dog", "hidden", true);
    curate(db, "vst3:Eel", "tag:warm", true);
    curate(db, "vst3:Eel", "rating", 5);
  });
  return sandbox;
}

const OF_BEE = {
  tags: ["Drums:Kick", "warm"],
  isFavorite: true,
  isHidden: false,
  rating: 4,
  note: '=2+2 "loud"',
  collections: ["Live set"],
};

const HIDDEN_LINE = "2 hidden plugins left out; --hidden shows them\n";

Deno.test("documents of plugins say what the user says about each", async () => {
  await using sandbox = await makeSandbox();
  for (const options of [[], ["--full"], ["--group"]]) {
    const { stdout } = await sandbox.run(["list", "--json", ...options]);
    const { plugins, total, hidden } = v.parse(listDocumentSchema, JSON.parse(stdout));
    assert.deepEqual([total, hidden], [3, 2]);
    assert.deepEqual(plugins.map(({ curation }) => curation), [
      NO_CURATION,
      OF_BEE,
      { ...NO_CURATION, tags: ["warm"], rating: 5 },
    ], options.join());
  }
  const search = await sandbox.run(["search", "bee", "--json"]);
  const { plugins: [found] } = v.parse(searchDocumentSchema, JSON.parse(search.stdout));
  assert.deepEqual(found!.curation, OF_BEE);
  const info = await sandbox.run(["info", "Bee", "--json"]);
  assert.deepEqual(v.parse(infoDocumentSchema, JSON.parse(info.stdout)).plugin.curation, OF_BEE);
});

Deno.test("hidden plugins are left out of lists, and their number is said", async () => {
  await using sandbox = await makeSandbox();
  const ids = async (...args: string[]) => {
    const { stdout } = await sandbox.run([...args, "--json"]);
    const { plugins, total, hidden } = JSON.parse(stdout);
    return [plugins.map(({ name }: { name: string }) => name).sort().join(" "), total, hidden];
  };
  for (const command of [["list"], ["list", "--group"], ["search", "format:vst3"]]) {
    assert.deepEqual(await ids(...command), ["Ant Bee Eel", 3, 2], command.join(" "));
    assert.deepEqual(await ids(...command, "--hidden"), ["Ant Bee Cat Dog Eel", 5, 0]);
    assert.deepEqual(await ids(...command, "--is", "hidden"), ["Cat Dog", 2, 0]);
  }
  assert.deepEqual(await ids("search", "format:vst3 -is:hidden"), ["Ant Bee Eel", 3, 0]);
  assert.deepEqual(await ids("search", "is:hidden OR bee"), ["Bee Cat Dog", 3, 0]);
  assert.deepEqual(await ids("list", "--limit", "1"), ["Ant", 3, 2]);
  const table = await sandbox.run(["list"]);
  assert.equal(table.stderr, `3 plugins\n${HIDDEN_LINE}`);
  const counts = await sandbox.run(["list", "--count-by", "format", "--json"]);
  const { matched, hidden } = JSON.parse(counts.stdout);
  assert.deepEqual([matched, hidden], [3, 2]);
});

Deno.test("a hidden plugin is not taken for a mistyped name, and its page is always there", async () => {
  await using sandbox = await makeSandbox();
  const { code, stdout, stderr } = await sandbox.run(["search", "cat", "--exit-code"]);
  assert.deepEqual([code, stdout], [1, ""]);
  assert.equal(stderr, "No plugins found\n1 hidden plugin left out; --hidden shows it\n");
  const page = await sandbox.run(["info", "Cat"]);
  assert.equal(page.code, 0);
  assert.match(page.stdout, /^ +hidden +yes$/m);
  const table = await sandbox.run(["list", "--hidden"]);
  assert.match(table.stdout, /^ *Cat .*hidden/m);
});

Deno.test("a table marks favorites, and only where it has some", async () => {
  await using sandbox = await makeSandbox();
  for (const command of [["list"], ["search", "format:vst3"]]) {
    const { stdout } = await sandbox.run(command);
    assert.match(stdout, /^ +NAME /);
    assert.match(stdout, /^★ +Bee /m);
    assert.match(stdout, /^ +Ant /m);
  }
  const { stdout } = await sandbox.run(["list", "--name", "ant"]);
  assert.match(stdout, /^NAME .*\nAnt /);
});

Deno.test("columns and CSV have what the user says, safe for spreadsheets", async () => {
  await using sandbox = await makeSandbox();
  const columns = ["--columns", "name,tags,favorite,hidden,rating,note,collections"];
  const csv = await sandbox.run(["list", "--csv", "--name", "bee", ...columns]);
  const [titles, bee] = csv.stdout.trim().split(/\r?\n/);
  assert.equal(titles, "name,tags,favorite,hidden,rating,note,collections");
  assert.equal(bee, `Bee,Drums:Kick;warm,true,false,4,"'=2+2 ""loud""",Live set`);
  const json = await sandbox.run(["search", "bee", "--json", "--columns", "name,tags,rating"]);
  assert.deepEqual(JSON.parse(json.stdout).plugins, [{ name: "Bee", tags: OF_BEE.tags, rating: 4 }]);
  const table = await sandbox.run(["list", ...columns]);
  assert.match(table.stdout, /^Bee +Drums:Kick, warm +true +false +4 +=2\+2 "loud" +Live set$/m);
});

Deno.test("lists are sorted by rating and counted by tag", async () => {
  await using sandbox = await makeSandbox();
  const names = async (...args: string[]) => {
    const { stdout } = await sandbox.run(["list", "--json", "--sort", "rating", ...args]);
    return JSON.parse(stdout).plugins.map(({ name }: { name: string }) => name).join(" ");
  };
  assert.equal(await names(), "Eel Bee Ant");
  assert.equal(await names("--reverse"), "Ant Bee Eel");
  const { stdout } = await sandbox.run(["list", "--count-by", "tag", "--json"]);
  assert.deepEqual(JSON.parse(stdout).counts, [
    { value: "warm", count: 2 },
    { value: "Drums:Kick", count: 1 },
    { value: null, count: 1 },
  ]);
});

Deno.test("the page of a plugin says what the user says", async () => {
  await using sandbox = await makeSandbox();
  const { stdout } = await sandbox.run(["info", "Bee"]);
  for (
    const line of [
      /^ +tags +Drums:Kick, warm$/m,
      /^ +favorite +yes$/m,
      /^ +rating +4 of 5$/m,
      /^ +note +=2\+2 "loud"$/m,
      /^ +collections +Live set$/m,
    ]
  ) assert.match(stdout, line);
});

Deno.test("a word that is a tag or a level of one finds the plugins that have it", async () => {
  await using sandbox = await makeSandbox();
  const found = async (...words: string[]) => {
    const { stdout } = await sandbox.run(["search", ...words, "--json"]);
    return JSON.parse(stdout).plugins.map((
      { name, matched }: { name: string; matched: { field: string; text: string; ranges: number[][] }[] },
    ) => [name, matched.filter(({ field }) => field === "tag")]);
  };
  const drums = { field: "tag", text: "Drums:Kick" };
  assert.deepEqual(await found("KICK"), [["Bee", [{ ...drums, ranges: [[6, 10]] }]]]);
  assert.deepEqual(await found("drums"), [["Bee", [{ ...drums, ranges: [[0, 5]] }]]]);
  assert.deepEqual(await found("drums", "bee"), [["Bee", [{ ...drums, ranges: [[0, 5]] }]]]);
  const warm = { field: "tag", text: "warm", ranges: [[0, 4]] };
  assert.deepEqual(await found("drums", "warm"), [["Bee", [{ ...drums, ranges: [[0, 5]] }, warm]]]);
  assert.deepEqual((await found("warm")).map(([name]: [string]) => name).sort(), ["Bee", "Eel"]);
  assert.deepEqual(await found("warm -bee"), [["Eel", [warm]]]);
  assert.deepEqual(await found("drum"), []);
});

Deno.test("a scan shows hidden plugins, and ends as without them", async () => {
  await using sandbox = await Sandbox.make();
  const args = ["scan", projectPath("build/fixtures/clap/good.clap"), "--confinement", "off", "--json"];
  const first = await sandbox.run(args);
  const ids = (stdout: string) =>
    JSON.parse(stdout).modules.flatMap(({ plugins }: { plugins: { id: string }[] }) =>
      plugins.map(({ id }) => id)
    );
  const known = ids(first.stdout);
  assert.ok(known.length > 0);
  {
    using catalog = await openCatalog(sandbox.catalog);
    await catalog.write((db) => {
      for (const id of known) curate(db, id, "hidden", true);
    });
  }
  for (const options of [[], ["--force"]]) {
    const { code, stdout } = await sandbox.run([...args, ...options]);
    assert.equal(code, first.code);
    assert.deepEqual(ids(stdout), known);
    assert.equal(JSON.parse(stdout).modules[0].plugins[0].curation.isHidden, true);
  }
});
