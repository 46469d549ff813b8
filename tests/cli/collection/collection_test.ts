import assert from "node:assert/strict";
import * as v from "valibot";
import { undoLastOperation } from "../../../src/catalog/curation/operations.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import {
  collectionChangeDocumentSchema,
  type CollectionEntry,
  collectionsDocumentSchema,
} from "../../../src/model/documents/curation/collections_documents.ts";
import { curate } from "../../catalog/support/curate.ts";
import type { Sandbox } from "../../support/sandbox.ts";
import { makeSandbox, run } from "../support/three_plugins.ts";

async function entries(sandbox: Sandbox, ...args: string[]): Promise<CollectionEntry[]> {
  const document = JSON.parse(await run(sandbox, "collection", ...args, "--json"));
  return v.parse(collectionsDocumentSchema, document).collections;
}

async function plugins(sandbox: Sandbox, name: string): Promise<string> {
  const [entry] = await entries(sandbox, "show", name);
  return entry!.plugins.join(" ");
}

async function undo(sandbox: Sandbox): Promise<string | undefined> {
  using catalog = await openCatalog(sandbox.catalog);
  return (await catalog.write((db) => undoLastOperation(db, new Date())))?.command;
}

Deno.test("pluginary collection add keeps plugins in their order, in all of their formats", async () => {
  await using sandbox = await makeSandbox(["collection", "create", "Mixing", "--note", "for the desk"]);
  assert.equal(
    await run(sandbox, "collection", "add", "mixing", "Three", "One EQ"),
    'Added 2 plugins in several formats to "Mixing":\n' +
      "  Three (vst3 clap)\n  One EQ (vst3:1)\n",
  );
  const again = await run(sandbox, "collection", "add", "Mixing", "--query", "category:eq", "--json");
  const change = v.parse(collectionChangeDocumentSchema, JSON.parse(again));
  assert.deepEqual([change.command, change.total, change.plugins], ["add", 1, [{
    id: "vst3:2",
    name: "Two EQ",
  }]]);
  assert.equal(
    await run(sandbox, "collection", "add", "Mixing", "One EQ"),
    '"Mixing" has 1 plugin already\n',
  );
  assert.deepEqual(await entries(sandbox, "list"), [{
    name: "Mixing",
    kind: "manual",
    query: null,
    plugins: ["vst3:3", "clap:3", "vst3:1", "vst3:2"],
    products: 3,
    parent: null,
    note: "for the desk",
    problem: null,
  }]);
  assert.equal(
    await run(sandbox, "collection", "show", "mixing"),
    `Mixing (manual, 3 plugins)
  note     for the desk

#  NAME    VENDOR  FORMATS
1  Three   Ann     vst3 clap
2  One EQ  Ann     vst3
3  Two EQ  Bob     vst3
`,
  );
  assert.equal(
    (await run(sandbox, "collection", "show", "mixing", "--csv")).replaceAll("\r", ""),
    "place,name,vendor,formats,id\n1,Three,Ann,vst3;clap,vst3:3\n2,One EQ,Ann,vst3,vst3:1\n3,Two EQ,Bob,vst3,vst3:2\n",
  );
  const search = await run(sandbox, "search", "collection:mixing", "vendor:ann", "--csv", "--columns", "id");
  assert.deepEqual(search.trim().split(/\s+/).slice(1).sort(), ["vst3:1", "vst3:3"]);
});

Deno.test("pluginary collection takes ids from standard input, one format alone, and a preview", async () => {
  await using sandbox = await makeSandbox(["collection", "create", "X"]);
  const preview = await run(sandbox, "collection", "add", "X", "--query", "*", "--dry-run");
  assert.match(preview, /^Would add 3 plugins in several formats to "X":\n/);
  assert.equal(await plugins(sandbox, "X"), "");
  const piped = await sandbox.run(["collection", "add", "X", "-"], { stdin: "vst3:2\nvst3:1\n" });
  assert.equal(piped.code, 0, piped.stderr);
  await run(sandbox, "collection", "add", "X", "clap:3", "--only");
  assert.equal(await plugins(sandbox, "X"), "vst3:2 vst3:1 clap:3");
  assert.match(
    await run(sandbox, "collection", "remove", "X", "--query", "category:eq", "--dry-run"),
    /^Would remove 2 plugins from "X":\n/,
  );
  assert.equal(
    await run(sandbox, "collection", "remove", "X", "Three", "Two EQ"),
    'Removed 2 plugins from "X":\n  Three (clap:3)\n  Two EQ (vst3:2)\n',
  );
  assert.equal(await run(sandbox, "collection", "remove", "X", "Two EQ"), '"X" does not have 1 plugin\n');
  assert.equal(await plugins(sandbox, "X"), "vst3:1");
});

Deno.test("pluginary collection move changes the order by the places that are shown", async () => {
  await using sandbox = await makeSandbox(
    ["collection", "create", "X"],
    ["collection", "add", "X", "One EQ", "Three", "Two EQ"],
  );
  const moved = await run(sandbox, "collection", "move", "X", "Two EQ", "--to", "2");
  assert.equal(moved, 'Moved 1 plugin to place 2 of "X":\n  Two EQ (vst3:2)\n');
  assert.equal(await plugins(sandbox, "X"), "vst3:1 vst3:2 vst3:3 clap:3");
  await run(sandbox, "collection", "move", "X", "three", "One EQ", "--to", "1");
  assert.equal(await plugins(sandbox, "X"), "vst3:3 clap:3 vst3:1 vst3:2");
});

Deno.test("pluginary collection keeps plugins that are gone from the catalog", async () => {
  await using sandbox = await makeSandbox(
    ["collection", "create", "X"],
    ["collection", "add", "X", "One EQ", "Two EQ"],
  );
  {
    using catalog = await openCatalog(sandbox.catalog);
    await catalog.write((db) => db.exec("delete from plugins where plugin_id = 'vst3:1'"));
  }
  assert.equal(
    await run(sandbox, "collection", "show", "X"),
    `X (manual, 2 plugins)

#  NAME                  VENDOR  FORMATS  ID
1  (not in the catalog)                   vst3:1
2  Two EQ                Bob     vst3
`,
  );
  await run(sandbox, "collection", "move", "X", "vst3:1", "--to", "2");
  assert.equal(await plugins(sandbox, "X"), "vst3:2 vst3:1");
  assert.equal(
    await run(sandbox, "collection", "remove", "X", "vst3:1"),
    'Removed 1 plugin from "X":\n  vst3:1\n',
  );
});

Deno.test("pluginary collection list shows a tree, and why a stored query cannot be read", async () => {
  await using sandbox = await makeSandbox(
    ["collection", "create", "Studio"],
    ["collection", "create", "Verbs", "--query", "category:reverb", "--parent", "studio"],
    ["collection", "create", "Low", "--parent", "Verbs"],
    ["collection", "create", "EQs", "--query", "category:eq"],
    ["collection", "create", "Alone"],
  );
  {
    using catalog = await openCatalog(sandbox.catalog);
    curate(catalog.db, "old", "query", "colour:red", { kind: "collection" });
    for (const [key, parent] of [["loop1", "loop2"], ["loop2", "loop1"]] as const) {
      curate(catalog.db, key, "name", key, { kind: "collection" });
      curate(catalog.db, key, "parent", parent, { kind: "collection" });
    }
  }
  const { stdout, stderr } = await sandbox.run(["collection"]);
  assert.match(stdout, /^NAME +KIND +PLUGINS +QUERY +PROBLEM\n/);
  assert.deepEqual(stdout.split("\n").slice(1, -1).map((line) => line.match(/^ *\S+ +\S+ +\S+/)![0]), [
    "Alone    manual        0",
    "EQs      smart         2",
    "old      smart         ?",
    "Studio   manual        0",
    "  Verbs  smart         0",
    "    Low  manual        0",
    "loop1    manual        0",
    "  loop2  manual        0",
  ]);
  assert.match(stdout, /Cannot read the query of collection:old, "colour:red": there is no field "colour"/);
  assert.match(stdout, /it would find itself \(collection:loop1 > collection:loop2 > collection:loop1\)/);
  assert.equal(stderr, "8 collections\n");
  const all = await entries(sandbox, "list");
  assert.deepEqual(all.map(({ name, problem }) => [name, problem?.code]).filter(([, code]) => code), [
    ["old", "stored-query"],
    ["loop1", "query-circle"],
    ["loop2", "query-circle"],
  ]);
  assert.deepEqual((await entries(sandbox, "list", "--limit", "1", "--offset", "4"))[0], all[4]);
  const events = (await run(sandbox, "collection", "list", "--ndjson")).trim().split("\n").map((line) =>
    JSON.parse(line)
  );
  assert.deepEqual([events.length, events[1].event, events[1].collection], [10, "collection", all[0]]);
  const search = await sandbox.run(["search", "collection:loop1", "--json"]);
  assert.equal(search.code, 1);
  assert.match(search.stdout + search.stderr, /query-circle/);
  const show = await run(sandbox, "collection", "show", "old");
  assert.match(show, /^old \(smart\)\n {2}query {4}colour:red\n {2}problem {2}Cannot read/);
  await run(sandbox, "collection", "nest", "loop1", "none");
  assert.deepEqual((await entries(sandbox, "show", "loop2"))[0]!.problem, null);
});

Deno.test("pluginary collection creates, nests, renames, merges and deletes, and undo takes each back", async () => {
  await using sandbox = await makeSandbox(
    ["collection", "create", "A", "--note", "one"],
    ["collection", "add", "A", "One EQ"],
    ["collection", "create", "B", "--parent", "A"],
    ["collection", "add", "B", "Three"],
    ["collection", "create", "Smart", "--query", "collection:b"],
  );
  const before = await entries(sandbox, "list");
  const lines: [args: string[], answer: string][] = [
    [["create", "New", "--query", "eq"], 'Created the smart collection "New", which has 2 plugins now\n'],
    [["rename", "b", "B b"], 'Renamed "B" to "B b", also in the query of collection:Smart\n'],
    [["note", "A", "two"], 'Noted for "A": two\n'],
    [["note", "A", ""], '"A" has no note now\n'],
    [["nest", "B", "none"], '"B" is now at the top\n'],
    [["nest", "Smart", "A"], '"Smart" is now below "A"\n'],
    [["query", "smart", "category:eq"], '"Smart" has 2 plugins now\n'],
    [["delete", "A"], 'Deleted the collection "A" (1 plugin); "B" is now at the top\n'],
    [["delete", "B"], 'Deleted the collection "B" (1 plugin); collection:Smart cannot be read without it\n'],
    [
      ["merge", "A", "B", "C"],
      'Merged "A" and "B" into "C", which has 2 plugins now\n  One EQ (vst3:1)\n  Three (vst3:3)\n  Three (clap:3)\n',
    ],
    [["remove", "A", "One EQ"], 'Removed 1 plugin from "A":\n  One EQ (vst3:1)\n'],
    [["add", "A", "Two EQ"], 'Added 1 plugin to "A":\n  Two EQ (vst3:2)\n'],
  ];
  for (const [args, answer] of lines) {
    assert.equal(await run(sandbox, "collection", ...args), answer);
    assert.notDeepEqual(await entries(sandbox, "list"), before, args.join(" "));
    assert.match((await undo(sandbox))!, new RegExp(`^collection ${args[0]} `));
    assert.deepEqual(await entries(sandbox, "list"), before, args.join(" "));
  }
});

Deno.test("pluginary collection says what is wrong, and changes nothing", async () => {
  await using sandbox = await makeSandbox(
    ["collection", "create", "A"],
    ["collection", "add", "A", "One EQ"],
    ["collection", "create", "B", "--parent", "A"],
    ["collection", "create", "Smart", "--query", "category:eq"],
  );
  const before = await entries(sandbox, "list");
  const refused: [args: string[], code: number, message: RegExp][] = [
    [["create", " "], 2, /The name of a collection cannot be empty/],
    [
      ["create", "x".repeat(100_000)],
      2,
      /The name of a collection is too long: "x{40}…"\n.*At most 200 bytes/,
    ],
    [["create", "a\u001b[31mb"], 2, /cannot have control characters/],
    [["create", 'a"b'], 2, /cannot have quotes/],
    [["create", "a"], 1, /Cannot create "a": there is a collection "A"/],
    [["create", "X", "--parent", "nowhere"], 1, /There is no collection "nowhere"/],
    [["create", "X", "--note", "x".repeat(10_001)], 2, /The note "x{40}…" is too long/],
    [["create", "X", "--query", ""], 1, /Cannot read the query of collection:X, "": it is empty/],
    [["create", "X", "--query", "vendr:x"], 1, /there is no field "vendr"; did you mean "vendor:"\?/],
    [["create", "X", "--query", "is:odd"], 1, /"odd" is not a state \(character 4\)/],
    [["create", "X", "--query", "@gone"], 1, /there is no saved search "gone"/],
    [["create", "X", "--query", "collection:gone"], 1, /there is no collection "gone"/],
    [["create", "X", "--query", "collection:x"], 1, /it would find itself \(collection:X > collection:X\)/],
    [["create", "X", "--query", "a ".repeat(40_000)], 1, /only the first .* count/],
    [["add", "Nowhere", "One EQ"], 1, /There is no collection "Nowhere"\n.*pluginary collection create/],
    [["add", "Smrt", "One EQ"], 1, /There is no collection "Smrt"\n.*Did you mean "Smart"\?/],
    [["add", "Smart", "One EQ"], 2, /Cannot add plugins to "Smart": it is a smart collection/],
    [["add", "A"], 2, /Missing PLUGIN/],
    [["add", "A", "nothing like it"], 1, /Cannot find a plugin "nothing like it"/],
    [["add", "A", "One EQ", "--query", "x"], 2, /Cannot use "One EQ" with --query/],
    [["add", "A", "--query", "@gone"], 2, /there is no saved search "gone"/],
    [["remove", "Smart", "One EQ"], 2, /Cannot remove plugins from "Smart"/],
    [["move", "A", "Two EQ", "--to", "1"], 1, /Cannot move "Two EQ": not in "A"/],
    [["move", "A", "One EQ", "--to", "0"], 2, /places count from 1/],
    [["move", "Smart", "One EQ", "--to", "1"], 2, /Cannot order "Smart"/],
    [["nest", "A", "B"], 1, /it would find itself \(collection:A > collection:B > collection:A\)/],
    [["nest", "A", "A"], 1, /it would find itself \(collection:A > collection:A\)/],
    [["query", "A", "eq"], 2, /Cannot give "A" a query: it is a manual collection/],
    [["query", "Smart", "x -collection:SMART"], 1, /it would find itself/],
    [["merge", "A", "Smart"], 2, /Cannot merge "Smart": it is a smart collection/],
    [["merge", "A", "a"], 2, /Cannot merge "A" with itself/],
    [["rename", "A", "smart"], 1, /Cannot rename "A": there is a collection "Smart"/],
    [["delete", "Nowhere"], 1, /There is no collection "Nowhere"/],
    [["show", "Nowhere"], 1, /There is no collection "Nowhere"/],
  ];
  for (const [args, code, message] of refused) {
    const { code: ended, stderr } = await sandbox.run(["collection", ...args]);
    assert.equal(ended, code, `${args.join(" ").slice(0, 80)}\n${stderr}`);
    assert.match(stderr, message);
  }
  assert.deepEqual(await entries(sandbox, "list"), before);
  assert.match((await undo(sandbox))!, /^collection create Smart /);
});

Deno.test("an export takes collections to another catalog", async () => {
  await using sandbox = await makeSandbox(
    ["collection", "create", "A", "--note", "one"],
    ["collection", "add", "A", "Three", "One EQ"],
    ["collection", "create", "B", "--parent", "A", "--query", "category:eq"],
    ["export", "--json", "--output", "export.json"],
  );
  const env = { PLUGINARY_CATALOG: sandbox.join("other.db") };
  const imported = await sandbox.run(["import", "export.json"], { env });
  assert.equal(imported.code, 0, imported.stderr);
  const { stdout } = await sandbox.run(["collection", "--json"], { env });
  // Its plugins are missing there, so that their formats are not known to be one.
  const withoutCounts = (all: readonly CollectionEntry[]) => all.map(({ products: _, ...entry }) => entry);
  assert.deepEqual(
    withoutCounts(JSON.parse(stdout).collections),
    withoutCounts(await entries(sandbox, "list")),
  );
});
