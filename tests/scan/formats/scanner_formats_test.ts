import assert from "node:assert/strict";
import * as v from "valibot";
import { type ScannedModule, scannedModuleSchema } from "../../../src/model/module.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import type { ScanEvent } from "../../../src/model/documents/scan_document.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { scan, type ScanOptions } from "../../../src/scan/scanner.ts";
import { makeBundle } from "../../support/bundles.ts";
import { elfLibrary } from "../../support/elf_library.ts";
import { fakeWorker } from "../../support/fake_workers.ts";
import { SHORT_LIMITS } from "../../support/short_limits.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** The libraries of these tests are those of Linux. */
const onlyOnLinux = { ignore: Deno.build.os !== "linux" };

const MANIFEST = `@prefix lv2: <http://lv2plug.in/ns/lv2core#> . <a:b> a lv2:Plugin .`;
const CLASS_ID = "84E8DE5F92554F5396FAE4133C935A18";

function options(folder: TemporaryFolder, behaviour: string, more: Partial<ScanOptions> = {}): ScanOptions {
  return {
    version: "0.0.0",
    paths: [folder.path],
    jobs: 1,
    journal: NO_JOURNAL,
    environment: (name) => name === "LV2_PATH" ? folder.join("elsewhere") : undefined,
    worker: fakeWorker(behaviour),
    limits: SHORT_LIMITS,
    ...more,
  };
}

async function scanAll(scanOptions: ScanOptions): Promise<{ events: ScanEvent[]; modules: ScannedModule[] }> {
  const events = await Array.fromAsync(scan(scanOptions));
  const modules = events.flatMap((event) => event.event === "module" ? [event.module] : []);
  for (const module of modules) v.parse(scannedModuleSchema, module);
  return { events, modules };
}

/** What the workers of a scan were started for, by the name of the module that they scanned. */
async function starts(scanOptions: ScanOptions): Promise<Record<string, unknown>> {
  const { modules } = await scanAll(scanOptions);
  return Object.fromEntries(modules.map(({ location, plugins }) => [
    location.slice(location.lastIndexOf("/") + 1),
    JSON.parse(plugins[0]!.name),
  ]));
}

Deno.test(
  "scan() starts workers that have one format, and tells those for LV2 of all bundles",
  onlyOnLinux,
  async () => {
    await using folder = await TemporaryFolder.make();
    await makeBundle(folder, "a.vst3");
    await folder.write("b.so", elfLibrary({ symbols: ["ladspa_descriptor"] }));
    await folder.write("c.clap", elfLibrary({ symbols: ["clap_entry"] }));
    await folder.write("d.lv2/manifest.ttl", MANIFEST);
    await folder.write("data.lv2/manifest.ttl", "<a:x> a <a:y> .");
    const other = await TemporaryFolder.make();
    await other.write("presets.lv2/manifest.ttl", "<a:x> a <a:y> .");
    await using _ = other;
    const environment = (name: string) => name === "LV2_PATH" ? other.path : undefined;
    const lv2Bundles = [folder.join("d.lv2"), folder.join("data.lv2"), other.join("presets.lv2")];
    assert.deepEqual(await starts(options(folder, "echo-start", { environment })), {
      "a.vst3": { formats: ["vst3"], lv2Bundles: [] },
      "b.so": { formats: ["ladspa"], lv2Bundles: [] },
      "c.clap": { formats: ["clap"], lv2Bundles: [] },
      "d.lv2": { formats: ["lv2"], lv2Bundles },
    });
  },
);

Deno.test("scan() reads all bundles of LV2 in one worker, however many workers there may be", async () => {
  await using folder = await TemporaryFolder.make();
  for (let i = 0; i < 80; i++) await folder.write(`${i}.lv2/manifest.ttl`, MANIFEST);
  const { modules } = await scanAll(options(folder, "good", { jobs: 4 }));
  assert.equal(modules.length, 80);
  assert.equal(new Set(modules.map(({ worker }) => worker)).size, 1);
});

Deno.test("scan() leaves out a bundle of LV2 without plugins, unless a person names it", async () => {
  await using folder = await TemporaryFolder.make();
  const bundle = await folder.write("a.lv2/manifest.ttl", MANIFEST);
  const { events, modules } = await scanAll(options(folder, "empty"));
  assert.deepEqual(modules, []);
  const last = events.at(-1);
  assert.ok(last?.event === "finished" && last.complete);
  const paths = [bundle.slice(0, bundle.lastIndexOf("/"))];
  assert.deepEqual((await scanAll(options(folder, "empty", { paths }))).modules[0]?.plugins, []);
});

Deno.test("scan() lists VST2 plugins and loads none", onlyOnLinux, async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a.so", elfLibrary({ symbols: ["VSTPluginMain"] }));
  const { modules } = await scanAll(options(folder, "dies-at-start"));
  assert.deepEqual(modules.map(({ format, outcome, reason }) => [format, outcome, reason?.code]), [
    ["vst2", "unsupported", "vst2"],
  ]);
});

Deno.test("scan() searches for the formats that it is asked for, and says so", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "a.vst3");
  await folder.write("d.lv2/manifest.ttl", MANIFEST);
  const { events, modules } = await scanAll(options(folder, "good", { formats: ["lv2"] }));
  assert.deepEqual(modules.map(({ format }) => format), ["lv2"]);
  assert.ok(events[0]?.event === "started");
  assert.deepEqual(events[0].formats, ["lv2"]);
});

Deno.test("scan() searches folders beside the paths, and leaves alone what is excluded", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "one/a.vst3");
  await makeBundle(folder, "two/b.vst3");
  await makeBundle(folder, "two/demo.vst3");
  await makeBundle(folder, "three/c.vst3");
  const list = await folder.write("ignore", "demo*\n");
  const scanOptions = options(folder, "good", {
    paths: [folder.join("one")],
    folders: [folder.join("two"), folder.join("three")],
    exclude: ["three/*"],
    ignoreLists: [list],
  });
  const { events, modules } = await scanAll(scanOptions);
  assert.deepEqual(modules.map(({ location }) => location), [
    folder.join("one/a.vst3"),
    folder.join("two/b.vst3"),
  ]);
  assert.ok(events[0]?.event === "started");
  assert.deepEqual(events[0].paths, ["one", "two", "three"].map((name) => folder.join(name)));
});

Deno.test("scan() fails for a folder that does not exist", async () => {
  await using folder = await TemporaryFolder.make();
  await assert.rejects(
    scanAll(options(folder, "good", { folders: [folder.join("nothing-here")] })),
    (error) => error instanceof PluginaryError && error.code === "path-not-found",
  );
});

/** A bundle whose file names one plugin. */
async function declaringBundle(folder: TemporaryFolder, nativeId: string): Promise<void> {
  await makeBundle(folder, "a.vst3");
  const classes = [{ CID: nativeId, Category: "Audio Module Class", Name: "Declared" }];
  const info = JSON.stringify({
    Classes: classes.map((item) => ({ ...item, Snapshots: [{ Path: "Resources/Snapshots/big.png" }] })),
    Compatibility: [{ New: nativeId, Old: ["565354000000010000000000000000AB"] }],
  });
  await folder.write("a.vst3/Contents/Resources/moduleinfo.json", info);
}

Deno.test("scan() knows the plugins that a crashing module declares in its file", async () => {
  await using folder = await TemporaryFolder.make();
  await declaringBundle(folder, CLASS_ID);
  const { modules } = await scanAll(options(folder, "crash"));
  assert.equal(modules[0]?.outcome, "crashed");
  assert.deepEqual(
    modules[0]?.failures.map(({ id, name, outcome, reason }) => [id, name, outcome, reason.code]),
    [
      [`vst3:${CLASS_ID}`, "Declared", "crashed", "crashed"],
    ],
  );
});

Deno.test("scan() keeps what a module declares of a plugin, and lets its library have the last word", async () => {
  await using folder = await TemporaryFolder.make();
  // The id of the fake worker's plugin.
  const nativeId = "ABCD".padEnd(32, "0");
  await declaringBundle(folder, nativeId);
  const big = await folder.write("a.vst3/Contents/Resources/Snapshots/big.png", "");
  const own = await folder.write(`a.vst3/Contents/Resources/Snapshots/${nativeId}_snapshot.png`, "");
  await folder.write("a.vst3/Contents/Resources/Snapshots/other_snapshot.png", "");
  const { modules } = await scanAll(options(folder, "class-id"));
  const plugin = modules[0]?.plugins[0];
  assert.equal(plugin?.name, "Fake");
  assert.deepEqual(plugin?.replaces, ["vst2:1"]);
  assert.deepEqual(plugin?.snapshots, [own, big].sort());
});

Deno.test("scan() warns of a moduleinfo.json that it cannot read, and scans the module", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "a.vst3");
  await folder.write("a.vst3/Contents/moduleinfo.json", "I am a text");
  const { modules } = await scanAll(options(folder, "good"));
  assert.equal(modules[0]?.outcome, "scanned");
  assert.deepEqual(modules[0]?.warnings.map(({ code }) => code), ["invalid-moduleinfo"]);
});

Deno.test("scan() keeps the first of two plugins with one id, and warns", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "a.vst3");
  const { modules } = await scanAll(options(folder, "twice"));
  assert.equal(modules[0]?.plugins.length, 1);
  assert.deepEqual(modules[0]?.warnings, [{
    code: "duplicate-id",
    message: '"Twin" is hidden: "Fake" has the same id "vst3:ABCD"',
  }]);
});
