import assert from "node:assert/strict";
import * as v from "valibot";
import { projectPath } from "../../../scripts/project_path.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import {
  blocklistAddDocumentSchema,
  blocklistClearDocumentSchema,
  blocklistDocumentSchema,
  blocklistRemoveDocumentSchema,
} from "../../../src/model/documents/blocklist_documents.ts";
import { errorDocumentSchema } from "../../../src/model/documents/error_document.ts";
import {
  overrideListDocumentSchema,
  overrideSetDocumentSchema,
  overrideUnsetDocumentSchema,
} from "../../../src/model/documents/override_documents.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { makeBundle } from "../../support/bundles.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { samplePlugin } from "../support/scan_events.ts";

/** A folder with a catalog of a module with one plugin and a shell with two, and the program in it. */
class BlocklistSandbox implements AsyncDisposable {
  readonly folder: Sandbox;

  private constructor(folder: Sandbox) {
    this.folder = folder;
  }

  static async make(): Promise<BlocklistSandbox> {
    const sandbox = new BlocklistSandbox(await Sandbox.make());
    using catalog = await openCatalog(sandbox.folder.catalog);
    const journal = await beginScan(catalog);
    await commitModule(journal, moduleWith("Amp", [samplePlugin({ name: "Amp" })]));
    const shell = ["One", "Twin"].map((name) => samplePlugin({ name }));
    await commitModule(
      journal,
      moduleWith("Shell", [...shell, samplePlugin({ name: "Twin", id: "vst3:T2" })]),
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

  async fails(...args: string[]): Promise<[exitCode: number, code: string]> {
    const { code, stdout } = await this.run(...args, "--json");
    return [code, v.parse(errorDocumentSchema, JSON.parse(stdout)).error.code];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.folder[Symbol.asyncDispose]();
  }
}

Deno.test("pluginary blocklist adds paths, ids and names, lists and removes them", async () => {
  await using sandbox = await BlocklistSandbox.make();
  const bundle = await makeBundle(sandbox.folder, "New.vst3");
  const { added } = await sandbox.json(
    blocklistAddDocumentSchema,
    ...["blocklist", "add", "./New.vst3", "vst3:One", "Amp", "/plugins/Shell.vst3", "--reason", "a\x1b[2Jb"],
  );
  assert.deepEqual(added.map(({ location, plugin, names }) => [location ?? plugin, names]), [
    [bundle, []],
    ["vst3:One", ["One"]],
    ["vst3:Amp", ["Amp"]],
    ["/plugins/Shell.vst3", ["One", "Twin", "Twin"]],
  ]);
  assert.equal(added[0]?.message, "a [2Jb");
  const list = await sandbox.json(blocklistDocumentSchema, "blocklist", "list");
  assert.equal(list.total, 4);
  const { stdout } = await sandbox.run("blocklist", "list");
  assert.match(stdout, /^PLUGINS +TARGET +CODE .*\nAmp +vst3:Amp +blocked-by-user /);
  const { removed } = await sandbox.json(
    blocklistRemoveDocumentSchema,
    ...["blocklist", "remove", "New.vst3", "One"],
  );
  assert.deepEqual(removed.map(({ location, plugin }) => location ?? plugin), [bundle, "vst3:One"]);
  assert.deepEqual(await sandbox.fails("blocklist", "clear"), [1, "confirmation-needed"]);
  const cleared = await sandbox.json(blocklistClearDocumentSchema, "blocklist", "clear", "--yes");
  assert.equal(cleared.removed, 2);
});

Deno.test("pluginary blocklist and override lists name the plugins, and take the names", async () => {
  await using sandbox = await BlocklistSandbox.make();
  assert.equal((await sandbox.run("blocklist", "add", "amp")).stdout, "Blocked: Amp (vst3:Amp)\n");
  const table = (await sandbox.run("blocklist", "list")).stdout;
  assert.match(table, /^PLUGINS +TARGET .*\nAmp +vst3:Amp /);
  assert.equal(
    (await sandbox.run("blocklist", "rm", "AMP")).stdout,
    "Unblocked: Amp (vst3:Amp); the next scan will load it\n",
  );
  // Two plugins have the name, of which one is blocked.
  const twin = await sandbox.run("blocklist", "add", "Twin");
  assert.equal(twin.code, 1);
  assert.match(twin.stderr, /2 plugins have that name\n {2}Name one of them: "vst3:T2", "vst3:Twin"/);
  await sandbox.run("blocklist", "add", "vst3:T2");
  assert.match((await sandbox.run("blocklist", "remove", "Twin")).stdout, /^Unblocked: Twin \(vst3:T2\)/);
  await sandbox.run("blocklist", "add", "vst3:T2", "vst3:Twin");
  const both = await sandbox.run("blocklist", "remove", "twin");
  assert.equal(both.code, 1);
  assert.match(both.stderr, /"twin" is: 2 have that name\n {2}Name one of them: "vst3:T2", "vst3:Twin"/);

  const set = await sandbox.run("override", "set", "amp", "timeout=2m");
  assert.equal(set.stdout, "Amp (vst3:Amp): timeout=2m\n");
  assert.match((await sandbox.run("override", "ls")).stdout, /^PLUGINS +TARGET .*\nAmp +vst3:Amp /);
  assert.equal((await sandbox.run("override", "rm", "amp")).stdout, "Amp (vst3:Amp): no overrides\n");
});

Deno.test("pluginary blocklist says what is wrong with a target", async () => {
  await using sandbox = await BlocklistSandbox.make();
  await Deno.mkdir(sandbox.folder.join("plugins"));
  assert.deepEqual(await sandbox.fails("blocklist", "add"), [2, "usage"]);
  assert.deepEqual(await sandbox.fails("blocklist", "add", "./nothing.vst3"), [1, "path-not-found"]);
  assert.deepEqual(await sandbox.fails("blocklist", "add", "./plugins"), [1, "not-a-plugin"]);
  assert.deepEqual(await sandbox.fails("blocklist", "add", "Nobody"), [1, "plugin-not-found"]);
  assert.deepEqual(await sandbox.fails("blocklist", "add", "vst3:Nobody"), [1, "plugin-not-found"]);
  assert.deepEqual(await sandbox.fails("blocklist", "add", "Twin"), [1, "plugin-ambiguous"]);
  assert.deepEqual(await sandbox.fails("blocklist", "remove", "Amp"), [1, "not-blocked"]);
});

Deno.test("pluginary override sets, lists and unsets", async () => {
  await using sandbox = await BlocklistSandbox.make();
  const set = await sandbox.json(
    overrideSetDocumentSchema,
    ...["override", "set", "Amp", "timeout=2m", "environment.KEY=1", "skip=yes"],
  );
  assert.deepEqual([set.plugin, set.overrides], ["vst3:Amp", {
    timeoutMs: 120_000,
    environment: { KEY: "1" },
    skip: true,
  }]);
  assert.match((await sandbox.run("list")).stdout, /Amp.*blocked/);
  const { stdout } = await sandbox.run("override", "set", "/plugins/Shell.vst3", "allow=net");
  assert.equal(stdout, "One, Twin, Twin (/plugins/Shell.vst3): allow=net\n");
  const { overrides } = await sandbox.json(overrideListDocumentSchema, "override", "list");
  assert.deepEqual(overrides.map(({ location, plugin, names }) => [location ?? plugin, names]), [
    ["/plugins/Shell.vst3", ["One", "Twin", "Twin"]],
    ["vst3:Amp", ["Amp"]],
  ]);
  const some = await sandbox.json(
    overrideUnsetDocumentSchema,
    "override",
    "unset",
    "Amp",
    "skip",
    "environment.KEY",
  );
  assert.deepEqual(some.overrides, { timeoutMs: 120_000 });
  assert.deepEqual(await sandbox.fails("override", "unset", "Amp", "skip"), [1, "no-override"]);
  await sandbox.json(overrideUnsetDocumentSchema, "override", "unset", "vst3:Amp");
  assert.deepEqual(await sandbox.fails("override", "unset", "Amp"), [1, "no-override"]);
  await sandbox.run("override", "set", "Amp", "skip=yes");
  const byPath = await sandbox.json(overrideUnsetDocumentSchema, "override", "unset", "/plugins/Amp.vst3");
  assert.deepEqual([byPath.plugin, byPath.overrides], ["vst3:Amp", {}]);
  assert.deepEqual(await sandbox.fails("override", "set", "Amp"), [2, "usage"]);
  assert.deepEqual(await sandbox.fails("override", "set", "Amp", "environment.LD_PRELOAD=/x.so"), [
    2,
    "usage",
  ]);
});

Deno.test("pluginary scan gives no worker to what is blocked, and reports it as no failure", async () => {
  await using sandbox = await BlocklistSandbox.make();
  await makeBundle(sandbox.folder, "Empty.vst3");
  await sandbox.run("blocklist", "add", "./Empty.vst3", "--reason", "Never mind");
  const { code, stdout } = await sandbox.run("scan", ".", "--json", "--fail-on", "any");
  const [module] = JSON.parse(stdout).modules;
  assert.deepEqual([code, module.outcome, module.reason], [
    0,
    "blocked",
    { code: "blocked-by-user", message: "Never mind" },
  ]);
  assert.equal(module.worker, undefined);
});

Deno.test("pluginary scan blocks what crashes in three scans in a row, and --retry-blocked tries it", async () => {
  await using sandbox = await BlocklistSandbox.make();
  const location = sandbox.folder.join("crash_in_list.so");
  await Deno.copyFile(projectPath("build/fixtures/ladspa/crash_in_list.so"), location);
  const scan = async (...args: string[]) => {
    const { code, stdout } = await sandbox.run("scan", location, "--json", "--fail-on", "any", ...args);
    const [{ outcome, reason }] = JSON.parse(stdout).modules;
    return [code, outcome, reason.failedScans, reason.code];
  };
  assert.deepEqual(await scan(), [3, "crashed", 1, "crashed"]);
  assert.deepEqual(await scan("--failed"), [3, "crashed", 2, "crashed"]);
  assert.deepEqual(await scan("--failed"), [3, "crashed", 3, "crashed"]);
  assert.deepEqual(await scan("--failed"), [3, "blocked", 3, "blocked-after-failures"]);
  assert.deepEqual(await scan("--force"), [3, "blocked", 3, "blocked-after-failures"]);
  const { entries } = await sandbox.json(blocklistDocumentSchema, "blocklist", "list");
  assert.deepEqual(entries.map((entry) => [entry.location, entry.attempts]), [[location, 3]]);
  assert.match(entries[0]!.message, /^Failed in 3 scans in a row; last failure: crashed: /);
  const link = sandbox.folder.join("link");
  await Deno.symlink(sandbox.folder.path, link);
  for (const folder of [".", link]) {
    const junit = sandbox.folder.join("scan.xml");
    const { code } = await sandbox.run("scan", folder, "--fail-on", "any", "--junit", junit);
    assert.equal(code, 3, folder);
    assert.match(await Deno.readTextFile(junit), /<failure /);
    assert.equal((await sandbox.run("scan", folder, "--fail-on", "empty")).code, 0, folder);
  }
  assert.deepEqual(await scan("--retry-blocked"), [3, "crashed", 4, "crashed"]);
});

Deno.test("pluginary blocklist and override take the file names of modules without known plugins", async () => {
  await using sandbox = await BlocklistSandbox.make();
  const name = "crash_in_list.so";
  const location = sandbox.folder.join(`deep/er/${name}`);
  await Deno.mkdir(sandbox.folder.join("deep/er"), { recursive: true });
  await Deno.copyFile(projectPath(`build/fixtures/ladspa/${name}`), location);
  await sandbox.run("scan", location);
  const { added } = await sandbox.json(blocklistAddDocumentSchema, "blocklist", "add", "Crash_In_List");
  assert.deepEqual(added.map((entry) => entry.location), [location]);
  assert.match((await sandbox.run("blocklist", "list")).stdout, /\ncrash_in_list\.so +\//);
  const set = await sandbox.json(overrideSetDocumentSchema, "override", "set", name, "timeout=2m");
  assert.equal(set.location, location);
  assert.match((await sandbox.run("override", "list")).stdout, /\ncrash_in_list\.so +\//);
  await sandbox.json(overrideUnsetDocumentSchema, "override", "unset", "crash_in_list");
  const { removed } = await sandbox.json(blocklistRemoveDocumentSchema, "blocklist", "remove", name);
  assert.deepEqual(removed.map((entry) => entry.location), [location]);

  const copy = sandbox.folder.join(name);
  await Deno.copyFile(location, copy);
  await sandbox.run("scan", copy);
  await Deno.mkdir(sandbox.folder.join("elsewhere"));
  const there = { cwd: sandbox.folder.join("elsewhere") };
  const twice = await sandbox.folder.run(["blocklist", "add", name], there);
  assert.equal(twice.code, 1);
  assert.match(twice.stderr, /which file "crash_in_list\.so" is: 2 have that name\n {2}Name one of them: "/);
});

Deno.test("pluginary blocklist remove lifts the blocks of a module's plugins by its path", async () => {
  await using sandbox = await BlocklistSandbox.make();
  await sandbox.run("blocklist", "add", "vst3:One", "vst3:Twin", "vst3:Amp");
  const { removed } = await sandbox.json(
    blocklistRemoveDocumentSchema,
    ...["blocklist", "remove", "/plugins/Shell.vst3"],
  );
  assert.deepEqual(removed.map(({ plugin }) => plugin), ["vst3:One", "vst3:Twin"]);
});
