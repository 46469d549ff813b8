import assert from "node:assert/strict";
import type { PlannedFile } from "../../src/daw/daw_file.ts";
import { ownedByPath, pruneRecords, readRecords, writeRecord } from "../../src/daw/export_records.ts";
import { planUndo, takeBackKilled, undoExport } from "../../src/daw/undo_export.ts";
import { withExportLock, writeChanges } from "../../src/daw/write_changes.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

const AT = new Date("2026-03-01T00:00:00Z");

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function occasion(home: TemporaryFolder, at = AT) {
  return { daw: "reaper", command: "daw export reaper", now: at, folder: home.join("exports") } as const;
}

async function change(
  home: TemporaryFolder,
  name: string,
  text: string,
  owned: string[] = [],
): Promise<PlannedFile> {
  const before = await Deno.readFile(home.join(name)).catch(() => undefined);
  return { path: home.join(name), before, after: bytes(text), owned };
}

Deno.test({
  name: "writeChanges() gives all files their old bytes back when one cannot be written",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using home = await TemporaryFolder.make();
    await home.write("a.ini", "a\n");
    // A program that runs cannot be written, not even by the superuser.
    await Deno.copyFile("/bin/sleep", home.join("busy"));
    await Deno.chmod(home.join("busy"), 0o755);
    const running = new Deno.Command(home.join("busy"), { args: ["60"] }).spawn();
    try {
      const files = [
        await change(home, "a.ini", "b\n"),
        await change(home, "new/c.ini", "c\n"),
        await change(home, "busy", "d\n"),
      ];
      await assert.rejects(writeChanges(files, occasion(home)), {
        code: "daw-file",
        message: /Cannot use ".*\/busy": Text file busy/,
      });
    } finally {
      running.kill();
      await running.status;
    }
    assert.equal(await Deno.readTextFile(home.join("a.ini")), "a\n");
    const names = [...Deno.readDirSync(home.path)].map(({ name }) => name);
    assert.deepEqual(names.sort(), ["a.ini", "busy", "exports"]);
    assert.deepEqual(readRecords(home.join("exports")), []);
  },
});

Deno.test("writeChanges() names a folder of backups and of a host in which nothing can be made", async () => {
  await using home = await TemporaryFolder.make();
  // A file in place of a folder refuses everybody, the superuser as well.
  await home.write("exports", "");
  const folder = home.join("exports");
  const refused = { code: "daw-file", message: /^Cannot use ".*exports": / };
  await assert.rejects(writeChanges([await change(home, "a.ini", "a\n")], occasion(home)), refused);
  await assert.rejects(withExportLock(folder, () => {}, () => Promise.resolve()), refused);
  await Deno.remove(folder);
  await home.write("host", "");
  const inside = { path: home.join("host/metadata/tags"), before: undefined, after: bytes("a\n"), owned: [] };
  await assert.rejects(writeChanges([inside], occasion(home)), { code: "daw-file" });
  assert.deepEqual(readRecords(folder), []);
});

Deno.test({
  name: "undoExport() restores all files or none",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using home = await TemporaryFolder.make();
    await home.write("a.ini", "a\n");
    await Deno.copyFile("/bin/sleep", home.join("busy"));
    await Deno.chmod(home.join("busy"), 0o755);
    const program = await Deno.readFile(home.join("busy"));
    await writeChanges([
      await change(home, "a.ini", "b\n"),
      { path: home.join("busy"), before: program, after: Uint8Array.of(...program, 0), owned: [] },
    ], occasion(home));
    const plan = await planUndo(home.join("exports"), undefined);
    const running = new Deno.Command(home.join("busy"), { args: ["60"] }).spawn();
    try {
      await assert.rejects(undoExport(plan, false, AT), { code: "daw-file", message: /Text file busy/ });
    } finally {
      running.kill();
      await running.status;
    }
    assert.equal(await Deno.readTextFile(home.join("a.ini")), "b\n");
    await undoExport(await planUndo(home.join("exports"), undefined), false, AT);
    assert.equal(await Deno.readTextFile(home.join("a.ini")), "a\n");
  },
});

Deno.test("writeChanges() refuses a file that has changed since it was read", async () => {
  await using home = await TemporaryFolder.make();
  await home.write("a.ini", "a\n");
  const file = await change(home, "a.ini", "b\n");
  await home.write("a.ini", "other\n");
  await assert.rejects(writeChanges([file], occasion(home)), { message: /it has changed since it was read/ });
  assert.equal(await Deno.readTextFile(home.join("a.ini")), "other\n");
});

Deno.test("an export that was killed between two files is undone", async () => {
  await using home = await TemporaryFolder.make();
  await home.write("a.ini", "a\n");
  await home.write("b.ini", "b\n");
  const record = await writeChanges(
    [await change(home, "a.ini", "x\n"), await change(home, "b.ini", "y\n")],
    occasion(home),
  );
  // As if only the first one had been replaced.
  await home.write("b.ini", "b\n");
  const plan = await planUndo(home.join("exports"), undefined);
  assert.deepEqual(plan.files.map(({ path, isChangedSince }) => [path, isChangedSince]), [[
    home.join("a.ini"),
    false,
  ]]);
  await undoExport(plan, false, AT);
  assert.equal(await Deno.readTextFile(home.join("a.ini")), "a\n");
  assert.equal(readRecords(home.join("exports"))[0]!.undoneAt, AT.toISOString());
  assert.equal(record!.files.length, 2);
});

Deno.test("an export that was killed is taken back before the next one, but for what somebody has changed", async () => {
  await using home = await TemporaryFolder.make();
  const folder = home.join("exports");
  for (const name of ["a.ini", "b.ini", "c.ini"]) await home.write(name, "old\n");
  const files = ["a.ini", "b.ini", "c.ini", "d.ini"].map((name) => change(home, name, "new\n", ["ours"]));
  const record = await writeChanges(await Promise.all(files), occasion(home));
  assert.equal(await takeBackKilled(folder, "reaper", AT), false);
  // As if it had been killed with one file to write, and a person had changed another.
  await writeRecord({ ...record!, isUnfinished: true });
  await home.write("b.ini", "old\n");
  await home.write("c.ini", "mine\n");
  await home.write(".pluginary-1.tmp", "n");
  await home.write("exports/20260301T000000000Z-00-ardour/0.backup", "old\n");
  assert.equal(await takeBackKilled(folder, "ardour", AT), false);
  assert.equal(await takeBackKilled(folder, "reaper", AT), true);
  const names = [...Deno.readDirSync(home.path)].map(({ name }) => name).sort();
  assert.deepEqual(names, ["a.ini", "b.ini", "c.ini", "exports"]);
  const texts = ["a.ini", "b.ini", "c.ini"].map((name) => Deno.readTextFileSync(home.join(name)));
  assert.deepEqual(texts, ["old\n", "old\n", "mine\n"]);
  assert.deepEqual(ownedByPath(readRecords(folder)), new Map());
  await pruneRecords(folder);
  assert.equal([...Deno.readDirSync(folder)].length, 1);
});

Deno.test("marks that an export takes back are gone, also where the bytes stay", async () => {
  await using home = await TemporaryFolder.make();
  const folder = home.join("exports");
  const owned = () => [...ownedByPath(readRecords(folder)).get(home.join("a.ini")) ?? []];
  await home.write("a.ini", "0");
  await writeChanges([await change(home, "a.ini", "1", ["first"])], occasion(home));
  await writeChanges([await change(home, "a.ini", "2", ["first", "second"])], occasion(home));
  // Somebody has removed the second one from the file, and it is not wanted any more.
  await home.write("a.ini", "1");
  assert.equal(await writeChanges([await change(home, "a.ini", "1", ["first"])], occasion(home)), undefined);
  assert.deepEqual(owned(), ["first"]);
  assert.equal(readRecords(folder).length, 2);
  await undoExport(await planUndo(folder, undefined), true, AT);
  assert.deepEqual(owned(), ["first"]);
});

Deno.test("marks are those of the last export that was not undone, and survive the removal of old records", async () => {
  await using home = await TemporaryFolder.make();
  const folder = home.join("exports");
  await home.write("old.ini", "0");
  await writeChanges([await change(home, "old.ini", "1", ['["file",""]'])], occasion(home));
  for (let count = 0; count < 35; count++) {
    const file = await change(home, "a.ini", String(count), [`["word","${count}"]`]);
    await writeChanges([file], occasion(home, new Date(AT.getTime() + count + 1)));
  }
  await pruneRecords(folder);
  const records = readRecords(folder);
  assert.equal(records.length, 31);
  assert.deepEqual([...ownedByPath(records)], [
    [home.join("a.ini"), new Set(['["word","34"]'])],
    [home.join("old.ini"), new Set(['["file",""]'])],
  ]);
  await writeRecord({ ...records[0]!, undoneAt: AT.toISOString() });
  assert.deepEqual(ownedByPath(readRecords(folder)).get(home.join("a.ini")), new Set(['["word","33"]']));
  await Deno.writeTextFile(`${records[0]!.folder}/record.json`, "{}");
  assert.throws(() => readRecords(folder), {
    code: "daw-export-not-found",
    message: /it is not a record of an export/,
  });
});
