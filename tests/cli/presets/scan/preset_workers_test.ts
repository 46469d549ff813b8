import assert from "node:assert/strict";
import { projectPath } from "../../../../scripts/project_path.ts";
import { listPresets } from "../../../../src/catalog/presets/list_presets.ts";
import { openForReading } from "../../../../src/catalog/open_catalog.ts";
import type {
  PresetDocument,
  PresetEntry,
} from "../../../../src/model/documents/presets/preset_documents.ts";
import type { PresetScanDocument } from "../../../../src/model/documents/presets/preset_scan_document.ts";
import type { ScanDocument } from "../../../../src/model/documents/scan_document.ts";
import { copyFolder } from "../../../support/copy_folder.ts";
import { Sandbox } from "../../../support/sandbox.ts";

const FIXTURES = projectPath("build/fixtures/states");

/** The public id of the fixture's plugin. */
const PLUGIN = "clap:org.pluginary.fixture.presets";

/** A home with a CLAP plugin that reads presets from the folder beside it. */
async function homeWithClap(): Promise<Sandbox> {
  const home = await Sandbox.make({ LV2_PATH: "", PLUGINARY_SCAN_EXCLUDE: "/usr/**" });
  await Deno.mkdir(home.join(".clap/presets"), { recursive: true });
  await Deno.copyFile(`${FIXTURES}/presets.clap`, home.join(".clap/presets.clap"));
  return home;
}

async function scan(home: Sandbox): Promise<NonNullable<ScanDocument["presets"]>> {
  const { stdout, stderr, code } = await home.run(["scan", "--json"]);
  assert.equal(code, 0, stderr);
  return (JSON.parse(stdout) as ScanDocument).presets!;
}

async function scanPresets(home: Sandbox, ...args: string[]): Promise<PresetScanDocument> {
  const { stdout, stderr, code } = await home.run(["presets", "scan", "--json", ...args]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

async function presetsOf(home: Sandbox): Promise<PresetEntry[]> {
  using catalog = await openForReading(home.catalog);
  const options = {
    filter: {},
    order: "name",
    isReversed: false,
    offset: 0,
    leavesOutHidden: false,
  } as const;
  return await catalog.read((db) => [...listPresets(db, options).presets]);
}

Deno.test("a CLAP plugin reads the presets in its folder and inside it", async () => {
  await using home = await homeWithClap();
  const path = await home.write(
    ".clap/presets/two.fixture-preset",
    `preset Deep|deep\nplugin clap ${PLUGIN.slice(5)}\nauthor Ada\nfeature bass\n` +
      "preset Wide|wide\nplugin vst3 01234567-89ab-cdef-0123-456789abcdef\n",
  );
  await home.write(".clap/presets/readme.txt", "preset Not|one\n");
  const { presets, files, failures } = await scan(home);
  assert.deepEqual([presets, files, failures], [4, 2, 0]);
  const shown = (await presetsOf(home)).map(({ name, pluginId, location, author, tags, isFactory }) =>
    [name, pluginId, location, author, tags.join(), isFactory] as const
  );
  const module = home.join(".clap/presets.clap");
  assert.deepEqual(shown, [
    ["Deep", PLUGIN, path, "Ada", "bass", true],
    ["Loud", PLUGIN, module, "", "", true],
    ["Soft", PLUGIN, module, "", "", true],
    ["Wide", "vst3:0123456789ABCDEF0123456789ABCDEF", path, "", "", true],
  ]);
});

Deno.test("a file that crashes its plugin gets that reason, and all others are read", async () => {
  await using home = await homeWithClap();
  for (let index = 0; index < 20; index++) {
    const text = index === 7 ? "crash\n" : index === 13 ? "error it is broken\n" : `preset ${index}|key\n`;
    await home.write(`.clap/presets/${index}.fixture-preset`, text);
  }
  assert.deepEqual((await scan(home)).failures, 2);
  const { files, summary } = await scanPresets(home);
  const failed = files.filter(({ outcome }) => outcome === "failed")
    .map(({ location, reason }) => [location.replace(/.*\//, ""), reason?.code]);
  assert.deepEqual(failed, [["13.fixture-preset", "invalid"], ["7.fixture-preset", "crashed"]]);
  assert.deepEqual([summary.files, summary.presets], [21, 20]);
});

Deno.test("a plugin is not started where none of its presets has changed", async () => {
  await using home = await homeWithClap();
  await home.write(".clap/presets/a.fixture-preset", "preset A|a\n");
  await new Promise((resolve) => setTimeout(resolve, 2100));
  await scan(home);
  // A worker could not be started any more.
  const { stdout, code } = await home.run(["presets", "scan", "--json"], {
    env: { PLUGINARY_SHIM: "/none.so" },
  });
  assert.equal(code, 0);
  const { summary } = JSON.parse(stdout) as PresetScanDocument;
  assert.deepEqual([summary.unchanged, summary.presets], [2, 3]);
  await home.write(".clap/presets/b.fixture-preset", "preset B|b\n");
  const { files } = await scanPresets(home);
  assert.deepEqual(files.map(({ location, change }) => [location, change]), [
    [home.join(".clap/presets/b.fixture-preset"), "added"],
  ]);
});

Deno.test("a folder that a plugin may not open is not searched, and a problem says so", async () => {
  await using home = await homeWithClap();
  const module = home.join(".secret/presets.clap");
  await Deno.mkdir(home.join(".secret"));
  await Deno.rename(home.join(".clap/presets.clap"), module);
  await home.write(".secret/presets/a.fixture-preset", "preset A|a\n");
  assert.equal((await home.run(["scan", home.join(".secret")])).code, 0);
  const { problems, summary } = await scanPresets(home);
  assert.deepEqual(problems, [{
    location: home.join(".secret/presets"),
    code: "not-searched",
    message: `"presets.clap" keeps presets in "${home.join(".secret/presets")}", which is not searched: ` +
      '".secret" is a hidden folder',
  }]);
  assert.equal(summary.presets, 2);
});

Deno.test("the presets inside a plugin are missing when it is, and come back with it", async () => {
  await using home = await homeWithClap();
  await scan(home);
  await home.write(".clap/other/readme.txt", "");
  await Deno.rename(home.join(".clap/presets.clap"), home.join("away"));
  // The folder has no plugin left, so a scan has to be told that it was uninstalled.
  assert.equal((await home.run(["scan", home.join(".clap"), "--prune"])).code, 0);
  assert.equal((await scan(home)).removed, 1);
  assert.ok((await presetsOf(home)).every(({ isMissing }) => isMissing));
  await Deno.rename(home.join("away"), home.join(".clap/presets.clap"));
  await scan(home);
  assert.deepEqual((await presetsOf(home)).map(({ isMissing }) => isMissing), [false, false]);
});

Deno.test("a plugin that is blocked is not started for its presets", async () => {
  await using home = await homeWithClap();
  await scan(home);
  assert.equal((await home.run(["blocklist", "add", "clap/Fixture Presets"])).code, 0);
  await home.write(".clap/presets/a.fixture-preset", "preset A|a\n");
  const { files, summary, removed } = await scanPresets(home, "--force");
  assert.deepEqual([files, summary.files, removed], [[], 0, []]);
  assert.equal((await presetsOf(home)).length, 2);
});

Deno.test("presets of a CLAP plugin that is uninstalled are missing, and back with it", async () => {
  await using home = await homeWithClap();
  const module = home.join(".clap/presets.clap");
  const file = await home.write(".clap/presets/a.fixture-preset", "preset A|a\n");
  await Deno.copyFile(projectPath("build/fixtures/clap/good.clap"), home.join(".clap/good.clap"));
  await scan(home);
  await Deno.rename(module, `${module}-away`);
  assert.equal((await scan(home)).removed, 1);
  const missing = async () =>
    (await presetsOf(home)).flatMap(({ name, isMissing }) => isMissing ? [name] : []);
  assert.deepEqual(await missing(), ["Loud", "Soft"]);
  // Nobody searches its folder any more.
  await Deno.remove(file);
  assert.deepEqual((await scanPresets(home)).removed, [file]);
  assert.deepEqual(await missing(), ["A", "Loud", "Soft"]);
  await Deno.rename(`${module}-away`, module);
  await scan(home);
  assert.deepEqual(await missing(), ["A"]);
});

Deno.test("presets inside a blocked plugin stay when its folder is searched", async () => {
  await using home = await homeWithClap();
  await scan(home);
  assert.equal((await home.run(["blocklist", "add", "clap/Fixture Presets"])).code, 0);
  assert.deepEqual((await scanPresets(home, home.join(".clap"))).removed, []);
});

Deno.test("another version of a plugin reads its files again, once", async () => {
  await using home = await homeWithClap();
  await home.write(".clap/presets/a.fixture-preset", "preset A|a\n");
  await new Promise((resolve) => setTimeout(resolve, 2100));
  const readAt = async () => {
    await scan(home);
    const { stdout } = await home.run(["presets", "info", "A", "--json"]);
    return (JSON.parse(stdout) as PresetDocument).preset.file?.readAt;
  };
  const first = await readAt();
  assert.equal(await readAt(), first);
  await Deno.writeFile(home.join(".clap/presets.clap"), new Uint8Array(1), { append: true });
  const second = await readAt();
  assert.notEqual(second, first);
  assert.equal(await readAt(), second);
});

Deno.test("a file is read again that was not read for faults of others", async () => {
  await using home = await homeWithClap();
  for (let index = 0; index < 12; index++) {
    await home.write(`.clap/presets/${index}.fixture-preset`, index < 4 ? "preset A|a\n" : "crash\n");
  }
  await new Promise((resolve) => setTimeout(resolve, 2100));
  await scan(home);
  const { summary } = await scanPresets(home);
  assert.deepEqual([summary.files, summary.failures], [13, 8]);
});

Deno.test("after many crashes the rest of a plugin's files is given up, each with a reason", async () => {
  await using home = await homeWithClap();
  await scan(home);
  for (let index = 0; index < 12; index++) {
    await home.write(`.clap/presets/${index}.fixture-preset`, "crash\n");
  }
  const { files, summary } = await scanPresets(home);
  assert.deepEqual([summary.failures, summary.added], [12, 12]);
  const messages = files.flatMap(({ reason }) =>
    reason === undefined ? [] : [`${reason.code}: ${reason.message}`]
  );
  assert.deepEqual(
    Object.fromEntries([...Map.groupBy(messages, (text) => text)].map(([text, all]) => [text, all.length])),
    {
      "crashed: Crashed with SIGSEGV": 8,
      "crashed: Was not read: files before it have stopped the plugin 8 times": 4,
    },
  );
});

Deno.test("a hanging plugin does not keep Ctrl-C waiting", async () => {
  await using home = await homeWithClap();
  await scan(home);
  await home.write(".clap/presets/hang.fixture-preset", "hang\n");
  const child = home.start(["presets", "scan", "--progress", "plain"]);
  await child.stdin.close();
  await child.stdout.cancel();
  const begun = performance.now();
  for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
    if (text.includes("presets.clap")) setTimeout(() => child.kill("SIGINT"), 700);
  }
  assert.equal((await child.status).code, 130);
  assert.ok(performance.now() - begun < 15_000);
  assert.ok((await presetsOf(home)).every(({ location }) => !location.endsWith("hang.fixture-preset")));
});

Deno.test("LV2 presets in bundles of their own are found alone, for several plugins, and when they change", async () => {
  await using home = await Sandbox.make({ LV2_PATH: undefined, PLUGINARY_SCAN_EXCLUDE: "/usr/**" });
  const bundle = home.join(".lv2/Mine.preset.lv2");
  await Deno.mkdir(home.join(".lv2"));
  await copyFolder(`${FIXTURES}/presets.lv2`, bundle);
  await home.write(
    ".lv2/Broken.preset.lv2/manifest.ttl",
    "@prefix pset: <http://lv2plug.in/ns/ext/presets#> .\n<a> a pset:Preset ;",
  );
  const { files, summary } = await scanPresets(home);
  assert.deepEqual(
    files.map((
      { location, outcome, presets },
    ) => [location.replace(`${home.path}/.lv2/`, ""), outcome, presets]),
    [["Broken.preset.lv2", "failed", 0], ["Mine.preset.lv2", "read", 3]],
  );
  assert.deepEqual([summary.presets, summary.failures], [3, 1]);
  const named = (await presetsOf(home)).map(({ name, pluginId, author }) => `${name}: ${pluginId} ${author}`);
  assert.deepEqual(named.sort(), [
    "Loud: lv2:urn:pluginary:fixture:state Grace",
    "Other: lv2:urn:pluginary:fixture:also-not Brook, Ada",
    "Other: lv2:urn:pluginary:fixture:not-installed Brook, Ada",
  ]);
  const label = await Deno.readTextFile(`${bundle}/loud.ttl`);
  await new Promise((resolve) => setTimeout(resolve, 2100));
  await scanPresets(home);
  await Deno.writeTextFile(`${bundle}/loud.ttl`, label.replace('"Loud"', '"Louder"'));
  const again = await scanPresets(home, bundle);
  assert.deepEqual(again.files.map(({ change }) => change), ["modified"]);
  assert.ok((await presetsOf(home)).some(({ name }) => name === "Louder"));
});
