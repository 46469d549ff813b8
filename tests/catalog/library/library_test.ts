import assert from "node:assert/strict";
import { inOperation } from "../../../src/catalog/curation/operations.ts";
import { undoCuration } from "../../../src/catalog/plugins/curation_changes.ts";
import { backupLibrary, mergeLibraryFile } from "../../../src/catalog/library/backup_library.ts";
import { countBlobs, packBlob, readBlob, saveBlob } from "../../../src/catalog/library/blobs.ts";
import {
  deletePreset,
  forgetPreset,
  notePreset,
  renamePreset,
  tagPreset,
  untagPreset,
} from "../../../src/catalog/library/change_library.ts";
import { getLibraryPreset, getVersion } from "../../../src/catalog/library/find_library_preset.ts";
import { listLibrary, readLibraryPreset } from "../../../src/catalog/library/library_preset.ts";
import { listedId, updateListedRows } from "../../../src/catalog/library/listed_rows.ts";
import { readVersions } from "../../../src/catalog/library/library_version.ts";
import { readContent } from "../../../src/catalog/library/version_content.ts";
import { checkCatalog } from "../../../src/catalog/maintenance/check.ts";
import { clearCatalog } from "../../../src/catalog/maintenance/clear.ts";
import { repairCatalog } from "../../../src/catalog/maintenance/repair.ts";
import { listPresets } from "../../../src/catalog/presets/list_presets.ts";
import { openCatalog, openForReading } from "../../../src/catalog/open_catalog.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { clapState, keepPreset } from "../support/keep_preset.ts";
import { countRows, memoryCatalog } from "../support/test_catalog.ts";

/** Changes presets as a command does. */
async function change(
  catalog: Catalog,
  work: Parameters<typeof inOperation>[3],
): Promise<void> {
  await catalog.write((db) => inOperation(db, "a command", new Date(), work));
}

const names = (catalog: Catalog) => catalog.read((db) => listLibrary(db).map(({ name }) => name));

Deno.test("a state is stored once, compressed, and read with its hash", async () => {
  using catalog = await memoryCatalog();
  const content = new TextEncoder().encode("again and ".repeat(1000));
  const rows = await catalog.write((
    db,
  ) => [saveBlob(db, packBlob(content)), saveBlob(db, packBlob(content))]);
  assert.equal(rows[0], rows[1]);
  assert.deepEqual(countBlobs(catalog.db), { blobs: 1, sizeBytes: 10_000 });
  assert.deepEqual(new Uint8Array(readBlob(catalog.db, rows[0]!)), content);
  const { stored } = catalog.db.prepare("select length(content) as stored from preset_blobs").get()!;
  assert.ok(Number(stored) < 200);
});

Deno.test("a state that is not what was stored is refused, and found by the check", async () => {
  using catalog = await memoryCatalog();
  await catalog.write((db) => keepPreset(db));
  assert.deepEqual(await checkCatalog(catalog), []);
  catalog.db.prepare("update preset_blobs set content = ?").run(
    packBlob(new TextEncoder().encode("b state")).content,
  );
  const { version } = getVersion(catalog.db, "Warm");
  assert.throws(
    () => readContent(catalog.db, version.rowId),
    (error) => error instanceof PluginaryError && error.code === "catalog-damaged",
  );
  assert.deepEqual(await checkCatalog(catalog), [
    { code: "library", message: "1 states of presets are damaged" },
  ]);
});

Deno.test("a preset gets a version for each new state, and none for the same", async () => {
  using catalog = await memoryCatalog();
  const kept = await catalog.write((db) => [
    keepPreset(db, { state: clapState("1"), note: "first", author: "Ann", parameters: [] }),
    keepPreset(db, { state: clapState("1"), note: "again" }),
    keepPreset(db, { state: clapState("2"), name: "WARM", at: "2026-01-02T00:00:00.000Z" }),
    keepPreset(db, { state: clapState("1"), at: "2026-01-03T00:00:00.000Z" }),
    keepPreset(db, { pluginId: "clap:other", pluginName: "Other" }),
  ]);
  assert.deepEqual(
    kept.map(({ version, isNewPreset, isNewVersion }) => [version, isNewPreset, isNewVersion]),
    [
      [1, true, true],
      [1, false, false],
      [2, false, true],
      [3, false, true],
      [1, true, true],
    ],
  );
  const [{ preset }] = kept as [typeof kept[number]];
  assert.equal(preset.author, "Ann");
  const versions = await catalog.read((db) => readVersions(db, preset.rowId));
  assert.deepEqual(versions.map(({ number, note, at }) => [number, note, at]), [
    [3, "", "2026-01-03T00:00:00.000Z"],
    [2, "", "2026-01-02T00:00:00.000Z"],
    [1, "first", "2026-01-01T00:00:00.000Z"],
  ]);
  assert.equal(versions[0]!.hash, versions[2]!.hash);
  const content = await catalog.read((db) => readContent(db, versions[2]!.rowId));
  assert.deepEqual(content, { state: clapState("1"), parameters: [] });
});

Deno.test("a preset is found by its name, its id or the beginning of its id, and a version by its number", async () => {
  using catalog = await memoryCatalog();
  const { db } = catalog;
  const { preset } = await catalog.write((db) => keepPreset(db, { state: clapState("1") }));
  await catalog.write((db) => keepPreset(db, { state: clapState("2") }));
  await catalog.write((db) => keepPreset(db, { name: "Odd@1" }));
  for (const reference of ["warm", preset.uuid, preset.uuid.slice(0, 8)]) {
    assert.equal(getLibraryPreset(db, reference).uuid, preset.uuid);
  }
  assert.equal(getVersion(db, "Warm").version.number, 2);
  assert.equal(getVersion(db, "Warm@1").version.number, 1);
  assert.equal(getVersion(db, "Odd@1").preset.name, "Odd@1");
  assert.equal(getVersion(db, "Odd@1@1").version.number, 1);
  assert.throws(() => getVersion(db, "Warm@3"), /Cannot find version 3 of "Warm": it has 2/);
  assert.throws(
    () => getLibraryPreset(db, "warn"),
    (error) => (error as PluginaryError).hint === 'Did you mean "Warm"?',
  );
  await catalog.write((db) => keepPreset(db, { pluginId: "clap:other", pluginName: "Other" }));
  assert.throws(
    () => getLibraryPreset(db, "Warm"),
    (error) =>
      error instanceof PluginaryError && error.code === "preset-ambiguous" &&
      error.candidates!.length === 2 && /\(Echo, CLAP\), ".{8}" \(Other, CLAP\)$/.test(error.hint!),
  );
});

Deno.test("names, tags, notes and deletions are taken back one by one", async () => {
  using catalog = await memoryCatalog();
  const { db } = catalog;
  const { preset } = await catalog.write((db) => keepPreset(db, { tags: ["Bass"] }));
  const now = () => readLibraryPreset(db, preset.uuid)!;
  assert.deepEqual(now().tags, ["Bass"]);
  await change(catalog, (writer) => renamePreset(db, writer, preset, "Cold"));
  await change(catalog, (writer) => assert.deepEqual(tagPreset(writer, preset, ["lead", "Bass"]), ["lead"]));
  await change(catalog, (writer) => notePreset(writer, preset, "a note"));
  await change(catalog, (writer) => assert.deepEqual(untagPreset(writer, preset, ["bass", "pad"]), ["bass"]));
  await change(catalog, (writer) => deletePreset(writer, preset));
  assert.deepEqual(await names(catalog), []);
  assert.equal(listLibrary(db, { withDeleted: true }).length, 1);
  assert.throws(() => getLibraryPreset(db, "Cold"), /There is no preset "Cold"/);
  const { name, tags, note } = now();
  assert.deepEqual({ name, tags, note }, { name: "Cold", tags: ["lead"], note: "a note" });
  const undo = () => catalog.write((db) => undoCuration(db, new Date()));
  await undo();
  assert.deepEqual(await names(catalog), ["Cold"]);
  for (let i = 0; i < 4; i++) await undo();
  assert.deepEqual(now(), preset);
});

/** The presets of the library as lists of all presets have them. */
function listed({ db }: Catalog): unknown[] {
  const page = listPresets(db, {
    ...{ filter: { containers: ["library"] }, order: "name", isReversed: false, offset: 0 },
    leavesOutHidden: false,
  });
  return [...page.presets].map(({ name, tags, author }) => [name, tags, author]);
}

Deno.test("lists of all presets have those of the library, by their names of now", async () => {
  using catalog = await memoryCatalog();
  const { db } = catalog;
  const { preset } = await catalog.write((db) => keepPreset(db, { tags: ["bass"], author: "Ann" }));
  assert.deepEqual(listed(catalog), [["Warm", ["bass"], "Ann"]]);
  assert.equal(getLibraryPreset(db, listedId(preset)).uuid, preset.uuid);
  await change(catalog, (writer) => {
    renamePreset(db, writer, preset, "Cold");
    updateListedRows(db, [preset.uuid]);
  });
  assert.deepEqual(listed(catalog), [["Cold", ["bass"], "Ann"]]);
  await change(catalog, (writer) => {
    deletePreset(writer, preset);
    updateListedRows(db, [preset.uuid]);
  });
  assert.deepEqual(listed(catalog), []);
  assert.deepEqual(await checkCatalog(catalog), []);
});

Deno.test("a preset cannot get the name of another preset of its plugin", async () => {
  using catalog = await memoryCatalog();
  const { db } = catalog;
  const { preset } = await catalog.write((db) => keepPreset(db));
  await catalog.write((db) => keepPreset(db, { name: "Cold" }));
  await catalog.write((db) => keepPreset(db, { name: "Dark", pluginId: "clap:other" }));
  await assert.rejects(change(catalog, (writer) => renamePreset(db, writer, preset, "cold")), {
    code: "preset-exists",
  });
  await change(catalog, (writer) => renamePreset(db, writer, preset, "Dark"));
  await change(catalog, (writer) => renamePreset(db, writer, preset, "DARK"));
});

Deno.test("a preset that is deleted forever takes along only states that no other version has", async () => {
  using catalog = await memoryCatalog();
  const { preset } = await catalog.write((db) => {
    keepPreset(db, { state: clapState("mine"), parameters: [] });
    return keepPreset(db, { state: clapState("shared") });
  });
  await catalog.write((db) => keepPreset(db, { name: "Other", state: clapState("shared") }));
  await catalog.write((db) => forgetPreset(db, preset));
  assert.deepEqual(await names(catalog), ["Other"]);
  assert.equal(await countRows(catalog, "preset_blobs"), 1);
  assert.deepEqual(await checkCatalog(catalog), []);
});

Deno.test("clearing a catalog keeps the library", async () => {
  await using folder = await TemporaryFolder.make();
  using catalog = await openCatalog(folder.join("catalog.db"));
  const { preset } = await catalog.write((db) => keepPreset(db, { tags: ["bass"] }));
  await change(catalog, (writer) => renamePreset(catalog.db, writer, preset, "Cold"));
  await clearCatalog(catalog, { withCuration: true });
  assert.deepEqual(listed(catalog), [["Cold", ["bass"], ""]]);
  const [found] = await catalog.read((db) => listLibrary(db));
  assert.deepEqual([found!.name, found!.tags], ["Cold", ["bass"]]);
});

Deno.test("a backup has the whole library, and a merge adds it again without loss", async () => {
  await using folder = await TemporaryFolder.make();
  const [here, there, backup] = ["here.db", "there.db", "backup.db"].map((name) => folder.join(name)) as [
    string,
    string,
    string,
  ];
  using catalog = await openCatalog(here);
  const { preset } = await catalog.write((db) => {
    keepPreset(db, {
      state: clapState("1"),
      parameters: [{ id: "a", value: 1, text: "1 dB" }],
      tags: ["bass"],
    });
    return keepPreset(db, { state: clapState("2"), at: "2026-01-02T00:00:00.000Z" });
  });
  await catalog.write((db) => keepPreset(db, { name: "Gone" }));
  await change(catalog, (writer) => deletePreset(writer, getLibraryPreset(catalog.db, "Gone")));
  assert.deepEqual(await backupLibrary(catalog, backup), { presets: 2, versions: 3, known: 0, damaged: 0 });
  const entries = (await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name);
  assert.deepEqual(entries.filter((name) => name.startsWith("backup")), ["backup.db"]);
  using other = await openCatalog(there);
  const added = { presets: 2, versions: 3, known: 0, damaged: 0 };
  assert.deepEqual(await mergeLibraryFile(other, backup), added);
  assert.deepEqual(await mergeLibraryFile(other, backup), { presets: 0, versions: 0, known: 2, damaged: 0 });
  assert.deepEqual(await checkCatalog(other), []);
  assert.deepEqual(await names(other), ["Warm"]);
  assert.deepEqual(listed(other), [["Warm", ["bass"], ""]]);
  // Both go on with version 3; the later name wins.
  await catalog.write((db) => keepPreset(db, { state: clapState("3 here"), at: "2026-01-03T00:00:00.000Z" }));
  await other.write((db) => keepPreset(db, { state: clapState("3 there"), at: "2026-01-04T00:00:00.000Z" }));
  await change(other, (writer) => renamePreset(other.db, writer, preset, "Cold"));
  await mergeLibraryFile(catalog, there);
  const merged = readLibraryPreset(catalog.db, preset.uuid)!;
  const versions = readVersions(catalog.db, merged.rowId);
  assert.deepEqual([merged.name, versions.length], ["Cold", 4]);
  assert.deepEqual(readContent(catalog.db, versions[0]!.rowId).state, clapState("3 there"));
  assert.deepEqual(readContent(catalog.db, versions[1]!.rowId).state, clapState("3 here"));
});

Deno.test("a backup is never made over the catalog or another file, nor of damaged states", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  using catalog = await openCatalog(path);
  await catalog.write((db) => keepPreset(db));
  await assert.rejects(backupLibrary(catalog, path), { code: "output-not-writable" });
  await Deno.writeTextFile(folder.join("note.txt"), "mine");
  await assert.rejects(backupLibrary(catalog, folder.join("note.txt")), { code: "output-not-writable" });
  await backupLibrary(catalog, folder.join("note.txt"), { isForced: true });
  await assert.rejects(mergeLibraryFile(catalog, folder.join("none.db")), { code: "path-not-found" });
  catalog.db.exec("update preset_blobs set content = x'00'");
  await assert.rejects(backupLibrary(catalog, folder.join("b.db")), { code: "catalog-damaged" });
  assert.ok(!(await Array.fromAsync(Deno.readDir(folder.path))).some(({ name }) => name.includes("b.db")));
});

Deno.test("repairCatalog() keeps all but the damaged states, and counts the versions that lose theirs", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  {
    using catalog = await openCatalog(path);
    await catalog.write((db) => {
      keepPreset(db, { state: clapState("1") });
      keepPreset(db, { state: clapState("2") });
      keepPreset(db, { name: "Other" });
    });
    catalog.db.exec("update preset_blobs set content = x'00' where id = 1");
  }
  const report = await repairCatalog(path);
  const lost = report!.tables.filter(({ lost }) => lost > 0).map(({ table, lost }) => [table, lost]);
  assert.deepEqual(lost, [["library_versions", 1], ["preset_blobs", 1]]);
  using repaired = await openForReading(path);
  assert.deepEqual(await checkCatalog(repaired), []);
  assert.deepEqual(await names(repaired), ["Other", "Warm"]);
  assert.equal(listed(repaired).length, 2);
});
