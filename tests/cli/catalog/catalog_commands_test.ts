import assert from "node:assert/strict";
import * as v from "valibot";
import * as documents from "../../../src/model/documents/cache_documents.ts";
import { LIST_COLUMNS, LIST_SORTS } from "../../../src/cli/list/list_flags.ts";
import { PLUGIN_COLUMNS } from "../../../src/cli/list/list_columns.ts";
import { errorDocumentSchema } from "../../../src/model/documents/error_document.ts";
import { LIST_ORDERS } from "../../../src/catalog/search/list_order.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { ScanLock } from "../../../src/catalog/scan_lock.ts";
import { infoDocumentSchema } from "../../../src/model/documents/info_document.ts";
import { listDocumentSchema } from "../../../src/model/documents/list_document.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { curate } from "../../catalog/support/curate.ts";
import { makeBundle } from "../../support/bundles.ts";
import { withReadOnlyMount } from "../../support/mounts.ts";
import { runProgram } from "../../support/program.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { samplePlugin } from "../support/scan_events.ts";

const unix = { ignore: Deno.build.os === "windows" };

/** A folder with a catalog of three plugins, two of which share a name, and the program in it. */
class CatalogSandbox implements AsyncDisposable {
  readonly folder: Sandbox;
  readonly path: string;

  private constructor(folder: Sandbox) {
    this.folder = folder;
    this.path = folder.catalog;
  }

  static async make(): Promise<CatalogSandbox> {
    const sandbox = new CatalogSandbox(await Sandbox.make());
    using catalog = await openCatalog(sandbox.path);
    const journal = await beginScan(catalog);
    await commitModule(journal, moduleWith("A", [samplePlugin({ name: "Alpha", vendor: "Zed" })]));
    await commitModule(
      journal,
      moduleWith("B", [samplePlugin({ name: "Beta", id: "vst3:B1", nativeId: "B1" })]),
    );
    await commitModule(
      journal,
      moduleWith("C", [samplePlugin({ name: "beta", id: "vst3:B2", nativeId: "B2" })]),
    );
    await journal.end({ isComplete: true, interruptedBy: null });
    return sandbox;
  }

  async run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    return await this.folder.run(args);
  }

  async json<T extends v.GenericSchema>(schema: T, ...args: string[]): Promise<v.InferOutput<T>> {
    const { code, stdout, stderr } = await this.run(...args, "--json");
    assert.equal(code, 0, stderr);
    return v.parse(schema, JSON.parse(stdout));
  }

  async fails(code: number, ...args: string[]): Promise<string> {
    const { code: actual, stdout, stderr } = await this.run(...args, "--json");
    assert.equal(actual, code, stderr);
    assert.doesNotMatch(stderr, /at file:|internal error/);
    return v.parse(errorDocumentSchema, JSON.parse(stdout)).error.code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.folder[Symbol.asyncDispose]();
  }
}

Deno.test("pluginary list --sort knows the catalog's orders", () => {
  assert.deepEqual([...LIST_SORTS], Object.keys(LIST_ORDERS));
});

Deno.test("pluginary list --columns knows the columns of lists", () => {
  assert.deepEqual(PLUGIN_COLUMNS.map(({ name }) => name), [...LIST_COLUMNS]);
});

Deno.test("pluginary list --json pages, sorts and is valid", async () => {
  await using sandbox = await CatalogSandbox.make();
  const list = async (...args: string[]) => {
    const { plugins, total, limit, offset } = await sandbox.json(listDocumentSchema, "list", ...args);
    return { names: plugins.map(({ name }) => name), total, limit, offset, plugins };
  };
  const all = await list();
  assert.deepEqual(all.names, ["Beta", "beta", "Alpha"]);
  assert.deepEqual([all.total, all.limit, all.offset], [3, null, 0]);
  assert.equal(all.plugins[0]?.parameters, undefined);
  assert.equal(all.plugins[0]?.parameterCount, 1);
  assert.equal((await list("--full")).plugins[0]?.parameters?.length, 2);
  assert.deepEqual((await list("--sort", "name")).names, ["Alpha", "Beta", "beta"]);
  assert.deepEqual((await list("--sort", "name", "--reverse")).names, ["beta", "Beta", "Alpha"]);
  const page = await list("--sort", "name", "--limit", "1", "--offset", "1");
  assert.deepEqual([page.names, page.total, page.limit, page.offset], [["Beta"], 3, 1, 1]);
  for (const sort of LIST_SORTS) assert.equal((await list("--sort", sort)).names.length, 3);
});

Deno.test("pluginary list shows a table and says what it left out", async () => {
  await using sandbox = await CatalogSandbox.make();
  const { stdout, stderr } = await sandbox.run("list", "--limit", "2");
  assert.match(stdout, /^NAME +VENDOR +FORMAT/);
  assert.equal(stdout.trimEnd().split("\n").length, 3);
  assert.equal(stderr, "1 to 2 of 3 plugins; --offset 2 for the next page\n");
});

Deno.test("pluginary list --output writes all rows in the format of the file's ending", async () => {
  await using sandbox = await CatalogSandbox.make();
  {
    using catalog = await openCatalog(sandbox.path);
    const journal = await beginScan(catalog);
    const many = Array.from({ length: 60 }, (_, index) => `vst3:M${index}`);
    await commitModule(
      journal,
      moduleWith("M", many.map((id) => samplePlugin({ name: id, id, nativeId: id }))),
    );
  }
  const starts = {
    csv: "name,",
    JSON: "{",
    ndjson: "{",
    yaml: 'schema: "list"',
    yml: 'schema: "list"',
    txt: "NAME ",
  };
  for (const [ending, start] of Object.entries(starts)) {
    const file = sandbox.folder.join(`plugins.${ending}`);
    const { code, stdout, stderr } = await sandbox.run("list", "--output", file);
    assert.deepEqual([code, stdout], [0, ""], stderr);
    assert.match(stderr, new RegExp(`^Wrote 63 plugins to ${file}\n`));
    const text = await Deno.readTextFile(file);
    assert.ok(text.startsWith(start), text.slice(0, 20));
    assert.equal(text.match(/vst3:M\d+/g)!.length >= 60, true);
  }
  const history = sandbox.folder.join("runs.csv");
  assert.match((await sandbox.run("scan", "history", "--output", history)).stderr, /^Wrote 2 scans to /);
  const exported = sandbox.folder.join("all.json");
  assert.equal((await sandbox.run("export", "--output", exported)).stderr, `Wrote ${exported}\n`);
});

Deno.test("a format that contradicts the file's ending is refused before anything is done", async () => {
  await using sandbox = await CatalogSandbox.make();
  const file = sandbox.folder.join("answer.csv");
  for (const output of [file, sandbox.folder.join("answer.txt")]) {
    assert.equal(await sandbox.fails(2, "catalog", "clear", "--yes", "--output", output), "usage");
  }
  assert.equal((await sandbox.json(listDocumentSchema, "list")).total, 3);
  const config = sandbox.folder.join("config.jsonc");
  await Deno.writeTextFile(config, '{ "json": true }');
  const { code, stderr } = await runProgram(["list", "--output", file], {
    env: { PLUGINARY_CATALOG: sandbox.path, PLUGINARY_CONFIG: config },
  });
  assert.equal(code, 0, stderr);
  assert.match(await Deno.readTextFile(file), /^name,/);
});

Deno.test("pluginary list says how to fill an empty catalog, and makes no file", async () => {
  await using folder = await TemporaryFolder.make();
  const { code, stderr } = await runProgram(["list"], {
    env: { PLUGINARY_CATALOG: folder.join("a/catalog.db") },
  });
  assert.equal(code, 0);
  assert.match(stderr, /run "pluginary scan"/);
  assert.deepEqual(await Array.fromAsync(Deno.readDir(folder.path)), []);
});

Deno.test("pluginary info finds a plugin by id, format and name, and name", async () => {
  await using sandbox = await CatalogSandbox.make();
  for (const reference of ["vst3:Alpha", "vst3/alpha", "ALPHA"]) {
    const { plugin } = await sandbox.json(infoDocumentSchema, "info", reference);
    assert.equal(plugin.id, "vst3:Alpha");
    assert.equal(plugin.parameters?.length, 2);
  }
  assert.equal(
    (await sandbox.json(infoDocumentSchema, "info", "beta")).plugin.id,
    "vst3:B2",
    "as it is written",
  );
  assert.match((await sandbox.run("info", "Alpha")).stdout, /Parameters\n +ID +PARAMETER/);
  assert.equal(await sandbox.fails(1, "info", "Nothing"), "plugin-not-found");
  assert.equal(await sandbox.fails(1, "info", "BETA"), "plugin-ambiguous");
  assert.equal(await sandbox.fails(1, "info", "'; drop table plugins; --"), "plugin-not-found");
});

Deno.test("pluginary catalog path, stats, check and vacuum tell about the catalog", async () => {
  await using sandbox = await CatalogSandbox.make();
  const path = await sandbox.json(documents.cachePathDocumentSchema, "catalog", "path");
  assert.deepEqual([path.path, path.exists], [sandbox.path, true]);
  const stats = await sandbox.json(documents.cacheStatsDocumentSchema, "catalog", "stats");
  assert.deepEqual([stats.plugins, stats.modules, stats.byFormat, stats.byOutcome], [3, 3, { vst3: 3 }, {
    scanned: 3,
  }]);
  assert.deepEqual(stats.vendors, [{ vendor: "Vendor", plugins: 2 }, { vendor: "Zed", plugins: 1 }]);
  assert.match((await sandbox.run("catalog", "stats")).stdout, /vendors +Vendor 2, Zed 1/);
  const check = await sandbox.json(documents.cacheCheckDocumentSchema, "catalog", "check");
  assert.deepEqual([check.isHealthy, check.findings], [true, []]);
  const vacuum = await sandbox.json(documents.cacheVacuumDocumentSchema, "catalog", "vacuum");
  assert.ok(vacuum.sizeBytes > 0);
});

Deno.test("any of many backups is restored, and none that a person made is deleted", async () => {
  await using sandbox = await CatalogSandbox.make();
  const json: typeof sandbox.json = sandbox.json.bind(sandbox);
  const byHand: string[] = [];
  for (let count = 0; count < 7; count++) {
    byHand.push((await json(documents.cacheBackupDocumentSchema, "catalog", "backup")).backup);
  }
  const automatic: string[] = [];
  for (let count = 0; count < 6; count++) {
    const { backup, plugins } = await json(documents.cacheClearDocumentSchema, "catalog", "clear", "--yes");
    assert.equal(plugins, count === 0 ? 3 : 0);
    automatic.push(backup!);
  }
  const { backups } = await json(documents.cacheStatsDocumentSchema, "catalog", "stats");
  assert.deepEqual(backups.map(({ path }) => path).sort(), [...byHand, ...automatic.slice(1)].sort());
  for (const [from, plugins] of [[automatic[1]!, 0], [byHand[0]!, 3]] as const) {
    const restored = await json(documents.cacheRestoreDocumentSchema, "catalog", "restore", from, "--yes");
    assert.deepEqual([restored.from, restored.plugins], [from, plugins]);
    assert.equal((await json(documents.cacheStatsDocumentSchema, "catalog", "stats")).plugins, plugins);
    assert.ok((await Deno.stat(from)).isFile);
  }
  const empty = sandbox.folder.join("empty.db");
  await Deno.writeTextFile(empty, "");
  assert.equal(await sandbox.fails(1, "catalog", "restore", empty, "--yes"), "catalog-not-a-database");
});

Deno.test("pluginary catalog clear, backup and restore lose nothing", async () => {
  await using sandbox = await CatalogSandbox.make();
  {
    using catalog = await openCatalog(sandbox.path);
    curate(catalog.db, "vst3:Alpha", "note", "mine");
  }
  const count = async () =>
    (await sandbox.json(documents.cacheStatsDocumentSchema, "catalog", "stats")).plugins;
  const file = sandbox.folder.join("mine.db");
  assert.equal(
    (await sandbox.json(documents.cacheBackupDocumentSchema, "catalog", "backup", file)).backup,
    file,
  );
  assert.equal(await sandbox.fails(1, "catalog", "clear"), "confirmation-needed");
  assert.equal(await count(), 3);
  const cleared = await sandbox.json(documents.cacheClearDocumentSchema, "catalog", "clear", "--yes");
  assert.ok(cleared.backup !== null && (await Deno.stat(cleared.backup)).size > 0);
  assert.equal(await count(), 0);
  assert.equal((await sandbox.json(documents.cacheStatsDocumentSchema, "catalog", "stats")).curated, 1);
  const restored = await sandbox.json(
    documents.cacheRestoreDocumentSchema,
    "catalog",
    "restore",
    file,
    "--yes",
  );
  assert.equal(restored.from, file);
  assert.equal(await count(), 3);
  await Deno.writeTextFile(file, "no backup");
  assert.equal(await sandbox.fails(1, "catalog", "restore", file, "--yes"), "catalog-not-a-database");
  if (Deno.build.os === "linux") {
    const code = await sandbox.fails(1, "catalog", "restore", "/proc/self/mem", "--yes");
    assert.equal(code, "catalog-not-readable");
  }
  assert.equal(
    await sandbox.fails(1, "catalog", "restore", sandbox.folder.join("none"), "--yes"),
    "backup-not-found",
  );
  assert.equal(await count(), 3);
});

Deno.test(
  "nothing is written where the catalog is kept, and no backup is taken from there",
  unix,
  async () => {
    await using sandbox = await CatalogSandbox.make();
    await Deno.link(sandbox.path, sandbox.folder.join("another-name.db"));
    const inode = (await Deno.stat(sandbox.path)).ino;
    for (const name of ["catalog.db", "another-name.db", "catalog.db-wal"]) {
      const path = sandbox.folder.join(name);
      assert.equal(await sandbox.fails(1, "catalog", "backup", path), "output-not-writable");
      assert.equal(await sandbox.fails(1, "list", "--output", path), "output-not-writable");
      assert.equal(await sandbox.fails(1, "catalog", "restore", path, "--yes"), "backup-not-found");
    }
    assert.equal(await sandbox.fails(1, "scan", "--junit", sandbox.path), "output-not-writable");
    assert.equal((await Deno.stat(sandbox.path)).ino, inode, "the same file as before");
    assert.equal((await sandbox.json(listDocumentSchema, "list")).total, 3);
  },
);

Deno.test("pluginary catalog backup replaces a catalog, and another file only with --force", async () => {
  await using sandbox = await CatalogSandbox.make();
  const song = sandbox.folder.join("song.txt");
  for (const text of ["la la la", ""]) {
    await Deno.writeTextFile(song, text);
    assert.equal(await sandbox.fails(1, "catalog", "backup", song), "output-not-writable");
    assert.equal(await Deno.readTextFile(song), text);
  }
  for (const args of [["--force"], []]) {
    const { code, stdout } = await sandbox.run("catalog", "backup", song, ...args);
    assert.equal(code, 0);
    assert.match(stdout, /song\.txt: 3 plugins, /);
  }
});

Deno.test("pluginary catalog restore and clear ask with the number of plugins", async () => {
  await using sandbox = await CatalogSandbox.make();
  const file = sandbox.folder.join("mine.db");
  await sandbox.run("catalog", "backup", file);
  const restore = await sandbox.run("catalog", "restore", file);
  assert.match(restore.stderr, /with .*mine\.db from just now \(3 plugins\)\?/);
  const clear = await sandbox.run("catalog", "clear", "--all");
  assert.match(
    clear.stderr,
    /Delete everything in .* \(3 plugins, last scanned .*\), including tags and notes\?/,
  );
});

Deno.test("pluginary catalog backup writes files only", unix, async () => {
  await using sandbox = await CatalogSandbox.make();
  const pipe = sandbox.folder.join("pipe");
  await new Deno.Command("mkfifo", { args: [pipe] }).output();
  assert.equal(await sandbox.fails(1, "catalog", "backup", pipe), "output-not-writable");
  assert.ok((await Deno.stat(pipe)).isFifo);
});

Deno.test("a catalog is locked and has its log under one name, however it is called", unix, async () => {
  await using sandbox = await CatalogSandbox.make();
  const link = sandbox.folder.join("elsewhere.db");
  await Deno.symlink(sandbox.path, link);
  using _lock = ScanLock.take(sandbox.path);
  const { code, stderr } = await runProgram(["catalog", "prune"], { env: { PLUGINARY_CATALOG: link } });
  assert.deepEqual([code, /scan is running/.test(stderr)], [1, true], stderr);
});

Deno.test("pluginary catalog restore puts a backup in the place of a catalog that is damaged", async () => {
  await using sandbox = await CatalogSandbox.make();
  await sandbox.json(documents.cacheBackupDocumentSchema, "catalog", "backup");
  await Deno.writeTextFile(sandbox.path, "Dear diary");
  assert.equal(await sandbox.fails(1, "list"), "catalog-not-a-database");
  const { previous } = await sandbox.json(
    documents.cacheRestoreDocumentSchema,
    "catalog",
    "restore",
    "--yes",
  );
  assert.equal(await Deno.readTextFile(previous!), "Dear diary");
  assert.equal((await sandbox.json(listDocumentSchema, "list")).total, 3);
});

Deno.test("pluginary catalog prune forgets what is gone and keeps what the user said, whatever the size", async () => {
  await using sandbox = await CatalogSandbox.make();
  {
    using catalog = await openCatalog(sandbox.path);
    const journal = await beginScan(catalog);
    await journal.remove([...journal.allKnown()].slice(0, 1), new Date());
    curate(catalog.db, "vst3:Alpha", "note", "mine");
  }
  assert.match((await sandbox.run("list")).stdout, /Alpha +Zed +vst3 +missing/);
  const pruned = await sandbox.json(documents.cachePruneDocumentSchema, "catalog", "prune");
  assert.deepEqual([pruned.modules, pruned.plugins], [1, 1]);
  const tight = await sandbox.json(
    documents.cachePruneDocumentSchema,
    "catalog",
    "prune",
    "--max-size",
    "1KB",
  );
  assert.equal(tight.isBelowLimit, false);
  const stats = await sandbox.json(documents.cacheStatsDocumentSchema, "catalog", "stats");
  assert.deepEqual([stats.plugins, stats.curated, stats.sizeLimitBytes], [2, 1, 1000]);
  await sandbox.run("catalog", "prune", "--no-max-size");
  assert.equal(
    (await sandbox.json(documents.cacheStatsDocumentSchema, "catalog", "stats")).sizeLimitBytes,
    undefined,
  );
});

Deno.test("pluginary catalog prune says everything that it deletes, and that a limit lasts", async () => {
  await using sandbox = await CatalogSandbox.make();
  {
    using catalog = await openCatalog(sandbox.path);
    for (let run = 0; run < 4; run++) {
      const journal = await beginScan(catalog);
      await commitModule(
        journal,
        moduleWith("A", [samplePlugin({ name: "Alpha", vendor: "Zed" })]),
      );
      await journal.end({ isComplete: true, interruptedBy: null });
    }
  }
  const scans = async () =>
    (await sandbox.json(documents.cacheStatsDocumentSchema, "catalog", "stats")).scans;
  const before = await scans();
  const { stdout } = await sandbox.run("catalog", "prune", "--max-size", "1KB");
  const [, removed, results] = /^Deleted (\d+) scans and (\d+) results from the history$/m.exec(stdout)!;
  assert.equal(await scans(), before - Number(removed));
  assert.ok(Number(removed) > 0 && Number(results) > 0);
  assert.match(stdout, /each scan deletes history .* below 1\.0 KB\n.*--no-max-size/);
  assert.match((await sandbox.run("catalog", "prune")).stdout, /limit of 1\.0 KB still applies/);
  assert.match((await sandbox.run("catalog", "prune", "--no-max-size")).stdout, /has no size limit/);
  assert.doesNotMatch((await sandbox.run("catalog", "prune")).stdout, /limit/);
});

Deno.test("pluginary catalog repair and check tell what is wrong and mend it", async () => {
  await using sandbox = await CatalogSandbox.make();
  {
    using catalog = await openCatalog(sandbox.path);
    catalog.db.exec("update descriptions set document = x'00' where id = 1");
  }
  const check = await sandbox.run("catalog", "check");
  assert.deepEqual([check.code, check.stdout.split("\n")[0]], [
    1,
    "descriptions: 1 descriptions are damaged",
  ]);
  assert.equal(await sandbox.fails(1, "info", "Alpha"), "catalog-damaged");
  const report = await sandbox.json(documents.cacheRepairDocumentSchema, "catalog", "repair");
  assert.equal(report.toRescan, 3);
  assert.ok((await Deno.stat(report.damaged!)).size > 0);
  assert.equal((await sandbox.run("catalog", "check")).code, 0);
  assert.equal((await sandbox.json(listDocumentSchema, "list")).total, 3);
});

Deno.test("pluginary catalog check has a line for each kind of problem, and with --all for each problem", async () => {
  await using sandbox = await CatalogSandbox.make();
  {
    using catalog = await openCatalog(sandbox.path);
    catalog.db.exec("pragma foreign_keys = off");
    catalog.db.exec("delete from installations; drop index if exists plugins_name_idx");
    catalog.db.exec("update descriptions set document = x'00' where id = 1");
  }
  const { code, stdout } = await sandbox.run("catalog", "check");
  assert.equal(code, 1);
  const lines = stdout.trimEnd().split("\n");
  const kinds = lines.filter((line) => !line.includes('"')).map((line) => line.split(":")[0]);
  assert.equal(new Set(kinds).size, kinds.length, stdout);
  assert.match(stdout, /^orphans: 2 problems, the first one: 3 descriptions belong to no installation$/m);
  assert.match(stdout, /^Use "--all" to see each problem\nRun "pluginary catalog repair"\n$/m);
  const all = (await sandbox.run("catalog", "check", "--all")).stdout;
  assert.match(all, /^orphans: 3 descriptions .*\norphans: 3 plugins are marked as present/m);
  const { stdout: json } = await sandbox.run("catalog", "check", "--json");
  const { findings } = v.parse(documents.cacheCheckDocumentSchema, JSON.parse(json));
  assert.equal(findings.length, all.trimEnd().split("\n").length - 1);
});

Deno.test("a scan that runs keeps other scans and repairs out, with who it is, and readers in", async () => {
  await using sandbox = await CatalogSandbox.make();
  await makeBundle(sandbox.folder, "plugins/A.vst3", "riscv64");
  const lock = ScanLock.take(sandbox.path)!;
  {
    using catalog = await openCatalog(sandbox.path);
    await beginScan(catalog, { pid: 4711, host: "studio" });
  }
  const { code, stderr } = await sandbox.run("scan", sandbox.folder.join("plugins"));
  assert.equal(code, 1);
  assert.match(stderr, /process 4711 on "studio" has been scanning since 2026-01-01T/);
  assert.equal(await sandbox.fails(1, "catalog", "clear", "--yes"), "scan-running");
  assert.equal((await sandbox.run("list")).code, 0);
  assert.equal((await sandbox.run("scan", "--no-catalog", sandbox.folder.join("plugins"))).code, 0);
  const waiting = sandbox.run("scan", "--wait", sandbox.folder.join("plugins"));
  setTimeout(() => lock[Symbol.dispose](), 1000);
  const waited = await waiting;
  assert.equal(waited.code, 0, waited.stderr);
  assert.match(waited.stderr, /^Waiting: process 4711/);
});

const UNUSABLE: [what: string, make: (path: string) => Promise<void>, code: string][] = [
  ["a folder", (path) => Deno.mkdir(path), "catalog-not-a-database"],
  ["a text file", (path) => Deno.writeTextFile(path, "Dear diary"), "catalog-not-a-database"],
  ["below a file", async (path) => {
    await Deno.remove(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(path.slice(0, path.lastIndexOf("/")), "");
  }, "catalog-not-writable"],
];

for (const [what, make, expected] of UNUSABLE) {
  Deno.test(`pluginary scan with a catalog that is ${what} fails before it scans anything`, async () => {
    await using folder = await TemporaryFolder.make();
    await makeBundle(folder, "plugins/A.vst3", "riscv64");
    await Deno.mkdir(folder.join("data"));
    const path = folder.join("data/catalog.db");
    await make(path);
    const args = ["scan", folder.join("plugins"), "--json"];
    const { code, stdout, stderr } = await runProgram(args, { env: { PLUGINARY_CATALOG: path } });
    assert.equal(code, 1);
    assert.equal(v.parse(errorDocumentSchema, JSON.parse(stdout)).error.code, expected);
    assert.doesNotMatch(stderr, /at file:|internal error/);
    assert.equal((await runProgram([...args, "--no-catalog"], { env: { PLUGINARY_CATALOG: path } })).code, 0);
  });
}

Deno.test("pluginary reads a catalog on a read-only file system, and scan fails before it scans anything", async (t) => {
  const isDone = await withReadOnlyMount(async (folder, makeReadOnly) => {
    const path = `${folder}/catalog.db`;
    {
      using catalog = await openCatalog(path);
      await commitModule(await beginScan(catalog), moduleWith("A", [samplePlugin({ name: "Alpha" })]));
    }
    await makeReadOnly();
    const env = { PLUGINARY_CATALOG: path };
    assert.match((await runProgram(["list"], { env })).stdout, /Alpha/);
    assert.equal((await runProgram(["catalog", "check"], { env })).code, 0);
    const { code, stdout, stderr } = await runProgram(["scan", "/usr/lib/vst3", "--json"], { env });
    assert.equal(code, 1);
    assert.equal(v.parse(errorDocumentSchema, JSON.parse(stdout)).error.code, "catalog-not-writable");
    assert.doesNotMatch(stderr, /at file:|internal error/);
  });
  if (!isDone) await t.step({ name: "needs the right to mount", ignore: true, fn: () => {} });
});

Deno.test("pluginary scan stores what it says, and the next scan says it again", async () => {
  await using folder = await Sandbox.make();
  await makeBundle(folder, "plugins/A.vst3", "riscv64");
  const scan = async (...args: string[]) =>
    JSON.parse((await folder.run(["scan", folder.join("plugins"), "--json", ...args])).stdout);
  const [first, second] = [await scan(), await scan()];
  assert.deepEqual(first.modules.map((m: { change: string }) => m.change), ["added"]);
  assert.deepEqual(second.modules, first.modules.map((m: object) => ({ ...m, change: "unchanged" })));
  await Deno.remove(folder.join("plugins/A.vst3"), { recursive: true });
  const doubted = await scan();
  assert.deepEqual(doubted.problems.map((p: { code: string }) => p.code), ["lost-root"]);
  const pruned = await scan("--prune");
  assert.equal(pruned.removed.length, 1);
  assert.equal(JSON.parse((await folder.run(["catalog", "stats", "--json"])).stdout).modules, 0);
});
