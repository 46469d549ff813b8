import assert from "node:assert/strict";
import { Sandbox } from "../../support/sandbox.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

const PLUGINS = [
  { name: "One EQ", id: "vst3:1" },
  { name: "Two EQ", id: "vst3:2" },
  { name: "Three", vendor: "Ann", id: "clap:3", format: "clap" },
  { name: "Three", vendor: "Ann", id: "vst3:3" },
] as const;

async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, PLUGINS);
  return sandbox;
}

/** What a command prints for people, or all that it says of an error. */
async function say(sandbox: Sandbox, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await sandbox.run(args);
  return stdout + stderr;
}

Deno.test("pluginary favorite, hide, rate and note say something about plugins in all formats", async () => {
  await using sandbox = await makeSandbox();
  const three = (text: string) => `${text}:\n  Three (vst3 clap)\n`;
  assert.equal(
    await say(sandbox, "favorite", "add", "three"),
    three("Added 1 plugin in 2 formats to your favorites"),
  );
  assert.equal(await say(sandbox, "hide", "add", "three"), three("Hid 1 plugin in 2 formats"));
  assert.equal(
    await say(sandbox, "rate", "set", "4", "One EQ", "Two EQ"),
    "Gave 2 plugins the rating 4:\n  One EQ (vst3:1): 4 now\n  Two EQ (vst3:2): 4 now\n",
  );
  assert.equal(
    await say(sandbox, "rate", "add", "5", "One EQ", "Two EQ", "--dry-run"),
    "Would give 2 plugins the rating 5:\n  One EQ (vst3:1): 4 before, 5 now\n  Two EQ (vst3:2): 4 before, 5 now\n",
  );
  assert.equal(
    await say(sandbox, "note", "add", "good on snares", "One EQ"),
    'Wrote a note about 1 plugin:\n  One EQ (vst3:1): "good on snares" now\n',
  );
  assert.equal(
    await say(sandbox, "favorite", "add", "three", "One EQ", "--dry-run"),
    "Would add 1 plugin to your favorites; 1 needed no change:\n  One EQ (vst3:1)\n",
  );
  assert.match(await say(sandbox, "hide", "remove", "three"), /^Shows 1 plugin in 2 formats again:\n/);
  assert.match(await say(sandbox, "favorite", "remove", "clap:3", "--only"), /^Removed 1 plugin from your/);
  const favorites = JSON.parse(await say(sandbox, "favorite", "--json"));
  assert.deepEqual(favorites.plugins.map(({ updatedAt: _at, ...plugin }: { updatedAt: string }) => plugin), [{
    id: "vst3:3",
    name: "Three",
    vendor: "Ann",
    formats: [{ format: "vst3", id: "vst3:3" }],
    value: true,
  }]);
  assert.match(
    await say(sandbox, "rate", "list", "--sort", "value"),
    /^NAME +VENDOR +FORMATS +RATING +SINCE\nOne EQ/,
  );
  assert.match(await say(sandbox, "note"), /One EQ .*good on snares .*just now/);
  assert.match(
    await say(sandbox, "note", "remove", "--query", "note:snares"),
    /^Removed the note of 1 plugin:\n {2}One EQ \(vst3:1\): "good on snares" before, none now\n/,
  );
});

Deno.test("lists of marks count all formats of a plugin as one, and name plugins that are gone", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["scan", "--no-catalog", "--dry-run"]);
  await sandbox.run(["duplicates", "merge", "clap:3", "vst3:3"]);
  await sandbox.run(["favorite", "add", "--query", "three"]);
  const { plugins, total } = JSON.parse(await say(sandbox, "favorite", "list", "--json"));
  assert.equal(total, 1);
  assert.deepEqual(plugins[0].formats, [{ format: "vst3", id: "vst3:3" }, { format: "clap", id: "clap:3" }]);
  assert.equal(plugins[0].id, "vst3:3", "as in lists");
});

Deno.test("lists of marks show a plugin once while the stored groups are out of date, and two of one format twice", async () => {
  await using sandbox = await Sandbox.make();
  const echo = { name: "Echo", vendor: "Ann" };
  await storedCatalog(sandbox.catalog, [
    { ...echo, id: "vst3:1" },
    { ...echo, id: "lv2:1", format: "lv2" },
    { ...echo, id: "clap:1", format: "clap" },
  ]);
  await sandbox.run(["rate", "add", "4", "vst3:1"]);
  assert.match(await say(sandbox, "rate"), /^Echo +Ann +vst3 clap lv2 +4 +just now\n1 plugin\n$/m);
  await storedCatalog(sandbox.catalog, [
    ...["lv2:1", "lv2:2"].map((id) => ({ ...echo, id, format: "lv2" as const })),
    { ...echo, id: "vst3:1" },
  ]);
  for (const id of ["lv2:1", "lv2:2"]) await sandbox.run(["duplicates", "merge", id, "vst3:1"]);
  await sandbox.run(["favorite", "add", "lv2:1", "lv2:2", "vst3:1", "--only"]);
  const { total, plugins } = JSON.parse(await say(sandbox, "favorite", "--json"));
  assert.equal(total, 2);
  assert.deepEqual(plugins.map(({ formats }: { formats: { id: string }[] }) => formats.map(({ id }) => id)), [
    ["lv2:2"],
    ["vst3:1", "lv2:1"],
  ]);
});

Deno.test("pluginary rate and note refuse what they cannot keep, and store nothing", async () => {
  await using sandbox = await makeSandbox();
  const refused: [args: string[], message: RegExp][] = [
    [["rate", "add"], /Missing argument RATING\n.*Example: pluginary rate add/],
    [["rate", "add", "6", "One EQ"], /Cannot use "6" as a rating\n.*whole numbers from 1 to 5/],
    [["rate", "add", "0", "One EQ"], /Cannot use "0" as a rating/],
    [["rate", "add", "2.5", "One EQ"], /Cannot use "2.5" as a rating/],
    [["rate", "add", "One EQ", "3"], /Cannot use "One EQ" as a rating/],
    [["rate", "add", "3"], /Missing PLUGIN/],
    [["note", "add", " ", "One EQ"], /A note cannot be empty/],
    [["note", "add", "x".repeat(10_001), "One EQ"], /The note "x{40}…" is too long/],
    [["note", "add", "a\u001bb", "One EQ"], /has control characters/],
    [["favorite", "add"], /Missing PLUGIN/],
    [["favorite", "ad", "One EQ"], /Did you mean "pluginary favorite add"/],
  ];
  for (const [args, message] of refused) {
    const run = await sandbox.run(args);
    assert.equal(run.code, 2, `${args}\n${run.stderr}`);
    assert.match(run.stderr, message);
  }
  for (const command of ["favorite", "hide", "rate", "note"]) {
    assert.equal(JSON.parse(await say(sandbox, command, "--json")).total, 0);
    assert.match(await say(sandbox, command), /^You have /);
  }
});
