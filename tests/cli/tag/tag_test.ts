import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { programTarget } from "../../support/program.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

const PLUGINS = [
  { name: "One EQ", id: "vst3:1", vendor: "Waves", category: "equalizer" },
  { name: "Two EQ", id: "vst3:2", vendor: "Waves", category: "equalizer" },
  { name: "Three", vendor: "Ann", id: "clap:3", format: "clap", category: "delay" },
  { name: "Three", vendor: "Ann", id: "vst3:3", category: "delay" },
] as const;

async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, PLUGINS);
  return sandbox;
}

async function tags(sandbox: Sandbox): Promise<unknown[]> {
  const { stdout } = await sandbox.run(["tag", "list", "--json"]);
  return JSON.parse(stdout).tags;
}

/** How many plugins have a tag and none of those below it, each format for itself and all of them as one. */
function counts(plugins: number, products = plugins) {
  return { plugins, pluginsWithBelow: plugins, products, productsWithBelow: products };
}

Deno.test("pluginary tag add tags plugins in all formats, by name, standard input and query", async () => {
  await using sandbox = await makeSandbox();
  const one = await sandbox.run(["tag", "add", "Warm", "one eq", "clap:3"]);
  assert.deepEqual([one.code, one.stderr], [0, ""]);
  assert.equal(
    one.stdout,
    'Tagged 2 plugins in several formats with "Warm":\n  One EQ (vst3:1)\n  Three (vst3 clap)\n',
  );
  const again = await sandbox.run(["tag", "add", "WARM", "--query", "format:vst3", "--json"]);
  assert.deepEqual(JSON.parse(again.stdout), {
    schema: "plugin-changes",
    schemaVersion: 1,
    command: "tag add",
    tag: "Warm",
    isDryRun: false,
    total: 4,
    changed: 1,
    plugins: [
      { id: "vst3:3", name: "Three", before: true, after: true },
      { id: "clap:3", name: "Three", before: true, after: true },
      { id: "vst3:1", name: "One EQ", before: true, after: true },
      { id: "vst3:2", name: "Two EQ", before: null, after: true },
    ],
  });
  const same = await sandbox.run(["tag", "add", "warm", "Two EQ"]);
  assert.equal(same.stdout, "Nothing changed: 1 plugin needed no change\n");
  const piped = await sandbox.run(["tag", "add", "a:b", "-", "--csv", "--only"], {
    stdin: "vst3:3\nOne EQ\n\n",
  });
  assert.deepEqual(piped.stdout.trim().split(/\r?\n/), [
    "id,name,before,after",
    "vst3:3,Three,,true",
    "vst3:1,One EQ,,true",
  ]);
  assert.deepEqual(await tags(sandbox), [
    { tag: "a:b", ...counts(2, 2), color: null, aliases: [] },
    { tag: "Warm", ...counts(4, 3), color: null, aliases: [] },
  ]);
  const table = await sandbox.run(["tag"]);
  assert.equal(
    table.stdout,
    "TAG   PLUGINS  WITH BELOW\na:b         2           2\nWarm        3           3\n",
  );
  const removed = await sandbox.run(["tag", "remove", "warm", "--query", "tag:warm format:vst3", "--only"]);
  assert.match(removed.stdout, /^Removed the tag "Warm" from 3 plugins:\n/);
});

Deno.test("a format that is missing is tagged with the others, and shows it once it has returned", async () => {
  await using sandbox = await makeSandbox();
  {
    using catalog = await openCatalog(sandbox.catalog);
    catalog.db.exec(
      "update plugins set missing_at = '2026-01-01T00:00:00.000Z' where plugin_id in ('vst3:3', 'vst3:1')",
    );
  }
  const changed = async (...args: string[]) => {
    const { stdout } = await sandbox.run(["tag", ...args, "--json"]);
    return JSON.parse(stdout).plugins.map(({ id }: { id: string }) => id);
  };
  assert.deepEqual(await changed("add", "late", "clap:3"), ["clap:3", "vst3:3"]);
  assert.deepEqual(await changed("add", "one", "clap:3", "--only"), ["clap:3"]);
  assert.deepEqual(await changed("remove", "late", "vst3:3"), ["vst3:3", "clap:3"]);
});

Deno.test("pluginary tag --dry-run shows what would change, and stores nothing", async () => {
  await using sandbox = await makeSandbox();
  const add = await sandbox.run(["tag", "add", "warm", "--query", "eq", "--dry-run"]);
  assert.equal(add.stdout, 'Would tag 2 plugins with "warm":\n  One EQ (vst3:1)\n  Two EQ (vst3:2)\n');
  assert.deepEqual(await tags(sandbox), []);
  await sandbox.run(["tag", "add", "warm", "One EQ"]);
  for (
    const args of [["rename", "warm", "hot"], ["merge", "warm", "hot"], ["delete", "warm"], [
      "color",
      "warm",
      "red",
    ]]
  ) {
    const run = await sandbox.run(["tag", ...args, "--dry-run"]);
    assert.match(run.stdout, /^Would /);
  }
  assert.deepEqual(await tags(sandbox), [
    { tag: "warm", ...counts(1), color: null, aliases: [] },
  ]);
  const { stdout } = await sandbox.run(["undo", "--list", "--csv"]);
  assert.match(stdout, /^number,at,changes,command\r?\n1,[^,]+,2,tag add warm 'One EQ'\r?\n$/);
});

Deno.test("pluginary tag renames, merges, colors and deletes tags", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["tag", "add", "drums:kick", "One EQ"]);
  await sandbox.run(["tag", "add", "perc", "Two EQ"]);
  const refused = await sandbox.run(["tag", "rename", "drums:kick", "perc"]);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /Cannot rename "drums:kick" to "perc": there is such a tag\n.*tag merge/);
  const renamed = await sandbox.run(["tag", "rename", "drums", "beat", "--json"]);
  assert.deepEqual(JSON.parse(renamed.stdout), {
    schema: "tag-changes",
    schemaVersion: 1,
    command: "rename",
    isDryRun: false,
    before: [{ tag: "drums:kick", ...counts(1), color: null, aliases: [] }],
    after: [{ tag: "beat:kick", ...counts(1), color: null, aliases: ["drums:kick"] }],
  });
  const found = await sandbox.run(["search", "tag:drums:kick", "--csv", "--columns", "id"]);
  assert.match(found.stdout, /vst3:1/);
  const merged = await sandbox.run(["tag", "merge", "beat:kick", "perc"]);
  assert.equal(
    merged.stdout,
    'Merged "beat:kick" into "perc":\n  perc: 2 plugins, also "beat:kick", "drums:kick"\n',
  );
  const colored = await sandbox.run(["tag", "color", "drums:kick", "Teal"]);
  assert.match(colored.stdout, /^Colored "drums:kick" #008080:\n {2}perc: 2 plugins, #008080/);
  const alias = await sandbox.run(["tag", "alias", "p", "perc"]);
  assert.match(alias.stdout, /^Made "p" another name of "perc":\n/);
  assert.equal((await sandbox.run(["tag", "unalias", "p"])).code, 0);
  const deleted = await sandbox.run(["tag", "delete", "perc"]);
  assert.match(deleted.stdout, /^Deleted the tag "perc":\n {2}perc: 2 plugins/);
  const empty = await sandbox.run(["tag"]);
  assert.deepEqual([empty.code, empty.stdout], [0, ""]);
  assert.match(empty.stderr, /You have no tags yet/);
});

Deno.test("tags count all formats of a plugin as one, also after a change, and two of one format as two", async () => {
  await using sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, [
    { name: "Echo", vendor: "Ann", id: "vst3:1" },
    { name: "Echo", vendor: "Ann", id: "lv2:1", format: "lv2" },
    { name: "Echo", vendor: "Ann", id: "lv2:2", format: "lv2" },
  ]);
  for (const id of ["lv2:1", "lv2:2"]) await sandbox.run(["duplicates", "merge", id, "vst3:1"]);
  await sandbox.run(["tag", "add", "drums:kick", "vst3:1", "lv2:1", "lv2:2"]);
  await sandbox.run(["tag", "add", "drums", "vst3:1", "--only"]);
  assert.deepEqual(await tags(sandbox), [
    { tag: "drums", ...counts(1), pluginsWithBelow: 3, productsWithBelow: 2, color: null, aliases: [] },
    { tag: "drums:kick", ...counts(3, 2), color: null, aliases: [] },
  ]);
  const renamed = await sandbox.run(["tag", "rename", "drums:kick", "kick"]);
  assert.match(renamed.stdout, /^ {2}kick: 2 plugins, also "drums:kick"$/m);
  const { stdout } = await sandbox.run(["tag", "list", "--csv", "--columns", "tag,products"]);
  assert.equal(stdout.replaceAll("\r", ""), "tag,products\ndrums,1\nkick,2\n");
});

Deno.test("pluginary tag suggests tags by category, vendor and similar plugins", async () => {
  await using sandbox = await Sandbox.make();
  await storedCatalog(
    sandbox.catalog,
    ["A", "B", "C", "D"].map((name) => ({ name, id: `vst3:${name}`, vendor: "Ann", category: "delay" })),
  );
  await sandbox.run(["tag", "add", "wide", "A", "B", "C"]);
  const { stdout, stderr } = await sandbox.run(["tag", "suggest", "D", "--json"]);
  assert.equal(stderr, "");
  assert.deepEqual(JSON.parse(stdout).suggestions, [
    {
      tag: "wide",
      plugins: 1,
      reasons: [
        { code: "vendor", message: "3 of 3 tagged plugins of Ann have it", plugins: 1 },
        { code: "similar", message: 'Similar plugins have it, such as "A"', plugins: 1 },
      ],
      ids: ["vst3:D"],
    },
    {
      tag: "delay",
      plugins: 1,
      reasons: [{ code: "category", message: "The category is delay", plugins: 1 }],
      ids: ["vst3:D"],
    },
  ]);
  const text = await sandbox.run(["tag", "suggest", "D"]);
  assert.match(text.stderr, /^To add them:\n {2}pluginary tag add wide vst3:D\n/);
});

Deno.test("a few tagged plugins of a vendor say nothing of very many others", async () => {
  await using sandbox = await Sandbox.make();
  const names = Array.from({ length: 31 }, (_, index) => `P${index}`);
  await storedCatalog(sandbox.catalog, names.map((name) => ({ name, id: `vst3:${name}`, vendor: "Ann" })));
  const suggested = async () => {
    const { stdout } = await sandbox.run(["tag", "suggest", "P30", "--json"]);
    return JSON.parse(stdout).suggestions.flatMap(({ reasons }: { reasons: { code: string }[] }) =>
      reasons.map(({ code }) => code)
    );
  };
  await sandbox.run(["tag", "add", "wide", "P0", "P1", "P2"]);
  assert.ok(!(await suggested()).includes("vendor"));
  await sandbox.run(["tag", "add", "wide", "P3"]);
  assert.ok((await suggested()).includes("vendor"));
});

Deno.test("pluginary tag says what is wrong with its arguments, and stores nothing", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["tag", "add", "kept", "One EQ"]);
  const refused: [args: string[], code: number, message: RegExp][] = [
    [["add"], 2, /Missing argument TAG\n.*Example: pluginary tag add/],
    [["add", "x"], 2, /Missing PLUGIN/],
    [["add", "", "One EQ"], 2, /The name of a tag cannot be empty/],
    [["add", ":x", "One EQ"], 2, /A level of the tag ":x" is empty/],
    [["add", "x:", "One EQ"], 2, /A level of the tag "x:" is empty/],
    [["add", "a\u0001b", "One EQ"], 2, /cannot have control characters/],
    [["add", "x".repeat(100_000), "One EQ"], 2, /The name of a tag is too long: "x{40}…"/],
    [["add", "x", "Nowhere"], 1, /Cannot find a plugin "Nowhere"/],
    [["add", "x", "--query", "name:nowhere"], 1, /Cannot find a plugin that matches/],
    [["remove", "nowhere", "One EQ"], 1, /Cannot find a tag "nowhere"/],
    [["rename", "nowhere", "x"], 1, /Cannot find a tag "nowhere"/],
    [["rename", "kept", "kept"], 2, /The tag "kept" has this name already/],
    [["color", "x", "reddish"], 2, /Cannot use "reddish" as a color/],
    [["unalias", "x"], 1, /Cannot find an alias "x"/],
    [["ad", "x"], 2, /Unexpected argument "ad"\n.*Did you mean "pluginary tag add"/],
  ];
  for (const [args, code, message] of refused) {
    const run = await sandbox.run(["tag", ...args]);
    assert.equal(run.code, code, `${args}\n${run.stderr}`);
    assert.match(run.stderr, message);
  }
  assert.deepEqual(await tags(sandbox), [{ tag: "kept", ...counts(1), color: null, aliases: [] }]);
});

Deno.test("standard input without a plugin is refused as a query without an answer is, and makes no tag", async () => {
  await using sandbox = await makeSandbox();
  for (const stdin of ["", "\n", "id\n"]) {
    const run = await sandbox.run(["tag", "add", "x", "-"], { stdin });
    assert.equal(run.code, 1);
    assert.match(run.stderr, /Cannot find a plugin on standard input: it is empty\n/);
  }
  assert.deepEqual(await tags(sandbox), []);
});

Deno.test("standard input that is too long is refused", async () => {
  await using sandbox = await makeSandbox();
  const line = await sandbox.run(["tag", "add", "x", "-"], { stdin: "y".repeat(5000) });
  assert.equal(line.code, 2);
  assert.match(line.stderr, /the line "y{40}…" is too long/);
  const { program, args } = programTarget();
  // The pipe is closed before all is written.
  const long = await sandbox.run(["-c", 'yes vst3:1 | "$PROGRAM" $ARGUMENTS tag add x -'], {
    target: { program: "sh", args: [] },
    env: { PROGRAM: program, ARGUMENTS: args.join(" ") },
  });
  assert.equal(long.code, 2);
  assert.match(long.stderr, /it is too long\n.*At most 32 MiB/);
  assert.deepEqual(await tags(sandbox), []);
});
