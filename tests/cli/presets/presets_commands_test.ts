import assert from "node:assert/strict";
import * as v from "valibot";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { markPresetFilesMissing } from "../../../src/catalog/presets/preset_files.ts";
import {
  presetDocumentSchema,
  presetsDocumentSchema,
  presetStatsDocumentSchema,
} from "../../../src/model/documents/presets/preset_documents.ts";
import { foundPreset, presetFile, storePresetFiles } from "../../catalog/support/store_presets.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { parseCsv } from "../../support/parse_csv.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { validateEvents } from "../../support/validate_document.ts";
import { samplePlugin } from "../support/scan_events.ts";

/** A catalog with two plugins, programs, presets in files, one of them missing, and a file that is broken. */
async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  using catalog = await openCatalog(sandbox.catalog);
  const journal = await beginScan(catalog);
  const programs = ["Init", "Warm Strings"];
  await commitModule(journal, moduleWith("Synth", [samplePlugin({ name: "Synth", programs })]));
  await commitModule(journal, moduleWith("Verb", [samplePlugin({ name: "Verb" })]));
  await journal.end({ isComplete: true, interruptedBy: null });
  const at = "2026-02-01T00:00:00.000Z";
  await storePresetFiles(
    catalog,
    presetFile("/presets/Warm Pad.vstpreset", [
      foundPreset("Warm Pad", { author: "Ann Smith", tags: ["pad"], description: "Slow.", isFactory: false }),
    ]),
    presetFile("/presets/hall.fxp", [foundPreset("Hall", { pluginId: "vst3:Verb" })], { container: "fxp" }),
    presetFile("/presets/gone.fxp", [foundPreset("Gone", { pluginId: "vst2:7", pluginName: "Old" })], {
      container: "fxp",
    }),
    presetFile("/presets/bad.fxp", [], {
      ...{
        container: "fxp",
        outcome: "failed",
        reason: { code: "truncated", message: "ends within its header" },
      },
    }),
  );
  await catalog.write((db) => markPresetFilesMissing(db, ["/presets/gone.fxp"], at));
  return sandbox;
}

/** The names that a command answers with. */
async function namesOf(sandbox: Sandbox, ...args: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await sandbox.run([...args, "--json"]);
  assert.equal(code, 0, stderr);
  return v.parse(presetsDocumentSchema, JSON.parse(stdout)).presets.map(({ name }) => name);
}

/** The exit code and the error of a command. */
async function failureOf(sandbox: Sandbox, ...args: string[]): Promise<[exitCode: number, code: string]> {
  const { code, stdout } = await sandbox.run([...args, "--json"]);
  return [code, JSON.parse(stdout).error.code];
}

Deno.test("pluginary presets lists presets with their plugins, and marks those that are gone", async () => {
  await using sandbox = await makeSandbox();
  const { code, stdout, stderr } = await sandbox.run(["presets"]);
  assert.equal(code, 0);
  const [titles, ...rows] = stdout.trimEnd().split("\n");
  assert.match(titles!, /^ID +NAME +PLUGIN +CONTAINER/);
  assert.deepEqual(rows.map((row) => row.slice(18).trim().split(/ {2,}/).slice(0, 3)), [
    ["Gone", "Old", "fxp"],
    ["Hall", "Verb", "fxp"],
    ["Init", "Synth", "program"],
    ["Warm Pad", "Synth", "vstpreset"],
    ["Warm Strings", "Synth", "program"],
  ]);
  assert.equal(stderr, "5 presets\n");
  const page = await sandbox.run(["presets", "list", "--limit", "2", "--offset", "1"]);
  assert.equal(page.stderr, "2 to 3 of 5 presets; --offset 3 for the next page\n");
});

Deno.test("pluginary presets list filters, sorts and reverses", async () => {
  await using sandbox = await makeSandbox();
  const list = (...args: string[]) => namesOf(sandbox, "presets", "list", ...args);
  assert.deepEqual(await list("--plugin", "synth"), ["Init", "Warm Pad", "Warm Strings"]);
  assert.deepEqual(await list("--plugin", "Verb", "--plugin", "vst2:7"), ["Gone", "Hall"]);
  assert.deepEqual(await list("--container", "fxp,vstpreset"), ["Gone", "Hall", "Warm Pad"]);
  assert.deepEqual(await list("--author", "smith"), ["Warm Pad"]);
  assert.deepEqual(await list("--tag", "PAD"), ["Warm Pad"]);
  assert.deepEqual(await list("--factory"), ["Init", "Warm Strings"]);
  assert.deepEqual(await list("--user"), ["Warm Pad"]);
  assert.deepEqual(await list("--missing"), ["Gone"]);
  assert.deepEqual(await list("--sort", "plugin", "--reverse"), [
    "Hall",
    "Warm Strings",
    "Warm Pad",
    "Init",
    "Gone",
  ]);
  assert.deepEqual(await failureOf(sandbox, "presets", "list", "--factory", "--user"), [2, "usage"]);
  assert.deepEqual(await failureOf(sandbox, "presets", "list", "--plugin", "Nothing"), [
    1,
    "plugin-not-found",
  ]);
  const none = await sandbox.run(["presets", "list", "--tag", "none", "--exit-code"]);
  assert.deepEqual([none.code, none.stdout, none.stderr], [1, "", "No presets found\n"]);
});

Deno.test("pluginary presets search ranks by words, and says when there is nothing to look for", async () => {
  await using sandbox = await makeSandbox();
  assert.deepEqual(await namesOf(sandbox, "presets", "search", "warm"), ["Warm Pad", "Warm Strings"]);
  assert.deepEqual(await namesOf(sandbox, "presets", "search", "synth", "ann"), ["Warm Pad"]);
  assert.deepEqual(await namesOf(sandbox, "presets", "search", "warm", "--container", "program"), [
    "Warm Strings",
  ]);
  assert.deepEqual(await namesOf(sandbox, "presets", "search", "--tag", "pad"), ["Warm Pad"]);
  assert.deepEqual(await namesOf(sandbox, "presets", "search", "warm", "--sort", "name", "--reverse"), [
    "Warm Strings",
    "Warm Pad",
  ]);
  const { stdout, stderr } = await sandbox.run(["presets", "search", "zither"]);
  assert.deepEqual([stdout, stderr], ["", "No presets found\n"]);
  assert.deepEqual(await failureOf(sandbox, "presets", "search"), [2, "usage"]);
});

Deno.test("pluginary presets leaves out presets of hidden plugins, and says how many", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["hide", "add", "Synth"]);
  const { stdout, stderr } = await sandbox.run(["presets", "search", "warm"]);
  assert.equal(stdout, "");
  assert.equal(stderr, "No presets found\n2 presets of hidden plugins left out; --hidden shows them\n");
  assert.equal((await namesOf(sandbox, "presets", "search", "warm", "--hidden")).length, 2);
});

Deno.test("pluginary presets answers in every format", async () => {
  await using sandbox = await makeSandbox();
  const csv = parseCsv((await sandbox.run(["presets", "--csv"])).stdout);
  assert.deepEqual(csv[0], [
    ...["id", "name", "pluginName", "pluginId", "container", "author", "tags", "isFactory", "isMissing"],
    ...["location", "loadKey"],
  ]);
  assert.equal(csv.length, 6);
  const yaml = (await sandbox.run(["presets", "search", "pad", "--yaml"])).stdout;
  assert.match(yaml, /^schema: "presets"\n/);
  const lines = (await sandbox.run(["presets", "--ndjson"])).stdout.trimEnd().split("\n");
  await validateEvents(lines.map((line) => JSON.parse(line)));
  assert.equal(lines.length, 7);
  const chosen = await sandbox.run(["presets", "search", "pad", "--columns", "name,score", "--csv"]);
  assert.match(chosen.stdout, /^name,score\r?\nWarm Pad,0\.\d+/);
});

Deno.test("pluginary presets info shows a preset by its id, file or name, and says what else may be meant", async () => {
  await using sandbox = await makeSandbox();
  const info = async (reference: string) => {
    const { stdout } = await sandbox.run(["presets", "info", reference, "--json"]);
    return v.parse(presetDocumentSchema, JSON.parse(stdout)).preset;
  };
  const preset = await info("warm pad");
  assert.deepEqual(preset.file, {
    ...{ path: "/presets/Warm Pad.vstpreset", sizeBytes: 100, outcome: "read" },
    readAt: "2026-02-01T00:00:00.000Z",
  });
  assert.deepEqual([preset.author, preset.description, preset.isPluginInstalled], [
    "Ann Smith",
    "Slow.",
    true,
  ]);
  assert.equal((await info(preset.id.slice(0, 6))).id, preset.id);
  assert.equal((await info("/presets/Warm Pad.vstpreset")).id, preset.id);
  const { stdout } = await sandbox.run(["presets", "info", "Gone"]);
  assert.match(stdout, /^Gone\n {2}plugin {7}Old \(vst2:7\), not installed\n/);
  assert.match(stdout, /location {5}\/presets\/gone\.fxp \(missing\)\n/);
  assert.deepEqual(await failureOf(sandbox, "presets", "info", "zither"), [1, "preset-not-found"]);
  const near = await sandbox.run(["presets", "info", "Warm"]);
  assert.match(near.stderr, /Did you mean "Warm Pad" \(\w+\) or "Warm Strings"/);
});

Deno.test("pluginary presets search finds all but what is not wanted, and names a field that there is not", async () => {
  await using sandbox = await makeSandbox();
  const found = async (words: string) => {
    const { stdout } = await sandbox.run(["presets", "search", "--json", "--", words]);
    return JSON.parse(stdout).presets.map(({ name }: { name: string }) => name);
  };
  assert.deepEqual(await found("-warm"), ["Gone", "Hall", "Init"]);
  assert.deepEqual(await found("-plugin:synth -gone"), ["Hall"]);
  const { stderr } = await sandbox.run(["presets", "search", "kind:pad"]);
  assert.equal(
    stderr,
    'There is no field "kind"; there are name:, author:, tag: and plugin:\nNo presets found\n',
  );
  assert.equal((await sandbox.run(["presets", "search", "C:/pad author:ann"])).stderr, "No presets found\n");
});

Deno.test("pluginary presets info finds an LV2 preset by its bundle", async () => {
  await using sandbox = await makeSandbox();
  using catalog = await openCatalog(sandbox.catalog);
  const preset = foundPreset("Mine", { loadKey: "file:///mine.lv2/a.ttl" });
  await storePresetFiles(catalog, presetFile("/mine.lv2", [preset], { container: "lv2" }));
  const { stdout } = await sandbox.run(["presets", "info", "/mine.lv2"]);
  assert.match(stdout, /^Mine\n(.*\n)* {2}location +\/mine\.lv2\/a\.ttl\n/);
});

Deno.test("pluginary presets stats counts presets and names broken files", async () => {
  await using sandbox = await makeSandbox();
  const { stdout } = await sandbox.run(["presets", "stats"]);
  assert.match(stdout, /^presets +5, 1 missing\n/);
  assert.match(stdout, /^containers +fxp 2, program 2, vstpreset 1$/m);
  assert.match(stdout, /^ {2}\/presets\/bad\.fxp: ends within its header$/m);
  const json = (await sandbox.run(["presets", "stats", "--json"])).stdout;
  const document = v.parse(presetStatsDocumentSchema, JSON.parse(json));
  assert.deepEqual([document.presets, document.files.failed], [5, 1]);
});

Deno.test("pluginary presets stats wraps its lists in a terminal, and counts the files that it does not name", async () => {
  await using sandbox = await makeSandbox();
  using catalog = await openCatalog(sandbox.catalog);
  const reason = { code: "invalid", message: "Is broken" };
  await storePresetFiles(
    catalog,
    ...Array.from(
      { length: 25 },
      (_, index) => presetFile(`/bad/${index}.fxp`, [], { container: "fxp", outcome: "failed", reason }),
    ),
  );
  const { stdout } = await sandbox.run(["presets", "stats", "--no-pager"], { terminal: { columns: 40 } });
  assert.match(stdout, /^ {2}and 6 more; "pluginary presets scan"\n {4}lists those in the usual folders$/m);
  assert.match(stdout, /^no plugin {3}1 preset of plugins that are\n {12}not installed$/m);
});

Deno.test("pluginary info --presets leaves out presets whose file is gone", async () => {
  await using sandbox = await makeSandbox();
  const named = async () => {
    const { stdout } = await sandbox.run(["info", "Synth", "--presets", "--json"]);
    return JSON.parse(stdout).plugin.presets.map(({ name }: { name: string }) => name);
  };
  assert.deepEqual(await named(), ["Warm Pad"]);
  using catalog = await openCatalog(sandbox.catalog);
  await catalog.write((db) =>
    markPresetFilesMissing(db, ["/presets/Warm Pad.vstpreset"], "2026-03-01T00:00:00.000Z")
  );
  assert.deepEqual(await named(), []);
});

Deno.test("an empty catalog has no presets, and says how to get some", async () => {
  await using sandbox = await Sandbox.make();
  for (const command of ["list", "stats"]) {
    const { code, stdout, stderr } = await sandbox.run(["presets", command]);
    assert.equal(code, 0);
    assert.match(stdout + stderr, /No presets yet; run "pluginary scan"/, command);
  }
});
