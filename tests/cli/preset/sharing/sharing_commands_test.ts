import assert from "node:assert/strict";
import { openCatalog } from "../../../../src/catalog/open_catalog.ts";
import type {
  PresetImportDocument,
  PresetShareDocument,
} from "../../../../src/model/documents/presets/sharing_documents.ts";
import { keepPreset } from "../../../catalog/support/keep_preset.ts";
import { Sandbox } from "../../../support/sandbox.ts";

/** A home whose library has a preset with two versions. */
async function home(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  using catalog = await openCatalog(sandbox.catalog);
  await catalog.write((db) => {
    keepPreset(db, { tags: ["bass"], author: "Ada" });
    keepPreset(db, { state: { format: "clap", data: "AAEC" }, at: "2026-02-01T00:00:00.000Z" });
  });
  return sandbox;
}

Deno.test("preset share writes one file, and another library imports it", async () => {
  await using one = await home();
  await using other = await Sandbox.make();
  await one.write("terms.txt", "CC0\n");
  const args = [
    "preset",
    "share",
    "sounds",
    "Warm",
    "--history",
    "--license",
    "terms.txt",
    "--author",
    "Ada",
  ];
  const shared = await one.run([...args, "--json"]);
  assert.equal(shared.code, 0, shared.stderr);
  const { path, presets, versions } = JSON.parse(shared.stdout) as PresetShareDocument;
  assert.deepEqual([path, presets, versions], [one.join("sounds.pluginary-presets"), 1, 2]);

  const look = await other.run(["preset", "import", path, "--dry-run"]);
  assert.match(
    look.stdout,
    /^Shared by Ada\nLicense: CC0\n\nNAME +PLUGIN +FITS +IMPORT\nWarm +Echo +not installed +new\n$/,
  );
  assert.equal(look.stderr, "Would import 1 preset\n");
  const imported = await other.run(["preset", "import", path, "--json"]);
  const document = JSON.parse(imported.stdout) as PresetImportDocument;
  assert.deepEqual(
    [
      document.license,
      document.presets.map(({ change, newVersions, status }) => [change, newVersions, status]),
    ],
    ["CC0\n", [["added", 2, "missing"]]],
  );
  const again = await other.run(["preset", "import", path]);
  assert.equal(again.stderr, "The library has all of these presets already\n");
  const { stdout } = await other.run(["preset", "log", "Warm", "--csv"]);
  assert.equal(stdout.trim().split("\n").length, 3);
});

Deno.test("preset share replaces no file unless it is told to", async () => {
  await using sandbox = await home();
  await sandbox.write("sounds.pluginary-presets", "mine");
  const refused = await sandbox.run(["preset", "share", "sounds", "--all"]);
  assert.equal(refused.code, 1);
  assert.match(
    refused.stderr,
    /Cannot write ".*sounds\.pluginary-presets": there is another file\n {2}Use "--force"/,
  );
  assert.equal((await sandbox.run(["preset", "share", "sounds", "--all", "--force"])).code, 0);
});

Deno.test("preset share leaves no half of a file behind when it fails", async () => {
  await using sandbox = await home();
  const { code, stderr } = await sandbox.run(["preset", "share", "sounds", "Warm", "Warm@9"]);
  assert.equal(code, 1);
  assert.match(stderr, /Cannot find version 9 of "Warm"/);
  assert.deepEqual([...Deno.readDirSync(sandbox.path)].filter(({ name }) => name.includes("sounds")), []);
});

Deno.test("preset share and import explain what they cannot do", async () => {
  await using sandbox = await home();
  const text = await sandbox.write("notes.txt", "hello");
  const cases: [args: string[], code: number, expected: RegExp][] = [
    [["share", "x"], 2, /Missing argument PRESET/],
    [["share", "x", "Warm", "--all"], 2, /cannot be combined/],
    [["share", "x", "Warm", "--license", "gone.txt"], 2, /Cannot read the license "gone.txt"/],
    [["import", text], 1, /Cannot import "notes.txt": it is not a file of shared presets/],
    [["import", "gone"], 1, /Cannot import "gone": no such file/],
  ];
  for (const [args, code, expected] of cases) {
    const run = await sandbox.run(["preset", ...args]);
    assert.deepEqual([run.code, expected.test(run.stderr)], [code, true], `${args}: ${run.stderr}`);
  }
});

Deno.test("preset import asks a person at a terminal, and changes nothing after a no", async () => {
  await using one = await home();
  await using other = await Sandbox.make();
  assert.equal((await one.run(["preset", "share", "sounds", "--all"])).code, 0);
  const file = one.join("sounds.pluginary-presets");
  const asked = await other.run(["preset", "import", file], { terminal: { columns: 80 }, stdin: "n\n" });
  assert.match(asked.stdout, /new[\s\S]*Import these presets\? \[y\/N\]/);
  assert.match(asked.stdout, /Nothing was changed/);
  const after = await other.run(["preset", "list", "--json"]);
  assert.deepEqual(JSON.parse(after.stdout).presets, []);
  const sure = await other.run(["preset", "import", file, "--yes"], { terminal: { columns: 80 } });
  assert.match(sure.stdout, /Imported 1 preset/);
});
