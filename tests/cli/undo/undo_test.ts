import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { curate } from "../../catalog/support/curate.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, [
    { name: "One", id: "vst3:1", category: "delay" },
    { name: "Two", id: "vst3:2", category: "delay" },
  ]);
  return sandbox;
}

Deno.test("pluginary undo takes back one command after the other, and lists them", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["rate", "add", "3", "One"]);
  await sandbox.run(["rate", "add", "4", "One", "Two"]);
  await sandbox.run(["categorize", "One", "eq"]);
  const { operations } = JSON.parse((await sandbox.run(["undo", "--list", "--json"])).stdout);
  assert.deepEqual(
    operations.map(({ at: _at, ...operation }: { at: string }) => operation),
    [
      { number: 1, command: "categorize One eq", changes: 1 },
      { number: 2, command: "rate add 4 One Two", changes: 2 },
      { number: 3, command: "rate add 3 One", changes: 1 },
    ],
  );
  await sandbox.run(["undo"]);
  const { stdout: categories } = await sandbox.run(["categories", "--csv"]);
  assert.match(categories, /^category,plugins\r?\ndelay,2\r?\n$/);
  const preview = await sandbox.run(["undo", "--dry-run"]);
  assert.match(preview.stdout, /^Would undo "rate add 4 One Two" \(just now\): 2 changes taken back\n/);
  const undone = await sandbox.run(["undo"]);
  assert.equal(
    undone.stdout,
    'Undid "rate add 4 One Two" (just now): 2 changes taken back\n' +
      "  One (vst3:1): rating 3 again, not 4\n  Two (vst3:2): rating 4 taken back\n",
  );
  const last = JSON.parse((await sandbox.run(["undo", "--json"])).stdout);
  assert.deepEqual(last.restored, [
    { kind: "plugin", target: "vst3:1", name: "One", field: "rating", now: 3, before: null },
  ]);
  assert.deepEqual(last.kept, []);
  const none = await sandbox.run(["undo"]);
  assert.equal(none.code, 1);
  assert.match(none.stderr, /Cannot undo anything/);
  const list = await sandbox.run(["undo", "--list"]);
  assert.deepEqual([list.code, list.stdout], [0, ""]);
  assert.match(list.stderr, /There is nothing to undo/);
});

Deno.test("pluginary undo names what it keeps since it was changed by another catalog", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["tag", "add", "warm", "One", "Two"]);
  {
    using catalog = await openCatalog(sandbox.catalog);
    curate(catalog.db, "vst3:1", "tag:warm", undefined, { updatedAt: "2999-01-01T00:00:00.000Z" });
  }
  const { stdout } = await sandbox.run(["undo"]);
  assert.equal(
    stdout,
    'Undid "tag add warm One Two" (just now): 2 changes taken back\n' +
      '  Two (vst3:2): tag "warm" taken back\n  tag "warm": gone again\n' +
      "Kept, because it was changed since:\n" +
      '  One (vst3:1): no tag "warm"\n',
  );
});

Deno.test("pluginary undo shows a plugin once for all formats that it changes alike, and notes in quotes", async () => {
  await using sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, [
    { name: "Echo", vendor: "Ann", id: "vst3:1" },
    { name: "Echo", vendor: "Ann", id: "clap:1", format: "clap" },
  ]);
  await sandbox.run(["note", "add", "good on snares", "Echo"]);
  await sandbox.run(["note", "add", "better on toms", "Echo"]);
  const again = await sandbox.run(["undo"]);
  assert.match(
    again.stdout,
    /\n {2}Echo \(vst3 clap\): note "good on snares" again, not "better on toms"\n$/,
  );
  await sandbox.run(["tag", "add", "fx", "Echo"]);
  await sandbox.run(["tag", "delete", "fx"]);
  const deleted = await sandbox.run(["undo"]);
  assert.match(deleted.stdout, /\n {2}tag "fx": there again\n/);
});

Deno.test("pluginary undo refuses options that only its list has", async () => {
  await using sandbox = await makeSandbox();
  for (const args of [["--ndjson"], ["--columns", "at"], ["--list", "--dry-run"]]) {
    const run = await sandbox.run(["undo", ...args]);
    assert.equal(run.code, 2, run.stderr);
  }
});
