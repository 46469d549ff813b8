import assert from "node:assert/strict";
import * as v from "valibot";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { timeText } from "../../../src/cli/output/time_text.ts";
import { errorDocumentSchema } from "../../../src/model/documents/error_document.ts";
import { type InfoDocument, infoDocumentSchema } from "../../../src/model/documents/info_document.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { copyFolder } from "../../support/copy_folder.ts";
import type { ProgramRun } from "../../support/program.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { sampleParameter, samplePlugin } from "../support/scan_events.ts";

const FIXTURES = new URL("../../../build/fixtures/vst3/", import.meta.url).pathname;
const onLinux = { ignore: Deno.build.os !== "linux" };

/** The program with a catalog of its own. */
class PluginSandbox implements AsyncDisposable {
  readonly folder: Sandbox;

  private constructor(folder: Sandbox) {
    this.folder = folder;
  }

  /** With plugins that no file stands for, each in a module called like it. */
  static async with(plugins: readonly Plugin[] = []): Promise<PluginSandbox> {
    const sandbox = new PluginSandbox(await Sandbox.make());
    using catalog = await sandbox.open();
    const journal = await beginScan(catalog);
    for (const [index, plugin] of plugins.entries()) {
      const { location } = plugin;
      const module = moduleWith(`M${index}`, [plugin], { format: plugin.format, location });
      await commitModule(journal, { ...module, plugins: [plugin] });
    }
    await journal.end({ isComplete: true, interruptedBy: null });
    return sandbox;
  }

  async open(): Promise<Catalog> {
    return await openCatalog(this.folder.catalog);
  }

  async run(...args: string[]): Promise<ProgramRun> {
    return await this.folder.run(args);
  }

  async info(code: number, ...args: string[]): Promise<InfoDocument> {
    const { code: actual, stdout, stderr } = await this.run("info", ...args, "--json");
    assert.equal(actual, code, stderr);
    return v.parse(infoDocumentSchema, JSON.parse(stdout));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.folder[Symbol.asyncDispose]();
  }
}

function named(format: Plugin["format"], nativeId: string, changes: Partial<Plugin>): Plugin {
  return samplePlugin({ id: `${format}:${nativeId}`, format, nativeId, ...changes });
}

Deno.test("pluginary info finds a plugin by everything that people call it", async () => {
  await using sandbox = await PluginSandbox.with([
    named("vst3", "Q3", { name: "Pro-Q 3", vendor: "FabFilter", location: "/v/FabFilter Pro-Q 3.vst3" }),
    named("au", "aufx:FQ3p:FabF", {
      name: "Pro-Q 3 AU",
      vendor: "FabFilter",
      location: "/a/Pro Q.component",
    }),
    named("vst3", "Hall", { name: "Hall", vendor: "Big Room Audio", location: "/v/GRÜNE Hälle.vst3" }),
    named("vst3", "New", { name: "Newer", replaces: ["vst2:1234"], location: "/v/Newer.vst3" }),
  ]);
  const names: [reference: string, id: string][] = [
    ["vst3:Q3", "vst3:Q3"],
    ["vst3/Pro-Q 3", "vst3:Q3"],
    ["vst3/FabFilter Pro-Q 3", "vst3:Q3"],
    ["pro-q 3", "vst3:Q3"],
    ["fabfilter pro-q 3", "vst3:Q3"],
    ["big room audio hall", "vst3:Hall"],
    ["vst3/grüne hälle", "vst3:Hall"],
    ["aufx/Pro Q", "au:aufx:FQ3p:FabF"],
    ["au/pro-q 3 au", "au:aufx:FQ3p:FabF"],
    ["vst2:1234", "vst3:New"],
  ];
  for (const [reference, id] of names) {
    assert.equal((await sandbox.info(0, reference)).plugin.id, id, reference);
  }
  assert.match((await sandbox.run("info", "constructor/x")).stderr, /Cannot find a plugin/);
});

Deno.test("pluginary info lists the plugins that a name can mean", async () => {
  const vendors = ["B", "A"];
  await using sandbox = await PluginSandbox.with(
    vendors.map((vendor) => named("vst3", vendor, { name: "Same", vendor, location: `/v/${vendor}.vst3` })),
  );
  const { code, stdout, stderr } = await sandbox.run("info", "same", "--json");
  assert.equal(code, 1);
  const { error } = v.parse(errorDocumentSchema, JSON.parse(stdout));
  assert.equal(error.code, "plugin-ambiguous");
  assert.deepEqual(error.candidates, [
    { id: "vst3:A", name: "Same", vendor: "A" },
    { id: "vst3:B", name: "Same", vendor: "B" },
  ]);
  assert.match(stderr, /2 plugins have that name\n {2}Name one of them: "A Same", "B Same"\n/);
  assert.equal((await sandbox.info(0, "A Same")).plugin.id, "vst3:A");
});

Deno.test("pluginary info names a plugin in several formats as short as can be", async () => {
  const shared = { name: "Same", vendor: "A" };
  await using sandbox = await PluginSandbox.with([
    named("vst3", "1", { ...shared, location: "/v/1.vst3" }),
    named("clap", "a", { ...shared, location: "/c/1.clap" }),
    named("clap", "b", { ...shared, location: "/c/2.clap" }),
  ]);
  const { stderr } = await sandbox.run("info", "same");
  assert.match(stderr, /3 plugins have that name\n {2}Name one of them: "clap:a", "clap:b", "vst3\/Same"\n/);
});

Deno.test("pluginary info takes words for one name, shows the preferred format, and takes a path", async () => {
  const tube = { name: "ZamTube", vendor: "Zam" };
  await using sandbox = await PluginSandbox.with([
    named("lv2", "tube", { ...tube, location: "/l/ZamTube.lv2" }),
    named("vst3", "tube", { ...tube, location: "/v/ZamTube.vst3" }),
    named("clap", "tube", { ...tube, location: "/c/ZamTube.clap" }),
    named("lv2", "mono", { name: "Calf Mono Compressor", location: "/l/calf.lv2" }),
    named("vst3", "1", { name: "One", location: "/v/Two.vst3" }),
  ]);
  const ids: [reference: string[], id: string][] = [
    [["calf", "mono", "compressor"], "lv2:mono"],
    [["zam", "zamtube"], "vst3:tube"],
    [["ZamTube"], "vst3:tube"],
    [["/v/ZamTube.vst3"], "vst3:tube"],
    [["/l/ZamTube.lv2/"], "lv2:tube"],
    [["/c/ZamTube.clap/Contents/x"], "clap:tube"],
    [["lv2/ZamTube"], "lv2:tube"],
  ];
  for (const [reference, id] of ids) {
    assert.equal((await sandbox.info(0, ...reference)).plugin.id, id, reference.join(" "));
  }
  const { plugin } = await sandbox.info(0, "ZamTube");
  const [reason, confidence] = [{ code: "name-and-vendor", message: "Same name and vendor" }, 0.98];
  assert.deepEqual(plugin.formats, [
    { format: "clap", id: "clap:tube", reason, confidence },
    { format: "lv2", id: "lv2:tube", reason, confidence },
  ]);
  assert.match(
    (await sandbox.run("info", "ZamTube")).stdout,
    /Other formats\n  clap:tube \(same name and vendor\)\n  lv2:tube \(/,
  );
  assert.deepEqual((await sandbox.info(0, "One")).plugin.formats, []);
  assert.match((await sandbox.run("info", "/v/None.vst3")).stderr, /Cannot find a plugin "\/v\/None/);
  assert.match((await sandbox.run("blocklist", "add", "ZamTube")).stderr, /Cannot tell which plugin/);
});

Deno.test("pluginary info proposes plugins whose names are near", async () => {
  await using sandbox = await PluginSandbox.with([
    named("vst3", "1", { name: "Pro-Q 3", vendor: "FabFilter", location: "/v/1.vst3" }),
    named("clap", "1", { name: "Pro-Q 3", vendor: "FabFilter", location: "/c/1.clap" }),
    named("vst3", "2", { name: "ZamVerb", vendor: "Zam", location: "/v/2.vst3" }),
  ]);
  const hints: [reference: string, hint: string][] = [
    ["ZamVreb", 'Did you mean "ZamVerb"?'],
    ["zam", 'Did you mean "ZamVerb"?'],
    ["vst3/ZamVreb", 'Did you mean "ZamVerb"?'],
    ["proq3", 'Did you mean "vst3/Pro-Q 3"?'],
    ["clap/proq3", 'Did you mean "clap/Pro-Q 3"?'],
    ["wholly other", 'Run "pluginary list" to see all plugins, or "pluginary scan" to look for more'],
    ["'; \"* --", 'Run "pluginary list" to see all plugins, or "pluginary scan" to look for more'],
  ];
  for (const [reference, hint] of hints) {
    const { code, stdout } = await sandbox.run("info", reference, "--json");
    assert.equal(code, 1);
    const { error } = v.parse(errorDocumentSchema, JSON.parse(stdout));
    assert.deepEqual([error.code, error.hint], ["plugin-not-found", hint], reference);
    assert.equal(error.candidates?.length, hint.startsWith("Did") ? 1 : undefined);
  }
});

Deno.test("pluginary info shows scans, presets and parameters with their texts", async () => {
  const presets = [{ name: "Warm\u202e", location: "/p/warm", loadKey: "urn:warm" }];
  const parameters = [
    sampleParameter({
      id: "1",
      name: "Gain",
      unit: "dB",
      minimumText: "-inf",
      maximumText: "+6",
      defaultText: "0",
    }),
    sampleParameter({ id: "2", name: "CC", flags: ["midi-controller"] }),
  ];
  await using sandbox = await PluginSandbox.with([
    samplePlugin({ name: "A", presetCount: 1, presets, parameters }),
  ]);
  const page = (await sandbox.run("info", "A")).stdout;
  assert.match(page, /presets +1; use --presets to list them/);
  assert.match(page, RegExp(`Scans\\n +${timeText("2026-01-01T00:00:00.000Z")} +scanned in \\d+ ms\\n`));
  assert.match(page, /ID +PARAMETER.*\n +1 +Gain +-inf +\+6 +0 +dB/);
  assert.doesNotMatch(page, /CC/);
  assert.match(
    (await sandbox.run("info", "A", "--presets")).stdout,
    /Presets\n +Warm<U\+202E> +\(\/p\/warm\)/,
  );
  assert.equal((await sandbox.info(0, "A")).plugin.presets, undefined);
  const { plugin, history } = await sandbox.info(0, "A", "--presets");
  assert.deepEqual(plugin.presets, presets);
  assert.deepEqual(history.map(({ outcome, location }) => [outcome, location]), [[
    "scanned",
    plugin.location,
  ]]);
  const csv = (await sandbox.run("info", "A", "--csv", "--columns", "id,name,maximumText")).stdout;
  assert.deepEqual(csv.split(/\r?\n/).slice(0, 2), ["id,name,maximumText", "1,Gain,'+6"]);
});

Deno.test("pluginary info --load loads a plugin and tells what it says otherwise", onLinux, async () => {
  await using sandbox = await PluginSandbox.with();
  const module = sandbox.folder.join("good.vst3");
  await copyFolder(`${FIXTURES}good.vst3`, module);
  const scanned = JSON.parse((await sandbox.run("scan", module, "--json")).stdout);
  const [{ id, vendor }] = scanned.modules[0].plugins;
  const { load, history } = await sandbox.info(0, id, "--load");
  assert.deepEqual([load!.outcome, load!.location, load!.differences], ["scanned", module, []]);
  assert.equal(history.length, 1);
  {
    using catalog = await sandbox.open();
    await catalog.write((db) => {
      db.prepare("update descriptions set summary = json_set(summary, '$.vendor', 'Old')").run();
    });
  }
  const changed = await sandbox.info(0, id, "--load");
  assert.deepEqual(changed.load!.differences, [{ path: "vendor", stored: "Old", loaded: vendor }]);
  assert.equal(changed.plugin.vendor, "Old");
  const page = await sandbox.run("info", id, "--load");
  assert.match(
    page.stdout,
    /took [\d.]+ m?s, .*\n +differs from the catalog in 1 value:\n +vendor: was "Old", is now "/,
  );
  assert.equal((await sandbox.info(0, id)).history.length, 1, "loading is no scan");
});

Deno.test("pluginary info --load says how a plugin fails, and exits with 1", onLinux, async () => {
  await using sandbox = await PluginSandbox.with();
  const module = sandbox.folder.join("good.vst3");
  await copyFolder(`${FIXTURES}good.vst3`, module);
  const scanned = JSON.parse((await sandbox.run("scan", module, "--json")).stdout);
  const [{ id }] = scanned.modules[0].plugins;
  await Deno.remove(module, { recursive: true });
  await copyFolder(`${FIXTURES}crash_in_describe.vst3`, module);
  const { load } = await sandbox.info(1, id, "--load");
  assert.deepEqual([load!.outcome, load!.reason?.code, load!.differences], ["crashed", "crashed", []]);
  assert.match(
    (await sandbox.run("info", id, "--load")).stdout,
    /Loaded now\n +crashed after [\d.]+ m?s, .*\n +crashed: /,
  );
  await Deno.remove(module, { recursive: true });
  const gone = await sandbox.run("info", id, "--load", "--json");
  assert.deepEqual([gone.code, JSON.parse(gone.stdout).error.code], [1, "path-not-found"]);
});
