import assert from "node:assert/strict";
import * as v from "valibot";
import { undoLastOperation } from "../../../src/catalog/curation/operations.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import {
  savedChangeDocumentSchema,
  savedDocumentSchema,
  type SavedEntry,
} from "../../../src/model/documents/curation/saved_documents.ts";
import { curate } from "../../catalog/support/curate.ts";
import type { Sandbox } from "../../support/sandbox.ts";
import { makeSandbox, run } from "../support/three_plugins.ts";

async function entries(sandbox: Sandbox, ...args: string[]): Promise<SavedEntry[]> {
  return v.parse(savedDocumentSchema, JSON.parse(await run(sandbox, "saved", ...args, "--json"))).saved;
}

Deno.test("a saved search is used wherever a query is typed", async () => {
  await using sandbox = await makeSandbox(
    ["saved", "add", "eqs", "category:eq", "--note", "of all kinds"],
    ["saved", "add", "@of Ann", "vendor:ann -@eqs"],
    ["collection", "create", "X"],
  );
  const ids = async (...args: string[]) =>
    (await run(sandbox, ...args, "--csv", "--columns", "id")).trim().split(/\s+/).slice(1).sort().join(" ");
  assert.equal(await ids("search", "@eqs"), "vst3:1 vst3:2");
  assert.equal(await ids("search", "@EQS", "vendor:bob"), "vst3:2");
  assert.equal(await ids("search", "name:three -@eqs"), "vst3:3");
  assert.equal(await ids("search", '@"of ann"'), "vst3:3");
  assert.equal(await ids("search", "@eqs", "--vendor", "ann"), "vst3:1");
  assert.match(
    await run(sandbox, "categorize", "--query", "@eqs", "gate", "--dry-run"),
    /^Would categorize 2 plugins/,
  );
  assert.match(
    await run(sandbox, "collection", "add", "X", "--query", '@"of ann"'),
    /^Added 1 plugin in 2 formats/,
  );
  const stats = JSON.parse(await run(sandbox, "stats", "--query", "@eqs", "--json"));
  assert.deepEqual([stats.query, stats.totals.plugins], ["@eqs", 2]);
  await run(sandbox, "duplicates", "@eqs", "--query", "@eqs");
  const literal = await sandbox.run(["search", '"@gone"', "--json"]);
  assert.deepEqual([literal.code, JSON.parse(literal.stdout).total], [0, 0]);
  for (
    const args of [
      ["search", "x", "@eq"],
      ["categorize", "--query", "x @eq", "gate"],
      ["stats", "--query", "x @eq"],
      ["duplicates", "--query", "x @eq"],
    ]
  ) {
    const { code, stderr } = await sandbox.run(args);
    assert.equal(code, 2, args.join(" "));
    assert.match(
      stderr,
      /Cannot read the search at character 3: there is no saved search "eq"\n {2}Did you mean @eqs\?/,
    );
  }
});

Deno.test("pluginary saved adds, lists, shows, changes, renames and removes, and undo takes each back", async () => {
  await using sandbox = await makeSandbox(
    ["saved", "add", "eqs", "category:eq", "--note", "of all kinds"],
    ["saved", "add", "mine", "@eqs OR delay"],
    ["collection", "create", "Smart", "--query", "@mine"],
  );
  assert.deepEqual(await entries(sandbox, "list"), [
    { name: "eqs", query: "category:eq", note: "of all kinds", problem: null },
    { name: "mine", query: "@eqs OR delay", note: "", problem: null },
  ]);
  assert.equal(
    await run(sandbox, "saved", "show", "@mine"),
    "@mine (finds 3 plugins now)\n  query    @eqs OR delay\n",
  );
  const [shown] = await entries(sandbox, "show", "mine");
  assert.deepEqual([shown!.plugins, shown!.products], [4, 3]);
  const before = await entries(sandbox, "list");
  const lines: [args: string[], answer: string][] = [
    [["add", "new", "vendor:bob"], "Saved @new, which finds 1 plugin now\n"],
    [["add", "EQS", "name:two"], "Changed @EQS, which finds 1 plugin now; its query was category:eq\n"],
    [["rename", "eqs", "all eqs"], 'Renamed @eqs to @"all eqs", also in the query of @mine\n'],
    [["rename", "mine", "yours"], "Renamed @mine to @yours, also in the query of collection:Smart\n"],
    [["remove", "eqs"], "Removed @eqs; @mine cannot be read without it\n"],
  ];
  for (const [args, answer] of lines) {
    assert.equal(await run(sandbox, "saved", ...args), answer);
    using catalog = await openCatalog(sandbox.catalog);
    const undone = await catalog.write((db) => undoLastOperation(db, new Date()));
    assert.match(undone!.command, new RegExp(`^saved ${args[0]} `));
    assert.deepEqual(await entries(sandbox, "list"), before);
  }
  const change = v.parse(
    savedChangeDocumentSchema,
    JSON.parse(await run(sandbox, "saved", "add", "eqs", "name:two", "--json")),
  );
  assert.deepEqual(change, {
    schema: "saved-change",
    schemaVersion: 1,
    command: "add",
    name: "eqs",
    query: "name:two",
    note: "of all kinds",
    before: { name: "eqs", query: "category:eq" },
    others: ["@mine"],
  });
});

Deno.test("pluginary saved list tells which saved searches cannot be read", async () => {
  await using sandbox = await makeSandbox(["saved", "add", "good", "eq"], [
    "collection",
    "create",
    "Good",
    "--query",
    "@good",
  ]);
  {
    using catalog = await openCatalog(sandbox.catalog);
    for (
      const [key, query] of [["a", "@b"], ["b", "x OR @a"], ["field", "colour:red"], [
        "gone",
        "@nowhere",
      ]] as const
    ) {
      curate(catalog.db, key, "query", query, { kind: "saved" });
    }
  }
  const { stdout, stderr } = await sandbox.run(["saved"]);
  assert.match(stdout, /^NAME +QUERY +PROBLEM\n/);
  assert.match(stdout, /^a +@b +Cannot read @a: it would find itself \(@a > @b > @a\)$/m);
  assert.match(stdout, /^good +eq$/m);
  assert.equal(stderr, "5 saved searches\n");
  assert.deepEqual((await entries(sandbox, "list")).map(({ name, problem }) => [name, problem?.code ?? ""]), [
    ["a", "query-circle"],
    ["b", "query-circle"],
    ["field", "stored-query"],
    ["gone", "stored-query"],
    ["good", ""],
  ]);
  const search = await sandbox.run(["search", "@a"]);
  assert.equal(search.code, 1);
  assert.match(search.stderr, /it would find itself \(@a > @b > @a\)/);
  assert.match(await run(sandbox, "saved", "show", "field"), /problem {2}Cannot read the query of @field/);
});

Deno.test("pluginary saved says what is wrong, and changes nothing", async () => {
  await using sandbox = await makeSandbox(
    ["saved", "add", "a", "eq"],
    ["saved", "add", "b", "@a"],
    ["collection", "create", "Smart", "--query", "@b"],
  );
  const before = await entries(sandbox, "list");
  const refused: [args: string[], code: number, message: RegExp][] = [
    [["add", "a", "@a"], 1, /Cannot read @a: it would find itself \(@a > @a\)/],
    [["add", "a", "x OR @b"], 1, /it would find itself \(@a > @b > @a\)/],
    [["add", "a", "collection:smart"], 1, /it would find itself \(@a > collection:Smart > @b > @a\)/],
    [
      ["add", "c", "is:odd"],
      1,
      /Cannot read the query of @c, "is:odd": "odd" is not a state \(character 4\)/,
    ],
    [["add", "c", "x @gone"], 1, /there is no saved search "gone" \(character 3\)/],
    [["add", "c", "vendr:x"], 1, /there is no field "vendr"/],
    [["add", "c", " "], 1, /it is empty/],
    [["add", "c", "x".repeat(100_000)], 1, /only the first 4096 characters count/],
    [["add", "@", "x"], 2, /The name of a saved search cannot be empty/],
    [["add", "x".repeat(100_000), "x"], 2, /The name of a saved search is too long/],
    [["add", 'c"d', "x"], 2, /cannot have quotes/],
    [["add", "c"], 2, /Missing argument QUERY/],
    [["remove", "nowhere"], 1, /There is no saved search "nowhere"/],
    [["show", "@nowhere"], 1, /There is no saved search "nowhere"/],
    [["rename", "a", "B"], 1, /Cannot rename "a": there is a saved search "b"/],
  ];
  for (const [args, code, message] of refused) {
    const { code: ended, stderr } = await sandbox.run(["saved", ...args]);
    assert.equal(ended, code, `${args.join(" ").slice(0, 80)}\n${stderr}`);
    assert.match(stderr, message);
  }
  assert.deepEqual(await entries(sandbox, "list"), before);
});
