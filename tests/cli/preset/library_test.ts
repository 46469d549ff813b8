import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import type {
  LibraryDocument,
  PresetLogDocument,
} from "../../../src/model/documents/presets/library_documents.ts";
import { clapState, keepPreset } from "../../catalog/support/keep_preset.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { validateDocument } from "../../support/validate_document.ts";
import { run } from "../support/three_plugins.ts";

/** Parameters as a plugin displays them. */
const texts = (gain: string) => [{ id: "g", value: 0, text: gain }, { id: "m", value: 1, text: "On" }];

/** A home whose library has a preset with two versions, and another one of another plugin. */
async function makeLibrary(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  using catalog = await openCatalog(sandbox.catalog);
  await catalog.write((db) => {
    keepPreset(db, { state: clapState("1"), parameters: texts("1 dB"), author: "Ann", tags: ["bass"] });
    keepPreset(db, {
      ...{ state: clapState("2"), parameters: texts("2 dB"), note: "louder" },
      at: "2026-01-02T00:00:00.000Z",
    });
    keepPreset(db, { name: "Hall", pluginId: "vst3:room", pluginName: "Room", parameters: texts("3 dB") });
  });
  return sandbox;
}

async function document<T>(sandbox: Sandbox, ...args: string[]): Promise<T> {
  const answer = JSON.parse(await run(sandbox, ...args, "--json"));
  await validateDocument(answer);
  return answer;
}

async function names(sandbox: Sandbox, ...args: string[]): Promise<string[]> {
  return (await document<LibraryDocument>(sandbox, "preset", "list", ...args)).presets.map(({ name }) =>
    name
  );
}

Deno.test("preset list shows the library, or the presets with a tag or of a plugin", async () => {
  await using sandbox = await makeLibrary();
  assert.deepEqual(await names(sandbox), ["Hall", "Warm"]);
  assert.deepEqual(await names(sandbox, "--plugin", "ROOM"), ["Hall"]);
  assert.deepEqual(await names(sandbox, "--tag", "Bass"), ["Warm"]);
  assert.deepEqual(await names(sandbox, "--limit", "1", "--reverse"), ["Warm"]);
  assert.match(await run(sandbox, "preset"), /Warm +Echo +2 +Ann +bass/);
  const csv = await run(sandbox, "preset", "list", "--csv", "--columns", "name,versions,tags");
  assert.equal(csv.trim().split(/\r?\n/).join("|"), "name,versions,tags|Hall,1,|Warm,2,bass");
  const lines = (await run(sandbox, "preset", "list", "--ndjson")).trim().split("\n").map((line) =>
    JSON.parse(line)
  );
  assert.deepEqual(lines.map(({ event }) => event), ["started", "preset", "preset", "finished"]);
  const none = await sandbox.run(["preset", "list", "--tag", "none", "--exit-code"]);
  assert.equal(none.code, 1);
});

Deno.test("preset log shows the versions, the last one first", async () => {
  await using sandbox = await makeLibrary();
  const { preset, versions } = await document<PresetLogDocument>(sandbox, "preset", "log", "warm");
  assert.deepEqual(versions.map(({ number, note, author }) => [number, note, author]), [
    [2, "louder", ""],
    [1, "", "Ann"],
  ]);
  assert.match(
    await run(sandbox, "preset", "log", preset.id.slice(0, 6)),
    /^Warm \(Echo\)\n {2}id +[0-9a-f-]{36}\n/,
  );
  const { code, stderr } = await sandbox.run(["preset", "log", "Wram"]);
  assert.equal(code, 1);
  assert.match(stderr, /There is no preset "Wram" in the library\n {2}Did you mean "Warm"\?/);
});

Deno.test("preset tag, note, rename and delete change a preset until that is undone", async () => {
  await using sandbox = await makeLibrary();
  assert.equal(await run(sandbox, "preset", "tag", "Warm", "lead", "bass"), 'Gave "lead" to "Warm"\n');
  assert.equal(await run(sandbox, "preset", "tag", "Warm", "bass", "--remove"), 'Took "bass" from "Warm"\n');
  assert.equal(await run(sandbox, "preset", "note", "Warm", "soft"), 'Noted for "Warm": soft\n');
  assert.equal(await run(sandbox, "preset", "rename", "Warm", "Cold"), 'Renamed "Warm" to "Cold"\n');
  assert.match(await run(sandbox, "preset", "log", "Cold"), / {2}tags +lead\n {2}note +soft\n/);
  assert.match(await run(sandbox, "preset", "delete", "Cold"), /^Deleted "Cold" \(2 versions\)/);
  assert.deepEqual(await names(sandbox), ["Hall"]);
  assert.deepEqual(await names(sandbox, "--deleted"), ["Cold"]);
  const undone = await run(sandbox, "undo");
  assert.match(
    undone,
    /^Undid "preset delete Cold" .*: 1 change taken back\n {2}Cold \([0-9a-f-]{36}\): deleted/,
  );
  assert.match(await run(sandbox, "undo"), /Warm \([0-9a-f-]{36}\): name Cold taken back/);
  assert.deepEqual(await names(sandbox), ["Hall", "Warm"]);
  await document(sandbox, "preset", "tag", "Warm", "x");
  await document(sandbox, "undo");
});

Deno.test("preset delete --forever asks, and takes the versions along", async () => {
  await using sandbox = await makeLibrary();
  const asked = await sandbox.run(["preset", "delete", "Warm", "--forever"]);
  assert.match(asked.stderr, /Cannot ask for confirmation: Delete "Warm" of Echo with 2 versions forever\?/);
  assert.equal(
    await run(sandbox, "preset", "delete", "Warm", "--forever", "--yes"),
    'Deleted "Warm" and its 2 versions forever\n',
  );
  assert.deepEqual(await names(sandbox, "--deleted"), []);
  assert.match(await run(sandbox, "preset", "verify"), /^Verified 1 version in 2 blobs/);
  // Also one that was deleted before.
  await run(sandbox, "preset", "delete", "Hall");
  assert.match(await run(sandbox, "preset", "verify"), /^Verified 1 version in 2 blobs/);
  await run(sandbox, "preset", "delete", "Hall", "--forever", "--yes");
  assert.match(await run(sandbox, "preset", "verify"), /^Verified 0 versions in 0 blobs/);
});

Deno.test("preset diff compares the texts of the captures where the plugin is not installed", async () => {
  await using sandbox = await makeLibrary();
  const diff = await document<{ parameters: unknown[] }>(sandbox, "preset", "diff", "Warm");
  assert.deepEqual(diff, {
    ...diff,
    texts: "recorded",
    compared: 2,
    isSameState: false,
    parameters: [{ id: "g", name: "g", before: "1 dB", after: "2 dB" }],
  });
  const other = await document<{ parameters: unknown[] }>(sandbox, "preset", "diff", "Warm@1", "Hall");
  assert.deepEqual(other.parameters, [{ id: "g", name: "g", before: "1 dB", after: "3 dB" }]);
  assert.match(
    await run(sandbox, "preset", "diff", "Warm"),
    /^Warm@1 and Warm@2: 1 of 2 parameters differs, by the texts/,
  );
  assert.match(await run(sandbox, "preset", "diff", "Warm", "Warm@2"), /Both are the same state/);
  const first = await sandbox.run(["preset", "diff", "Hall"]);
  assert.equal(first.code, 2);
  assert.match(first.stderr, /Version 1 is the first one of "Hall"/);
});

Deno.test("preset backup writes one file, which preset merge adds to another library", async () => {
  await using sandbox = await makeLibrary();
  assert.match(await run(sandbox, "preset", "backup", "all.db"), /all\.db: 2 presets, 3 versions, /);
  const env = { PLUGINARY_CATALOG: sandbox.join("other.db") };
  const merged = await sandbox.run(["preset", "merge", "all.db"], { env });
  assert.match(merged.stdout, /all\.db: 2 presets, 3 versions added\n/);
  const again = await sandbox.run(["preset", "merge", "all.db", "--json"], { env });
  const { presets, versions, known } = JSON.parse(again.stdout);
  assert.deepEqual([presets, versions, known], [0, 0, 2]);
  const log = await sandbox.run(["preset", "log", "Warm"], { env });
  assert.match(log.stdout, /louder/);
  await sandbox.write("mine.txt", "mine");
  const refused = await sandbox.run(["preset", "backup", "mine.txt"]);
  assert.match(refused.stderr, /the file exists and is not a catalog/);
  for (const [file, why] of [["mine.txt", "it is not a database"], [".", "it is a folder"]]) {
    const { stderr } = await sandbox.run(["preset", "merge", file!]);
    assert.match(
      stderr,
      new RegExp(`Cannot merge ".*": ${why}\n  Name a catalog, or a file that "pluginary`),
    );
  }
});

Deno.test("preset verify finds damage, and preset restore does not write it", async () => {
  await using sandbox = await makeLibrary();
  assert.match(
    await run(sandbox, "preset", "verify"),
    /^Verified 3 versions in 6 blobs \(.*\): all are as they were/,
  );
  {
    using catalog = await openCatalog(sandbox.catalog);
    catalog.db.exec(
      "update preset_blobs set content = x'00' where id = (select state_id from library_versions where id = 2)",
    );
  }
  const { code, stdout } = await sandbox.run(["preset", "verify", "--json"]);
  assert.equal(code, 1);
  const answer = JSON.parse(stdout);
  await validateDocument(answer);
  assert.deepEqual(
    answer.problems.map(({ name, version, code }: Record<string, unknown>) => [name, version, code]),
    [
      ["Warm", 2, "damaged"],
    ],
  );
  const restored = await sandbox.run(["preset", "restore", "Warm", "--output", "x.clap-preset", "--force"]);
  assert.equal(restored.code, 1);
  assert.match(restored.stderr, /a row is damaged/);
  const check = await sandbox.run(["catalog", "check"]);
  assert.match(check.stdout, /library: 1 states of presets are damaged/);
});

Deno.test("preset restore writes untried only on request, and never over another file", async () => {
  await using sandbox = await makeLibrary();
  const refused = await sandbox.run(["preset", "restore", "Warm", "--output", "warm.clap-preset"]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /Cannot restore a preset of "Echo" \(clap:echo\): it is not installed/);
  const line = ["preset", "restore", "Warm@1", "--output", "warm.clap-preset", "--force"];
  assert.match(
    await run(sandbox, ...line),
    /^Wrote version 1 of "Warm" to .*warm\.clap-preset\nNo parameter/,
  );
  assert.equal(await Deno.readTextFile(sandbox.join("warm.clap-preset")), "1");
  assert.match(await run(sandbox, ...line), /is "Warm" already/);
});
