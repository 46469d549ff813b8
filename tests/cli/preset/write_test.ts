import { strFromU8, unzipSync } from "fflate/browser";
import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { readAuPreset, writeAuPreset } from "../../../src/file_formats/presets/au_preset.ts";
import { readPresetFile } from "../../../src/file_formats/presets/read_preset_file.ts";
import type { PresetWriteDocument } from "../../../src/model/documents/presets/write_document.ts";
import type { PluginState } from "../../../src/model/presets/plugin_state.ts";
import { clapState, keepPreset } from "../../catalog/support/keep_preset.ts";
import { PRESET_FILES, VST3_STATE } from "../../file_formats/support/preset_files.ts";
import { missingSamples, zamBundle } from "../../support/sample_plugins.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { validateDocument } from "../../support/validate_document.ts";
import { run } from "../support/three_plugins.ts";

/** A home with a file of each kind, and a library. */
async function makeHome(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  for (const [name, { bytes }] of Object.entries(PRESET_FILES)) await sandbox.write(name, bytes);
  using catalog = await openCatalog(sandbox.catalog);
  await catalog.write((db) => {
    keepPreset(db, { state: clapState("1"), name: "Kept" });
    keepPreset(db, { state: clapState("2"), name: "Kept", at: "2026-01-02T00:00:00.000Z" });
  });
  return sandbox;
}

async function written(sandbox: Sandbox, ...args: string[]): Promise<PresetWriteDocument> {
  const answer = JSON.parse(await run(sandbox, "preset", "write", ...args, "--json"));
  await validateDocument(answer);
  return answer;
}

const stateIn = (path: string) => readPresetFile(path).presets[0]?.state;

Deno.test("preset write carries a state through all containers", async () => {
  await using sandbox = await makeHome();
  let from = "Warm.vstpreset";
  for (const to of ["a.adg", "b.RfxChain", "c.dawproject", "d.vstpreset"]) {
    const { path, name, files } = await written(sandbox, from, "--output", to, "--name", "Warm");
    assert.deepEqual([path, name, files.length], [sandbox.join(to), "Warm", 1]);
    assert.deepEqual(stateIn(path), VST3_STATE);
    from = to;
  }
});

Deno.test("preset write says what it has done, and what it had to guess", async () => {
  await using sandbox = await makeHome();
  const text = await run(sandbox, "preset", "write", "Warm.vstpreset", "--output", "a.adg");
  assert.match(
    text,
    /^Wrote "Warm" of ZamTube to .*a\.adg \(.* KB\), with the same state\n {2}ZamTube is not installed/,
  );
  const { from, container, warnings } = await written(
    sandbox,
    "Warm.vstpreset",
    "--to",
    "adg",
    "--output",
    "x",
  );
  assert.deepEqual([from.name, from.container, container], ["Warm", "vstpreset", "adg"]);
  assert.deepEqual(warnings.map(({ code }) => code), ["plugin-not-installed"]);
});

Deno.test("preset write takes one preset of a file with several", async () => {
  await using sandbox = await makeHome();
  const { from } = await written(sandbox, "Chain.RfxChain", "--key", "1", "--output", "a.dawproject");
  assert.equal(from.pluginId, "clap:org.surge-synth-team.surge-xt");
  const { code, stderr } = await sandbox.run(["preset", "write", "Chain.RfxChain", "--output", "a.adg"]);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /which preset of ".*Chain\.RfxChain" is meant: it has 6\n {2}Name one with "--key PRESET"/,
  );
  const none = await sandbox.run(["preset", "write", "Chain.RfxChain", "--key", "9", "--output", "a.adg"]);
  assert.match(none.stderr, /has no preset "9"/);
});

Deno.test("preset write takes a version of the library", async () => {
  await using sandbox = await makeHome();
  for (const [reference, state] of [["Kept", clapState("2")], ["Kept@1", clapState("1")]] as const) {
    const { path, from } = await written(sandbox, reference, "--output", "a.RfxChain", "--force");
    assert.equal(from.container, "library");
    assert.deepEqual(stateIn(path), state);
  }
});

Deno.test("preset write writes an LV2 preset into a folder", async () => {
  await using sandbox = await makeHome();
  using catalog = await openCatalog(sandbox.catalog);
  const state: PluginState = { format: "lv2", ports: { gain: 0.5 }, properties: [] };
  await catalog.write((db) => keepPreset(db, { name: "Soft", pluginId: "lv2:urn:x", state }));
  const { files, path } = await written(sandbox, "Soft", "--to", "lv2", "--output", "Soft.preset.lv2");
  assert.deepEqual(files.map((file) => file.path), [`${path}/manifest.ttl`, `${path}/preset.ttl`]);
  assert.match(await Deno.readTextFile(files[1]!.path), /lv2:symbol "gain" ;\s*pset:value 0\.5/);
});

Deno.test("preset write says of no state that convert carries it over which no worker loads", async () => {
  await using sandbox = await makeHome();
  for (const file of ["harp.fxp", "Bright.aupreset"]) {
    const { stderr } = await sandbox.run(["preset", "write", file, "--to", "lv2", "--output", "a"]);
    assert.match(stderr, /it is the state of (a VST2|an Audio Unit) plugin/);
    assert.doesNotMatch(stderr, /preset convert/);
  }
});

Deno.test("preset write takes from an Audio Unit's id whether it is an instrument", async () => {
  await using sandbox = await makeHome();
  const effect = readAuPreset(PRESET_FILES["Bright.aupreset"]!.bytes);
  const entries = new Map(effect.entries).set("type", 0x61756d75);
  const synth = writeAuPreset({ ...effect, entries }, "Piano");
  await sandbox.write("Piano.aupreset", synth);
  const { path, warnings } = await written(sandbox, "Piano.aupreset", "--output", "a.dawproject");
  assert.doesNotMatch(warnings[0]!.message, /effect/);
  const project = unzipSync(await Deno.readFile(path))["project.xml"]!;
  assert.match(strFromU8(project), /deviceRole="instrument"/);
});

Deno.test("preset write refuses what cannot be written", async () => {
  await using sandbox = await makeHome();
  await sandbox.write("cut.adg", PRESET_FILES["Rack.adg"]!.bytes.slice(0, 90));
  const cases: [args: string[], code: number, message: RegExp][] = [
    [["Warm.vstpreset", "--output", "a.txt"], 2, /Cannot tell the kind of file from "a\.txt"\n.*"--to KIND"/],
    [
      ["Warm.vstpreset", "--to", "lv2", "--output", "a"],
      2,
      /as lv2: it is the state of a VST3 plugin; it can be/,
    ],
    [
      ["harp.fxp", "--to", "adg", "--output", "a"],
      2,
      /it is the state of a VST2 plugin; it can be written as dawproject/,
    ],
    [["Warm.vstpreset", "--to", "wav", "--output", "a"], 2, /wav/],
    [["Warm.vstpreset"], 2, /--output/],
    [["none.adg", "--output", "a.adg"], 1, /Cannot read "none\.adg": there is no such file/],
    [["None", "--output", "a.adg"], 1, /There is no preset "None"/],
    [["cut.adg", "--output", "a.adg"], 1, /Cannot read ".*cut\.adg": it does not match its checksum/],
    [["Kept", "--key", "x", "--output", "a.adg"], 2, /Option "--key" needs a file of presets/],
    [
      ["Warm.vstpreset", "--output", "Rack.adg"],
      1,
      /Cannot write ".*Rack\.adg": there is another file\n.*"--force"/,
    ],
    [["Warm.vstpreset", "--to", "adg", "--output", "-"], 2, /cannot be written to standard output/],
    [["Warm.vstpreset", "--output", "mistyped/a.adg"], 1, /there is no folder ".*mistyped"/],
    [["Warm.vstpreset", "--output", "Chain.RfxChain/a.adg"], 1, /Cannot write ".*a\.adg"/],
  ];
  for (const [args, code, message] of cases) {
    const run = await sandbox.run(["preset", "write", ...args]);
    assert.equal(run.code, code, `${args.join(" ")}: ${run.stderr}`);
    assert.match(run.stderr, message);
    assert.equal(run.stdout, "");
  }
});

const WITHOUT_SAMPLES = missingSamples();

Deno.test(
  `preset write names the plugin as the catalog has it${WITHOUT_SAMPLES}`,
  { ignore: WITHOUT_SAMPLES !== "" },
  async () => {
    await using sandbox = await makeHome();
    await run(sandbox, "scan", zamBundle("ZamTube"));
    const { path, warnings } = await written(sandbox, "Rack.adg", "--key", "0", "--output", "a.RfxChain");
    assert.deepEqual(warnings, []);
    const chain = await Deno.readTextFile(path);
    assert.match(chain, /^<VST "VST3: ZamTube \(Damien Zammit\)" ZamTube\.vst3 0 "" 1976543755\{2046/m);
  },
);
