import assert from "node:assert/strict";
import type { PresetConversionDocument } from "../../../src/model/documents/presets/conversion_document.ts";
import type { PresetsDocument } from "../../../src/model/documents/presets/preset_documents.ts";
import { readPresetFile } from "../../../src/file_formats/presets/read_preset_file.ts";
import { projectPath } from "../../../scripts/project_path.ts";
import { missingSamples } from "../../support/sample_plugins.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { validateDocument } from "../../support/validate_document.ts";
import { run } from "../support/three_plugins.ts";

const missing = missingSamples();
const onSamples = { ignore: missing !== "" || Deno.build.os !== "linux" };

/** ZamTube in all formats, and another plugin. */
const MODULES = [
  "/usr/lib/vst3/ZamTube.vst3",
  "/usr/lib/lv2/ZamTube.lv2",
  "/usr/lib/clap/ZamTube.clap",
  "/usr/lib/ladspa/ZamTube-ladspa.so",
  "/usr/lib/ladspa/am_pitchshift_1433.so",
];

/** A home with these plugins and one preset of the VST3 plugin. */
async function withPreset(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await run(sandbox, "scan", ...MODULES);
  const values = ["--set", "Bass=7.25", "--set", "Tone Stack Model=Mesa Boogie Mark"];
  await run(sandbox, "preset", "capture", "vst3/ZamTube", "--name", "Warm", ...values);
  return sandbox;
}

async function convert(sandbox: Sandbox, ...args: string[]): Promise<PresetConversionDocument> {
  const answer = JSON.parse(await run(sandbox, "preset", "convert", ...args, "--json"));
  await validateDocument(answer);
  return answer;
}

Deno.test(`preset convert keeps a preset in another format, and back${missing}`, onSamples, async () => {
  await using sandbox = await withPreset();
  let name = "Warm";
  for (const format of ["lv2", "ladspa", "vst3"]) {
    const document = await convert(sandbox, name, "--to", `${format}/ZamTube`);
    assert.equal(document.kind, "format");
    assert.equal(document.lossless, false);
    assert.deepEqual(document.parameters.filter(({ score }) => score < 1), []);
    assert.deepEqual(document.lost, []);
    assert.deepEqual([document.to.container, document.to.location], ["library", document.to.name]);
    name = document.to.name;
  }
  assert.equal(name, "Warm (VST3)");
  const diff = JSON.parse(await run(sandbox, "preset", "diff", "Warm", name, "--json"));
  assert.deepEqual(diff.parameters, []);
});

Deno.test(`preset convert repacks a state for other hosts without loss${missing}`, onSamples, async () => {
  await using sandbox = await withPreset();
  const [chain, preset] = [sandbox.join("warm.RfxChain"), sandbox.join("warm.vstpreset")];
  const packed = await convert(sandbox, "Warm", "--to", "rfxchain", "--output", chain);
  assert.deepEqual([packed.kind, packed.lossless, packed.to.location], ["container", true, chain]);
  const unpacked = await convert(sandbox, chain, "--to", "vstpreset", "--output", preset);
  assert.deepEqual([unpacked.lossless, unpacked.from.container], [true, "rfxchain"]);
  const states = [chain, preset].map((file) => readPresetFile(file).presets[0]!.state);
  assert.ok(states[0] !== undefined);
  assert.deepEqual(states[0], states[1]);
});

Deno.test(
  `preset convert says what it loses, and claims no likeness of other plugins${missing}`,
  onSamples,
  async () => {
    await using sandbox = await withPreset();
    const clap = ["Warm", "--to", "clap/ZamTube"];
    const report = await convert(sandbox, ...clap, "--dry-run");
    assert.deepEqual(report.lost.map(({ kind }) => kind), ["storage"]);
    assert.equal(report.to.location, undefined);
    const refused = await sandbox.run(["preset", "convert", ...clap]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /"ZamTube" stores no state as a CLAP plugin/);
    const other = await run(
      sandbox,
      "preset",
      "convert",
      "Warm",
      "--to",
      "ladspa:1433:amPitchshift",
      "--dry-run",
    );
    assert.match(other, /No parameter has a counterpart in AM pitchshifter/);
    assert.match(other, /Another plugin sounds different/);
    assert.match(other, /Bass: Has no counterpart; it displays "7\.250000"/);
  },
);

Deno.test(`preset convert replaces no other file unless it is forced${missing}`, onSamples, async () => {
  await using sandbox = await withPreset();
  const file = sandbox.join("warm.vstpreset");
  await Deno.writeTextFile(file, "mine");
  const args = ["preset", "convert", "Warm", "--to", "vstpreset", "--output", file];
  assert.match((await sandbox.run(args)).stderr, /there is another file/);
  assert.equal(await Deno.readTextFile(file), "mine");
  await run(sandbox, ...args, "--force");
  assert.equal(readPresetFile(file).container, "vstpreset");
});

Deno.test(`preset convert refuses files that cannot hold the state${missing}`, onSamples, async () => {
  await using sandbox = await withPreset();
  const wrong = ["preset", "convert", "Warm", "--to", "lv2/ZamTube", "--output", sandbox.join("x.vstpreset")];
  assert.match((await sandbox.run(wrong)).stderr, /a file of the kind "vstpreset" holds no LV2 state/);
  const none = ["preset", "convert", "Warm", "--to", "ladspa/ZamTube", "--output", sandbox.join("x")];
  assert.match((await sandbox.run(none)).stderr, /no files for presets of LADSPA plugins/);
  for (const report of [[...wrong, "--dry-run"], ["preset", "convert", "Warm", "--to", "lv2", "--dry-run"]]) {
    const { code, stderr } = await sandbox.run(report);
    assert.equal(code, 1);
    assert.match(stderr, /holds no (LV2|VST3) state\n {2}It can be written as/);
  }
  assert.match(
    (await sandbox.run(["preset", "convert", "Warm", "--to", "adg"])).stderr,
    /needs "--output FILE"/,
  );
  const unknown = ["preset", "convert", "Warm", "--to", "x"];
  assert.match((await sandbox.run(unknown)).stderr, /or a kind of file: vstpreset, lv2/);
});

Deno.test(`preset convert makes no folders and mixes with no other files${missing}`, onSamples, async () => {
  await using sandbox = await withPreset();
  const to = ["preset", "convert", "Warm", "--to", "lv2/ZamTube", "--output"];
  const nowhere = await sandbox.run([...to, sandbox.join("mistyped/warm.lv2")]);
  assert.match(nowhere.stderr, /Cannot write ".*warm\.lv2": there is no folder ".*mistyped"/);
  await sandbox.write("own/notes.txt", new TextEncoder().encode("mine"));
  const mixed = await sandbox.run([...to, sandbox.join("own"), "--force"]);
  assert.match(mixed.stderr, /Cannot write ".*own": the folder has other files/);
  await run(sandbox, ...to, sandbox.join("warm.lv2"));
  await run(sandbox, ...to, sandbox.join("warm.lv2"), "--force");
});

Deno.test(`preset convert gives a reason for a damaged file${missing}`, onSamples, async () => {
  await using sandbox = await withPreset();
  const file = sandbox.join("bad.vstpreset");
  await Deno.writeTextFile(file, "VST3 and then nothing");
  const { code, stderr } = await sandbox.run(["preset", "convert", file, "--to", "ladspa/ZamTube"]);
  assert.equal(code, 1);
  assert.match(stderr, /Cannot read ".*bad\.vstpreset": it has 21 bytes/);
});

Deno.test("preset convert stops a plugin that hangs after the time that an override gives it", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  await using sandbox = await Sandbox.make();
  const [shown, hanging] = [1, 3].map((number) => `vst3:706C7567696E6172790000010000000${number}`) as [
    string,
    string,
  ];
  await run(sandbox, "scan", projectPath("build/fixtures/states/stateful.vst3"));
  await run(sandbox, "override", "set", hanging, "timeout=1s");
  await run(sandbox, "preset", "capture", hanging, "--name", "Endless");
  const startedAt = performance.now();
  const { code, stderr } = await sandbox.run(["preset", "convert", "Endless", "--to", shown]);
  assert.equal(code, 1);
  assert.match(stderr, /Cannot load the state into "Hangs": did not respond in time/);
  assert.ok(performance.now() - startedAt < 25_000, "the usual limit is 30 s");
});

Deno.test(
  `preset convert loads presets in plugins and bundles by their ids${missing}`,
  onSamples,
  async () => {
    await using sandbox = await Sandbox.make();
    await run(sandbox, "scan", "/usr/lib/vst3/ZamComp.vst3", "/usr/lib/lv2/ZamComp.lv2");
    const { presets }: PresetsDocument = JSON.parse(await run(sandbox, "presets", "list", "--json"));
    const texts: Record<string, string[]> = {};
    for (const container of ["program", "lv2"]) {
      const { id } = presets.find((preset) =>
        preset.container === container && preset.name === "VocalLeveller"
      )!;
      const other = container === "program" ? "lv2" : "vst3";
      const { parameters, lost } = await convert(sandbox, id, "--to", `${other}/ZamComp`, "--dry-run");
      assert.deepEqual([lost, parameters.filter(({ score }) => score < 1)], [[], []]);
      texts[container] = parameters.map(({ before, after }) => container === "program" ? after : before);
    }
    // The program of the VST3 plugin and the preset of the LV2 plugin are the same.
    assert.deepEqual(texts["program"], texts["lv2"]);
  },
);
