import assert from "node:assert/strict";
import { listPresets } from "../../../src/catalog/presets/list_presets.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { writeVstPreset } from "../../../src/file_formats/presets/vst_preset.ts";
import type {
  PresetFileReport,
  PresetScanEnd,
} from "../../../src/model/documents/presets/preset_scan_document.ts";
import { PresetScan, type PresetScanOptions } from "../../../src/presets/finding/preset_scan.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const CLASS_ID = "0123456789ABCDEF0123456789ABCDEF";

const PRESET = writeVstPreset(CLASS_ID, new Map([["Comp", new Uint8Array(100)]]));

/** A home with a catalog of its own. */
class Home extends TemporaryFolder {
  static override async make(): Promise<Home> {
    return new Home(await Home.makeFolder());
  }

  /** The name of a preset below the usual folder of VST3. */
  async preset(name: string, bytes: Uint8Array = PRESET): Promise<string> {
    return await this.write(`home/.vst3/presets/${name}`, bytes);
  }

  async scan(
    more: Partial<PresetScanOptions> = {},
  ): Promise<{ files: PresetFileReport[]; end: PresetScanEnd; presets: Record<string, unknown>[] }> {
    using catalog = await openCatalog(this.join("catalog.db"));
    const scan = await PresetScan.prepare({
      catalog,
      paths: [],
      folders: [],
      environment: (name) => ({ HOME: this.join("home"), LV2_PATH: this.join("lv2") })[name],
      ...more,
    });
    const files = await Array.fromAsync(scan.run());
    return { files, end: scan.end, presets: await presetsIn(catalog) };
  }
}

async function presetsIn(catalog: Catalog): Promise<Record<string, unknown>[]> {
  return await catalog.read((db) => {
    const { presets } = listPresets(db, {
      filter: {},
      order: "name",
      isReversed: false,
      offset: 0,
      leavesOutHidden: false,
    });
    return [...presets];
  });
}

/** Deno gives change times in seconds, so a key counts only when two of them have passed. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2100));
}

Deno.test("PresetScan stores the presets of the usual folders, with what path and file say", async () => {
  await using home = await Home.make();
  const path = await home.preset("Acme/Amp/Loud.vstpreset");
  const { files, end, presets } = await home.scan();
  assert.deepEqual(files, [
    { location: path, container: "vstpreset", outcome: "read", change: "added", presets: 1 },
  ]);
  const { added, modified, removed, unchanged, failures } = end.summary;
  assert.deepEqual([end.complete, added, modified, removed, unchanged, failures], [true, 1, 0, 0, 0, 0]);
  assert.deepEqual(
    presets.map(({ name, pluginId, location, isFactory }) => ({ name, pluginId, location, isFactory })),
    [
      { name: "Loud", pluginId: `vst3:${CLASS_ID}`, location: path, isFactory: false },
    ],
  );
});

Deno.test("PresetScan reads only what has changed, finds what is gone, and what has come back", async () => {
  await using home = await Home.make();
  await home.preset("A.vstpreset");
  const b = await home.preset("B.vstpreset");
  const c = await home.preset("C.vstpreset");
  await settle();
  await home.scan();
  const again = await home.scan();
  assert.deepEqual([again.files, again.end.summary.unchanged, again.end.summary.presets], [[], 3, 3]);

  await Deno.remove(c);
  await home.preset("B.vstpreset", writeVstPreset(CLASS_ID, new Map([["Comp", new Uint8Array(7)]])));
  const third = await home.scan();
  assert.deepEqual(third.files.map(({ location, change }) => [location, change]), [[b, "modified"]]);
  assert.deepEqual(third.end.removed, [c]);
  assert.deepEqual(third.presets.map(({ name, isMissing }) => [name, isMissing]), [
    ["A", false],
    ["B", false],
    ["C", true],
  ]);

  await home.preset("C.vstpreset");
  const fourth = await home.scan();
  assert.deepEqual(
    fourth.files.filter(({ change }) => change === "added").map(({ location }) => location),
    [c],
  );
  assert.ok(fourth.presets.every(({ isMissing }) => !isMissing));
});

Deno.test("PresetScan reads a link by its own name, and no foreign .ini in a folder that a person names", async () => {
  await using home = await Home.make();
  const stored = await home.write("store/4f2a", PRESET);
  const sounds = home.join("sounds");
  await home.write("sounds/desktop.ini", "[.ShellClassInfo]\n");
  await home.write("sounds/vst-Broken.ini", "x=1\n");
  await Deno.symlink(stored, home.join("sounds/Warm.vstpreset"));
  const { files, end, presets } = await home.scan({ paths: [sounds] });
  assert.deepEqual(files.map(({ location, outcome }) => [location, outcome]), [
    [stored, "read"],
    [home.join("sounds/vst-Broken.ini"), "failed"],
  ]);
  assert.deepEqual([presets.map(({ name }) => name), end.problems], [["Warm"], []]);
});

Deno.test("PresetScan gives a broken file a reason, which it tells again until the file changes", async () => {
  await using home = await Home.make();
  const path = await home.preset("Cut.vstpreset", PRESET.subarray(0, 60));
  await home.preset("Whole.vstpreset");
  await settle();
  const first = await home.scan();
  const second = await home.scan();
  const failed = (files: PresetFileReport[]) =>
    files.filter(({ outcome }) => outcome === "failed").map(({ location, change, reason }) => [
      location,
      change,
      reason?.code,
    ]);
  assert.deepEqual(failed(first.files), [[path, "added", "truncated"]]);
  assert.deepEqual(failed(second.files), [[path, "unchanged", "truncated"]]);
  assert.equal(second.end.summary.failures, 1);
  const third = await home.scan({ isForced: true });
  assert.deepEqual([third.files.length, third.end.summary.unchanged], [2, 2]);
});

Deno.test("PresetScan keeps what it has read when it is interrupted, and marks nothing as gone", async () => {
  await using home = await Home.make();
  const gone = await home.preset("Gone.vstpreset");
  await home.scan();
  await Deno.remove(gone);
  for (let index = 0; index < 20; index++) await home.preset(`${index}.vstpreset`);
  using catalog = await openCatalog(home.join("catalog.db"));
  const interrupt = new AbortController();
  const scan = await PresetScan.prepare({
    catalog,
    paths: [],
    folders: [],
    environment: (name) => ({ HOME: home.join("home"), LV2_PATH: home.join("lv2") })[name],
    interrupt: interrupt.signal,
  });
  let read = 0;
  for await (const _ of scan.run()) if (++read === 5) interrupt.abort("SIGINT");
  assert.deepEqual([read, scan.end.complete, scan.end.interruptedBy, scan.end.removed], [
    5,
    false,
    "SIGINT",
    [],
  ]);
  const presets = await presetsIn(catalog);
  assert.equal(presets.length, 6);
  assert.ok(presets.every(({ isMissing }) => !isMissing));
});

Deno.test("PresetScan of a path leaves all else as it is", async () => {
  await using home = await Home.make();
  const usual = await home.preset("Usual.vstpreset");
  await home.scan();
  await Deno.remove(usual);
  const mine = await home.write("mine/Mine.vstpreset", PRESET);
  const { end, presets } = await home.scan({ paths: [home.join("mine")] });
  assert.deepEqual([end.summary.added, end.removed], [1, []]);
  assert.deepEqual(presets.map(({ name, isMissing }) => [name, isMissing]), [["Mine", false], [
    "Usual",
    false,
  ]]);
  await Deno.remove(mine);
  await home.write("mine/other.txt", "");
  assert.deepEqual((await home.scan({ paths: [home.join("mine")] })).end.removed, [mine]);
});

Deno.test("PresetScan believes no empty folder of the settings: its drive may not be mounted", async () => {
  await using home = await Home.make();
  const mine = await home.write("mine/Mine.vstpreset", PRESET);
  const folders = [home.join("mine")];
  await home.scan({ folders });
  await Deno.remove(mine);
  const { end, presets } = await home.scan({ folders });
  assert.deepEqual(end.problems.map(({ code }) => code), ["lost-root"]);
  assert.deepEqual(presets.map(({ isMissing }) => isMissing), [false]);
  await Deno.remove(home.join("mine"));
  const { problems } = (await home.scan({ folders })).end;
  assert.deepEqual(problems.map(({ code }) => code), ["not-found"]);
});

Deno.test("PresetScan says that a named file is no preset by its name", async () => {
  await using home = await Home.make();
  const path = await home.write("notes.txt", "");
  const { files, end } = await home.scan({ paths: [path] });
  assert.deepEqual([files, end.problems.map(({ code }) => code)], [[], ["not-a-preset"]]);
});

Deno.test("PresetScan takes files from two gigabytes of nothing to names with control characters", async () => {
  await using home = await Home.make();
  const sparse = await home.preset("Huge.vstpreset");
  await Deno.truncate(sparse, 2 * 1024 ** 3);
  await home.preset("Line\nfeed\x1b[31m.vstpreset");
  await new Deno.Command("mkfifo", { args: [home.join("home/.vst3/presets/pipe.vstpreset")] }).output();
  await Deno.symlink(home.join("home/.vst3/presets"), home.join("home/.vst3/presets/circle"));
  const { files } = await home.scan();
  assert.deepEqual(files.map(({ location, outcome }) => [location.slice(-14), outcome]).sort(), [
    ["Huge.vstpreset", "read"],
    ["d\x1b[31m.vstpreset".slice(-14), "read"],
  ]);
});
