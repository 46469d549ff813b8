import assert from "node:assert/strict";
import * as v from "valibot";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { ScanLock } from "../../../src/catalog/scan_lock.ts";
import { listBackups } from "../../../src/catalog/backup.ts";
import { exportDocumentSchema } from "../../../src/model/documents/export/export_document.ts";
import { importDocumentSchema } from "../../../src/model/documents/import_document.ts";
import { runProgram } from "../../support/program.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { Sandbox } from "../../support/sandbox.ts";

const RECORD = {
  name: "Demo EQ",
  path: "/x/Demo.vst3",
  filename: "Demo",
  type: "vst3",
  params: { gain_db: 1 },
};

const FOLDER = ".cache/com.twardoch.pedalboard-pluginary";

Deno.test("pluginary import --legacy finds what earlier versions left, tries it first and then does it", async () => {
  await using folder = await Sandbox.make();
  await folder.write(`${FOLDER}/plugins.json`, JSON.stringify({ "Demo EQ": RECORD }));
  await folder.write(`${FOLDER}/ignores.json`, '["vst3/RX 10 Connect"]');
  await folder.write(`${FOLDER}/something.txt`, "else");
  const json = async (...args: string[]) => {
    const { code, stdout, stderr } = await folder.run(["import", "--legacy", "--json", ...args]);
    assert.equal(code, 0, stderr);
    return v.parse(importDocumentSchema, JSON.parse(stdout));
  };
  const tried = await json("--dry-run");
  assert.equal(tried.isDryRun, true);
  assert.deepEqual([tried.summary.imported, tried.summary.records, tried.complete], [2, 2, true]);
  await assert.rejects(Deno.stat(folder.join("config/pluginary/ignore")), Deno.errors.NotFound);
  const done = await json();
  assert.deepEqual(done.records, tried.records);
  assert.match(await Deno.readTextFile(folder.join("config/pluginary/ignore")), /^RX 10 Connect\.vst3$/m);

  const again = await folder.run(["import", "--legacy"]);
  assert.match(again.stdout, /Imported 0, merged 2 and skipped 0 of 2 records/);
  assert.match(again.stdout, /something\.txt: nothing to import/);
  const list = await folder.run(["list", "--json"]);
  assert.deepEqual(
    JSON.parse(list.stdout).plugins.map(({ id, origin }: { id: string; origin: string }) => [id, origin]),
    [["vst3/Demo", "import"]],
  );
});

Deno.test("pluginary import calls standard input so, in reports and errors", async () => {
  await using folder = await Sandbox.make();
  const stdin = JSON.stringify({ "Demo EQ": RECORD });
  const report = await folder.run(["import", "-", "--json"], { stdin });
  assert.deepEqual(JSON.parse(report.stdout).sources.map(({ path }: { path: string }) => path), [
    "standard input",
  ]);
  const wrong = await folder.run(["import", "-"], { stdin: '{"a"' });
  assert.match(wrong.stderr, /^pluginary: Cannot import standard input: at line 1, column 5: /);
});

Deno.test("pluginary import reads standard input", async () => {
  for (const name of ["-", "/dev/stdin"]) {
    await using folder = await Sandbox.make();
    const stdin = JSON.stringify({ "Demo EQ": RECORD });
    const { code, stdout, stderr } = await folder.run(["import", name], { stdin });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Imported 1, merged 0 and skipped 0 of 1 record/);
  }
});

Deno.test("pluginary export and import carry a catalog to another place", async () => {
  await using folder = await TemporaryFolder.make();
  const file = await folder.write("plugins.json", JSON.stringify({ "Demo EQ": RECORD }));
  const at = (name: string) => ({ env: { PLUGINARY_CATALOG: folder.join(name) } });
  assert.equal((await runProgram(["import", file], at("one/catalog.db"))).code, 0);
  const all = folder.join("all.json");
  const written = await runProgram(["export", "--json", "--output", all], at("one/catalog.db"));
  assert.equal(written.code, 0, written.stderr);
  const document = v.parse(exportDocumentSchema, JSON.parse(await Deno.readTextFile(all)));
  assert.deepEqual(document.plugins.map(({ id }) => id), ["vst3/Demo"]);

  assert.equal((await runProgram(["import", all], at("two/catalog.db"))).code, 0);
  const back = await runProgram(["export", "--json"], at("two/catalog.db"));
  assert.deepEqual(JSON.parse(back.stdout), document);
  assert.deepEqual(await listBackups(folder.join("two/catalog.db")), [], "there was nothing to lose");
  assert.equal((await runProgram(["import", all], at("two/catalog.db"))).code, 0);
  assert.equal((await listBackups(folder.join("two/catalog.db"))).length, 1);

  const csv = await runProgram(["export", "--csv"], at("two/catalog.db"));
  assert.match(csv.stdout, /^name,vendor,.*\r?\n"?Demo EQ/);
  const table = await folder.write("plugins.txt", csv.stdout);
  const refused = await runProgram(["import", table, "--json"], at("three/catalog.db"));
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /one line per plugin, without parameters.*\n.*"pluginary export --json/);
});

Deno.test("pluginary import does nothing while a scan runs", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  (await openCatalog(path))[Symbol.dispose]();
  const file = await folder.write("plugins.json", JSON.stringify({ "Demo EQ": RECORD }));
  using _lock = ScanLock.take(path)!;
  const { code, stdout } = await runProgram(["import", file, "--json"], { env: { PLUGINARY_CATALOG: path } });
  assert.equal(code, 1);
  assert.equal(JSON.parse(stdout).error.code, "scan-running");
});

type Case = [args: string[], code: number, error: string, says: RegExp];

function onUnix(...cases: Case[]): Case[] {
  return Deno.build.os === "windows" ? [] : cases;
}

/** That nobody writes into. */
async function pipeIn(folder: TemporaryFolder): Promise<string> {
  const pipe = folder.join("pipe.json");
  if (Deno.build.os !== "windows") await new Deno.Command("mkfifo", { args: [pipe] }).output();
  return pipe;
}

Deno.test("pluginary import says what is wrong with what it is given", async () => {
  await using folder = await Sandbox.make();
  const broken = await folder.write("broken.json", '{"a": {"type": "vst3", "path": tru}}');
  const cases: Case[] = [
    [[], 2, "usage", /Missing argument FILE/],
    [[folder.join("nowhere.json")], 1, "path-not-found", /no such file/],
    [[broken], 1, "import-invalid", /line 1, column 32/],
    [["--legacy"], 1, "path-not-found", /earlier version/],
    ...onUnix(
      [["/proc/version"], 1, "import-not-readable", /access to the system's own files is not allowed/],
      [[await pipeIn(folder)], 1, "import-not-recognized", /neither a file nor a folder/],
    ),
  ];
  for (const [args, code, error, says] of cases) {
    const run = await folder.run(["import", "--json", ...args]);
    assert.equal(run.code, code, run.stderr);
    assert.equal(JSON.parse(run.stdout).error.code, error);
    assert.match(run.stderr, says);
  }
});
