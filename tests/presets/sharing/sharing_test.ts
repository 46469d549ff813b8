import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import * as v from "valibot";
import { unzipSync, type Zippable, zipSync } from "fflate";
import { listLibrary } from "../../../src/catalog/library/library_preset.ts";
import { readVersions } from "../../../src/catalog/library/library_version.ts";
import { readContent } from "../../../src/catalog/library/version_content.ts";
import { deletePreset } from "../../../src/catalog/library/change_library.ts";
import { CurationWriter } from "../../../src/catalog/curation/registers.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { MANIFEST_FILE, sharedManifestSchema } from "../../../src/model/presets/shared_presets.ts";
import { importPresets, planImport } from "../../../src/presets/sharing/import_presets.ts";
import { sharePresets, type ShareRequest } from "../../../src/presets/sharing/share_presets.ts";
import { SharedArchive } from "../../../src/presets/sharing/shared_archive.ts";
import { clapState, keepPreset } from "../../catalog/support/keep_preset.ts";
import { IS_FULL_RUN } from "../../support/counts.ts";
import { mutatedBytes } from "../../support/mutation.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const TEXTS = [{ id: "1", value: 0.5, text: "3.0 dB" }];

async function catalogIn(folder: TemporaryFolder, name: string): Promise<Catalog> {
  return await openCatalog(folder.join(name));
}

/** A library with two presets, one with two versions. */
async function filled(folder: TemporaryFolder, name = "a.db"): Promise<Catalog> {
  const catalog = await catalogIn(folder, name);
  await catalog.write((db) => {
    keepPreset(db, { tags: ["bass", "loud"], author: "Ada", parameters: TEXTS });
    keepPreset(db, { state: clapState("another"), note: "with less", at: "2026-02-01T00:00:00.000Z" });
    keepPreset(db, {
      name: "Wide",
      pluginId: "vst3:0123456789ABCDEF0123456789ABCDEF",
      pluginName: "Stereo",
      state: { format: "vst3", component: "AAAA", controller: "" },
    });
  });
  return catalog;
}

async function share(catalog: Catalog, path: string, request: Partial<ShareRequest> = {}): Promise<string> {
  const file = await Deno.create(path);
  try {
    await sharePresets(
      catalog,
      { references: [], withHistory: true, author: "", note: "", license: "", toolVersion: "1", ...request },
      async (bytes) => {
        for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
      },
    );
  } finally {
    file.close();
  }
  return path;
}

async function importFrom(catalog: Catalog, path: string) {
  using archive = SharedArchive.open(path);
  archive.verify();
  const plan = await planImport(catalog, archive);
  await importPresets(catalog, archive);
  return plan;
}

/** Everything that a library says, without the ids of rows. */
async function contentOf(catalog: Catalog): Promise<unknown> {
  return await catalog.read((db) =>
    listLibrary(db).map(({ rowId, ...preset }) => ({
      ...preset,
      versions: readVersions(db, rowId).map(({ rowId, ...version }) => ({
        ...version,
        ...readContent(db, rowId),
      })),
    }))
  );
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return "fine";
  } catch (error) {
    if (!(error instanceof PluginaryError)) throw error;
    return `${error.code}: ${error.message.replace(/^Cannot import "[^"]*": /, "")}`;
  }
}

/** Opens and verifies, as an import does before it begins. */
function check(path: string): string {
  return codeOf(() => {
    using archive = SharedArchive.open(path);
    archive.verify();
  });
}

Deno.test("presets that are shared and imported are the same, with versions, texts, tags and notes", async () => {
  await using folder = await TemporaryFolder.make();
  using one = await filled(folder);
  using other = await catalogIn(folder, "b.db");
  const path = await share(one, folder.join("x.pluginary-presets"), { license: "CC0\nDo what you like" });
  const plan = await importFrom(other, path);
  assert.deepEqual(plan.map(({ name, status, change, newVersions }) => [name, status, change, newVersions]), [
    ["Warm", "missing", "added", 2],
    ["Wide", "missing", "added", 1],
  ]);
  assert.deepEqual(await contentOf(other), await contentOf(one));
  using archive = SharedArchive.open(path);
  assert.equal(archive.license, "CC0\nDo what you like");
});

Deno.test("a second import changes nothing", async () => {
  await using folder = await TemporaryFolder.make();
  using one = await filled(folder);
  using other = await catalogIn(folder, "b.db");
  const path = await share(one, folder.join("x.pluginary-presets"));
  await importFrom(other, path);
  const before = [await contentOf(other), other.db.prepare("pragma data_version").get()];
  const changes = other.db.prepare("select total_changes() as n").get();
  const plan = await importFrom(other, path);
  assert.deepEqual(plan.map(({ change }) => change), ["unchanged", "unchanged"]);
  assert.deepEqual([await contentOf(other), other.db.prepare("pragma data_version").get()], before);
  assert.deepEqual(other.db.prepare("select total_changes() as n").get(), changes);
  assert.deepEqual((await importFrom(one, path)).map(({ change }) => change), ["unchanged", "unchanged"]);
});

Deno.test("an import adds the versions that are new and keeps what people have said here", async () => {
  await using folder = await TemporaryFolder.make();
  using one = await filled(folder);
  using other = await catalogIn(folder, "b.db");
  await importFrom(other, await share(one, folder.join("x.pluginary-presets"), { withHistory: false }));
  const versions = async () =>
    await other.read((db) =>
      listLibrary(db).map(({ name, rowId }) => [name, readVersions(db, rowId).length])
    );
  assert.deepEqual(await versions(), [["Warm", 1], ["Wide", 1]]);
  const plan = await importFrom(other, await share(one, folder.join("y.pluginary-presets")));
  assert.deepEqual(plan.map(({ change, newVersions }) => [change, newVersions]), [["modified", 1], [
    "unchanged",
    0,
  ]]);
  assert.deepEqual(await versions(), [["Warm", 2], ["Wide", 1]]);
});

Deno.test("a version is shared by its number, and a preset that was deleted comes back", async () => {
  await using folder = await TemporaryFolder.make();
  using one = await filled(folder);
  using other = await catalogIn(folder, "b.db");
  const path = await share(one, folder.join("x.pluginary-presets"), {
    references: ["Warm@1"],
    withHistory: false,
  });
  await importFrom(other, path);
  await other.write((db) => deletePreset(new CurationWriter(db, new Date()), listLibrary(db)[0]!));
  assert.deepEqual(await contentOf(other), []);
  assert.deepEqual((await importFrom(other, path)).map(({ change }) => change), ["added"]);
  const [warm] = await contentOf(other) as { name: string; versions: { number: number }[] }[];
  assert.deepEqual([warm?.name, warm?.versions.map(({ number }) => number)], ["Warm", [1]]);
});

Deno.test("the manifest follows its schema, and each content lies under its own hash, once", async () => {
  await using folder = await TemporaryFolder.make();
  using one = await filled(folder);
  const files = unzipSync(await Deno.readFile(await share(one, folder.join("x.pluginary-presets"))));
  const manifest = JSON.parse(new TextDecoder().decode(files[MANIFEST_FILE]));
  assert.ok(v.is(sharedManifestSchema, manifest));
  const contents = Object.entries(files).filter(([name]) => name.startsWith("states/"));
  assert.equal(contents.length, 4);
  for (const [name, bytes] of contents) {
    assert.equal(name, `states/${createHash("sha256").update(bytes).digest("hex")}`);
  }
});

/** Opens a good file, lets it be changed, and writes what comes of it. */
async function changed(
  folder: TemporaryFolder,
  change: (files: Zippable, manifest: Record<string, unknown>) => void,
): Promise<string> {
  using one = await filled(folder, `${crypto.randomUUID()}.db`);
  const path = await share(one, folder.join("good.pluginary-presets"), { license: "CC0" });
  const files = unzipSync(await Deno.readFile(path)) as Zippable;
  const manifest = JSON.parse(new TextDecoder().decode(files[MANIFEST_FILE] as Uint8Array));
  change(files, manifest);
  files[MANIFEST_FILE] ??= new Uint8Array();
  if ((files[MANIFEST_FILE] as Uint8Array).length > 0) {
    files[MANIFEST_FILE] = new TextEncoder().encode(JSON.stringify(manifest));
  }
  return await folder.write("bad.pluginary-presets", zipSync(files));
}

function firstState(files: Zippable): string {
  return Object.keys(files).find((name) => name.startsWith("states/"))!;
}

type Change = Parameters<typeof changed>[1];

// deno-lint-ignore no-explicit-any
type Manifest = any;

/** What an attacker or a bad copy changes, and what an import says of it. */
const ATTACKS: [name: string, change: Change, expected: RegExp][] = [
  ["nothing", () => {}, /^fine$/],
  ["a content", (files) => {
    const name = firstState(files);
    files[name] = (files[name] as Uint8Array).map((byte) => byte ^ 1);
  }, /^import-invalid: it has another checksum in "states/],
  ["a longer content", (files) => {
    files[firstState(files)] = new Uint8Array(1000);
  }, /^import-invalid: it has 1000 bytes in "states/],
  ["a missing content", (files) => {
    delete files[firstState(files)];
  }, /^import-invalid: it lacks the file "states/],
  ["a missing manifest", (files) => {
    delete files[MANIFEST_FILE];
  }, /^import-invalid: it cannot be read: its manifest/],
  ["a path that leads out", (files) => {
    files["../../.bashrc"] = new Uint8Array(1);
  }, /^import-invalid: it contains a file with the name "..\/..\/.bashrc", which leads out of it$/],
  ["an absolute path", (files) => {
    files["/etc/passwd"] = new Uint8Array(1);
  }, /^import-invalid: .* leads out of it$/],
  ["a link", (files) => {
    files["states/link"] = [new TextEncoder().encode("/etc/passwd"), { os: 3, attrs: 0o120777 * 0x10000 }];
  }, /^import-invalid: it contains the link "states\/link"$/],
  ["a bomb", (files, manifest: Manifest) => {
    const bytes = new Uint8Array(20 * 1024 * 1024);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    files[`states/${sha256}`] = [bytes, { level: 1 }];
    manifest.presets[0].versions[0].state = { sha256, sizeBytes: 10 };
  }, /^import-invalid: it has 20971520 bytes in "states\/[0-9a-f]+", and its manifest says 10/],
  ["a license", (files) => {
    files["LICENSE.txt"] = new TextEncoder().encode("CC1");
  }, /^import-invalid: it has another checksum in "LICENSE.txt"/],
  ["the plugin's format", (_files, manifest: Manifest) => {
    manifest.presets[0].pluginId = "lv2:http://example.org/amp";
  }, /^import-invalid: it has a state of clap as that of "Warm" 1, for lv2:/],
  ["a hash that is a path", (_files, manifest: Manifest) => {
    manifest.presets[0].versions[0].state.sha256 = "../".repeat(21) + "x";
  }, /^import-invalid: it has an invalid manifest: presets\.0\.versions\.0\.state\.sha256/],
  ["the version of the manifest", (_files, manifest: Manifest) => {
    manifest.schemaVersion = 2;
  }, /^import-invalid: it was written by a newer version/],
  ["the state of a preset of another format", (_files, manifest: Manifest) => {
    manifest.presets[1].versions[0].state = manifest.presets[0].versions[0].state;
  }, /^import-invalid: it has a state of clap as that of "Wide" 1, for vst3:/],
  ["the texts of a state to the state itself", (_files, manifest: Manifest) => {
    manifest.presets[0].versions[0].texts = manifest.presets[0].versions[0].state;
  }, /^import-invalid: it cannot be read: texts of parameters: /],
  ["the number of a preset", (_files, manifest: Manifest) => {
    manifest.presets.push({ ...manifest.presets[0], name: "Twin" });
  }, /^import-invalid: it has the preset "Twin" twice$/],
  ["the size of all states", (_files, manifest: Manifest) => {
    manifest.presets[0].versions[0].state.sizeBytes = 2 ** 40;
  }, /^import-invalid: it has 109951162\d+ bytes of states, of at most 8589934592$/],
  ["a state that is no state", (files, manifest: Manifest) => {
    const bytes = new TextEncoder().encode("no state");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    files[`states/${sha256}`] = bytes;
    manifest.presets[0].versions[0].state = { sha256, sizeBytes: bytes.length };
  }, /^import-invalid: it cannot be read: the state of "Warm" 1: /],
];

for (const [name, change, expected] of ATTACKS) {
  Deno.test(`an import of a file with ${name} changed says so before it begins`, async () => {
    await using folder = await TemporaryFolder.make();
    assert.match(check(await changed(folder, change)), expected);
  });
}

Deno.test("a file with the id of a preset of another plugin adds nothing to it", async () => {
  await using folder = await TemporaryFolder.make();
  using one = await filled(folder);
  const path = await share(one, folder.join("good.pluginary-presets"));
  using other = await catalogIn(folder, "b.db");
  await importFrom(other, path);
  await other.write((db) =>
    db.exec("update library_presets set plugin_id = 'clap:other' where name = 'Warm'")
  );
  const before = await contentOf(other);
  await assert.rejects(importFrom(other, path), /it has the id of your preset "Warm" of another plugin/);
  assert.deepEqual(await contentOf(other), before);
});

Deno.test("files of other kinds are named as such", async () => {
  await using folder = await TemporaryFolder.make();
  const text = await folder.write("notes.txt", "hello");
  assert.match(check(text), /^import-not-recognized: it is not a file of shared presets$/);
  assert.match(check(await folder.write("empty", "")), /^import-not-recognized/);
  assert.match(check(folder.join("gone")), /^path-not-found/);
  assert.match(check(folder.path), /^import-not-readable: it is not a regular file$/);
});

Deno.test("no damage to a file is imported, and each is an error that names the file", async () => {
  await using folder = await TemporaryFolder.make();
  using one = await filled(folder);
  const good = await share(one, folder.join("good.pluginary-presets"));
  const bytes = await Deno.readFile(good);
  using expected = SharedArchive.open(good);
  const hashes = contentsOf(expected);
  const path = folder.join("bad.pluginary-presets");
  fc.assert(
    fc.property(mutatedBytes(bytes), (mutated) => {
      Deno.writeFileSync(path, mutated);
      const said = codeOf(() => {
        using archive = SharedArchive.open(path);
        archive.verify();
        assert.deepEqual(contentsOf(archive), hashes);
      });
      assert.match(said, /^(fine$|import-)/);
    }),
    { numRuns: IS_FULL_RUN ? 20_000 : 500 },
  );
});

/** The hashes of all states: what is imported is what was shared. */
function contentsOf({ manifest }: SharedArchive): string[] {
  return manifest.presets.flatMap(({ versions }) => versions.map(({ state }) => state.sha256));
}
