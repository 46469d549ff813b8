import assert from "node:assert/strict";
import { projectPath } from "../../../scripts/project_path.ts";
import type {
  LibraryDocument,
  PresetChangeDocument,
  PresetDiffDocument,
  PresetLogDocument,
  PresetRestoreDocument,
  PresetVerifyDocument,
} from "../../../src/model/documents/presets/library_documents.ts";
import { statIfThere } from "../../../src/platform/stat_if_there.ts";
import { missingSamples, zamBundle } from "../../support/sample_plugins.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { validateDocument } from "../../support/validate_document.ts";
import { run } from "../support/three_plugins.ts";

const missing = missingSamples();
const ignore = missing !== "";

const FIXTURES = [
  projectPath("build/fixtures/clap/good.clap"),
  projectPath("build/samples/clap/sample_filter.clap"),
  projectPath("build/fixtures/states/hostile.lv2"),
];

/** A home in which these modules have been scanned. */
async function scanned(...modules: string[]): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await run(sandbox, "scan", ...modules);
  return sandbox;
}

async function document<T>(sandbox: Sandbox, ...args: string[]): Promise<T> {
  const answer = JSON.parse(await run(sandbox, ...args, "--json"));
  await validateDocument(answer);
  return answer;
}

Deno.test({
  name: `preset capture keeps the state of a plugin, its versions and the texts of its parameters${missing}`,
  ignore,
  async fn() {
    await using sandbox = await scanned(zamBundle("ZamTube"));
    const capture = ["preset", "capture", "vst3/ZamTube", "--name", "Warm"];
    assert.match(
      await run(sandbox, ...capture, "--tag", "bass", "--author", "Ann"),
      /^Kept "Warm" of ZamTube \(/,
    );
    assert.equal(await run(sandbox, ...capture), '"Warm" has this state already, as version 1\n');
    const changed = await document<PresetChangeDocument>(
      sandbox,
      ...[...capture, "--set", "tube drive=5", "--set", "4=7.5", "--note", "more drive"],
    );
    assert.deepEqual(changed.added, ["version 2"]);
    const { name, pluginName, author, tags, versions } = changed.preset;
    assert.deepEqual([name, pluginName, author, tags, versions], ["Warm", "ZamTube", "Ann", ["bass"], 2]);
    const diff = await document<PresetDiffDocument>(sandbox, "preset", "diff", "Warm");
    assert.equal(diff.texts, "loaded");
    assert.deepEqual(diff.parameters.map(({ id, name, before, after }) => [id, name, before, after]), [
      ["3", "Tube Drive", "0.100000", "5.000000"],
      ["4", "Bass", "5.000000", "7.500000"],
    ]);
    const recorded = await document<PresetDiffDocument>(sandbox, "preset", "diff", "Warm", "--recorded");
    assert.deepEqual([recorded.texts, recorded.parameters], ["recorded", diff.parameters]);
    const verified = await document<PresetVerifyDocument>(sandbox, "preset", "verify", "--load");
    assert.deepEqual([verified.versions, verified.loaded, verified.problems], [2, 2, []]);
  },
});

Deno.test({
  name: `preset restore writes a preset where hosts find it, and the plugin loads it there${missing}`,
  ignore: ignore || Deno.build.os !== "linux",
  async fn() {
    await using sandbox = await scanned(zamBundle("ZamTube"));
    const capture = (...args: string[]) => run(sandbox, "preset", "capture", "vst3/ZamTube", ...args);
    await capture("--name", "A/B: warm?");
    await capture("--name", "A/B: warm?", "--set", "Bass=8");
    const path = sandbox.join(".vst3/presets/Damien Zammit/ZamTube/A_B_ warm_.vstpreset");
    const restored = await document<PresetRestoreDocument>(sandbox, "preset", "restore", "A/B: warm?");
    assert.deepEqual(
      [restored.path, restored.isUnchanged, restored.compared, restored.differences],
      [path, false, 10, []],
    );
    // The same state by way of the file.
    await capture("--preset", path, "--name", "Copy");
    const copied = await document<PresetDiffDocument>(sandbox, "preset", "diff", "A/B: warm?", "Copy");
    assert.deepEqual([copied.isSameState, copied.parameters], [true, []]);
    // Once a search has found the file, by its name.
    await run(sandbox, "presets", "scan");
    await capture("--preset", "a/b: WARM?", "--name", "Found");
    const found = await document<PresetDiffDocument>(sandbox, "preset", "diff", "Copy", "Found");
    assert.deepEqual([found.isSameState, found.parameters], [true, []]);
    // Another version replaces it, even after a change of tags; a file of somebody else stays.
    await run(sandbox, "preset", "tag", "A/B: warm?", "bass");
    assert.match(await run(sandbox, "preset", "restore", "A/B: warm?@1"), /^Wrote version 1 of/);
    assert.match(await run(sandbox, "preset", "restore", "A/B: warm?@1"), / is "A\/B: warm\?" already\n/);
    await Deno.writeTextFile(path, "mine");
    const refused = await sandbox.run(["preset", "restore", "A/B: warm?"]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /there is another file\n.*--force/);
    assert.equal(await Deno.readTextFile(path), "mine");
    await run(sandbox, "preset", "restore", "A/B: warm?", "--force");
    assert.ok((await Deno.stat(path)).size > 100);
  },
});

Deno.test({
  name: `preset capture names what a plugin does not have${missing}`,
  ignore,
  async fn() {
    await using sandbox = await scanned(zamBundle("ZamTube"));
    await sandbox.write("broken.vstpreset", "VST3");
    const refused: [args: string[], code: number, message: RegExp][] = [
      [["--program", "3"], 2, /"ZamTube" has no program 3: it has none/],
      [["--set", "Bas=1"], 2, /"ZamTube" has no parameter "Bas"\n {2}Did you mean "Bass"\?/],
      [["--set", "Bass=loud"], 2, /"ZamTube" does not set "Bass": no value displays "loud"/],
      [["--set", "Bass"], 2, /it is not like "PARAMETER=TEXT"/],
      [["--preset", "Bright"], 2, /"ZamTube" has no preset "Bright"/],
      [["--preset", "broken.vstpreset"], 1, /Cannot read "broken.vstpreset": it has 4 bytes/],
      [["--preset", "x", "--program", "1"], 2, /cannot be combined/],
      [["--name", ""], 2, /The name of a preset cannot be empty/],
    ];
    for (const [args, code, message] of refused) {
      const answer = await sandbox.run(["preset", "capture", "vst3/ZamTube", ...args]);
      assert.match(answer.stderr, message, args.join(" "));
      assert.equal(answer.code, code, args.join(" "));
    }
    assert.equal((await document<LibraryDocument>(sandbox, "preset", "list")).total, 0);
  },
});

Deno.test({
  name: `a plugin that stores no state is kept by the values of its parameters${missing}`,
  ignore,
  async fn() {
    await using sandbox = await scanned("/usr/lib/clap/ZamTube.clap", zamBundle("ZamTube"));
    const capture = ["preset", "capture", "clap/ZamTube", "--name", "Warm"];
    const message = "ZamTube: It stores no state as a CLAP plugin; the values of its parameters are kept";
    assert.equal(
      await run(sandbox, ...capture, "--set", "Bass=7"),
      `Kept "Warm" of ZamTube (no state, 7 parameters)\n  ${message}\n`,
    );
    const changed = await document<PresetChangeDocument>(sandbox, ...capture, "--set", "Bass=2");
    assert.deepEqual([changed.added, changed.warnings?.map(({ code }) => code)], [["version 2"], [
      "no-state",
    ]]);
    assert.deepEqual(
      (await document<PresetChangeDocument>(sandbox, ...capture, "--set", "Bass=2")).added,
      [],
    );
    for (const option of [[], ["--recorded"]]) {
      const diff = await document<PresetDiffDocument>(sandbox, "preset", "diff", "Warm", ...option);
      assert.deepEqual(diff.parameters.map(({ name }) => name), ["Bass"]);
      assert.equal(diff.isSameState, false);
    }
    const verified = await document<PresetVerifyDocument>(sandbox, "preset", "verify", "--load");
    assert.deepEqual([verified.loaded, verified.problems], [2, []]);
    for (const args of [["restore", "Warm", "--force"], ["write", "Warm", "--to", "dawproject"]]) {
      const refused = await sandbox.run(["preset", ...args, "--output", "warm.preset"]);
      assert.match(refused.stderr, /stores no state as a CLAP plugin\n.*"pluginary preset convert"/);
      assert.equal(refused.code, 1);
    }
    assert.equal(statIfThere(sandbox.join("warm.preset")), undefined);
    await run(sandbox, "preset", "convert", "Warm@1", "--to", "vst3/ZamTube", "--name", "Converted");
    await run(sandbox, "preset", "capture", "clap/ZamTube", "--preset", "Warm", "--name", "Again");
    const again = await document<PresetDiffDocument>(sandbox, "preset", "diff", "Warm", "Again");
    assert.equal(again.isSameState, true);
    // Other formats have other ids for the same parameters.
    const formats = await document<PresetDiffDocument>(sandbox, "preset", "diff", "Warm@1", "Converted");
    assert.deepEqual([formats.compared, formats.parameters, formats.isSameState], [7, [], false]);
  },
});

Deno.test({
  name: `preset capture warns of a plugin that does not load its own state${missing}`,
  ignore,
  async fn() {
    await using sandbox = await scanned(zamBundle("ZamAutoSat"));
    assert.match(
      await run(sandbox, "preset", "capture", "vst3/ZamAutoSat"),
      /^Kept "Default" of ZamAutoSat .*\n {2}ZamAutoSat: It does not load its own state again: the plugin refused the state\n$/,
    );
    await run(sandbox, "preset", "capture", "vst3/ZamAutoSat", "--name", "Copy");
    const diff = await sandbox.run(["preset", "diff", "Default", "Copy"]);
    assert.match(diff.stderr, /the plugin refused the state\n.*"--recorded"/);
    await run(sandbox, "preset", "diff", "Default", "Copy", "--recorded");
    const verified = JSON.parse((await sandbox.run(["preset", "verify", "--load", "--json"])).stdout);
    assert.deepEqual(verified.problems.map(({ code }: { code: string }) => code), [
      "not-loaded",
      "not-loaded",
    ]);
  },
});

Deno.test({
  name: "states of CLAP plugins are kept, restored to a file, and refused by a plugin that fails",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using sandbox = await scanned(...FIXTURES);
    await run(sandbox, "preset", "capture", "clap/Sample Filter", "--name", "Open");
    assert.match(
      await run(sandbox, "preset", "restore", "Open", "--output", "open.clap-preset"),
      /^Wrote version 1/,
    );
    const log = await document<PresetLogDocument>(sandbox, "preset", "log", "Open");
    assert.ok(log.versions[0]!.sizeBytes > (await Deno.stat(sandbox.join("open.clap-preset"))).size);
    const noPlace = await sandbox.run(["preset", "restore", "Open"]);
    assert.match(noPlace.stderr, /hosts have no folder for presets of CLAP plugins\n.*--output FILE/);
    const failed = await sandbox.run(["preset", "capture", "clap/Fixture Effect", "--json"]);
    assert.equal(failed.code, 1);
    const { error } = JSON.parse(failed.stdout);
    assert.equal(error.code, "plugin-failed");
    assert.match(error.message, /^Cannot read the state of "Fixture Effect": the plugin refused to process$/);
    const crashed = await sandbox.run([
      "preset",
      "capture",
      "lv2:urn:pluginary:fixture:hostile:crash_in_save",
    ]);
    assert.match(crashed.stderr, /Cannot read the state of "crash_in_save": crashed with SIGSEGV\n/);
    await run(sandbox, "blocklist", "add", "clap/Sample Filter");
    const blocked = await sandbox.run(["preset", "capture", "clap/Sample Filter", "--name", "Again"]);
    assert.match(blocked.stderr, /Cannot load "Sample Filter": it is on the blocklist\n.*blocklist remove/);
    assert.equal((await document<LibraryDocument>(sandbox, "preset", "list")).total, 1);
  },
});

Deno.test({
  name: `a state of an LV2 plugin is restored to a bundle that lv2info reads${missing}`,
  ignore: ignore || Deno.build.os !== "linux",
  async fn() {
    await using sandbox = await scanned("/usr/lib/lv2/ZamTube.lv2");
    await run(sandbox, "preset", "capture", "lv2/ZamTube", "--name", "Boomy", "--set", "Bass=7.5");
    const restored = await document<PresetRestoreDocument>(sandbox, "preset", "restore", "Boomy");
    assert.deepEqual([restored.path, restored.compared, restored.differences], [
      sandbox.join(".lv2/ZamTube_Boomy.preset.lv2"),
      7,
      [],
    ]);
    const { stdout, code } = await new Deno.Command("lv2info", {
      args: ["urn:zamaudio:ZamTube"],
      env: { LV2_PATH: `/usr/lib/lv2:${sandbox.join(".lv2")}` },
    }).output();
    assert.equal(code, 0);
    assert.match(new TextDecoder().decode(stdout), /Presets: *\n(\s+Default\n)?\s+Boomy\n/);
    assert.match(await run(sandbox, "preset", "restore", "Boomy"), /\.preset\.lv2 is "Boomy" already\n/);
    await run(sandbox, "preset", "rename", "Boomy", "Other");
    await run(sandbox, "presets", "scan");
    await run(sandbox, "preset", "capture", "lv2/ZamTube", "--preset", "Boomy", "--name", "Found");
    const found = await document<PresetDiffDocument>(sandbox, "preset", "diff", "Other", "Found");
    assert.deepEqual([found.isSameState, found.parameters], [true, []]);
  },
});

Deno.test({
  name: `states of LADSPA plugins are kept and loaded again${missing}`,
  ignore,
  async fn() {
    await using sandbox = await scanned("/usr/lib/ladspa/ZamTube-ladspa.so");
    await run(sandbox, "preset", "capture", "ladspa/ZamTube", "--name", "Boomy", "--set", "Bass=7.5");
    await run(sandbox, "preset", "capture", "ladspa/ZamTube", "--name", "Plain");
    const diff = await document<PresetDiffDocument>(sandbox, "preset", "diff", "Plain", "Boomy");
    assert.deepEqual(diff.parameters.map(({ name }) => name), ["Bass"]);
    const refused = await sandbox.run(["preset", "restore", "Boomy", "--output", "x"]);
    assert.match(refused.stderr, /Cannot restore "Boomy": LADSPA plugins have no files of presets/);
  },
});
