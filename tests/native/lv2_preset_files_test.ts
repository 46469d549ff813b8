import assert from "node:assert/strict";
import { projectPath } from "../../scripts/project_path.ts";
import type { DiscoveredPresets } from "../../src/model/presets/plugin_state.ts";
import { PluginHost } from "../../src/scan/plugin_host.ts";
import { IS_FULL_RUN } from "../support/counts.ts";
import { SEED } from "../support/seed.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { Mutator } from "./support/mutator.ts";

const FIXTURES = projectPath("build/fixtures/states");
const PREFIXES = `@prefix atom: <http://lv2plug.in/ns/ext/atom#> .
@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix pset: <http://lv2plug.in/ns/ext/presets#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
`;

/** Reads files in one confined worker that may read a folder. */
async function read(folder: string, files: readonly string[]): Promise<DiscoveredPresets> {
  await using host = await PluginHost.start({
    format: "lv2",
    location: "",
    readable: [folder],
    environment: Deno.env.get,
  });
  return await host.presetFiles(files);
}

/** Writes a bundle and reads it. */
async function readBundle(manifest: string, files: Record<string, string> = {}) {
  await using folder = await TemporaryFolder.make();
  await folder.write("x.lv2/manifest.ttl", PREFIXES + manifest);
  for (const [name, text] of Object.entries(files)) await folder.write(`x.lv2/${name}`, PREFIXES + text);
  const { presets, failures } = await read(folder.path, [folder.join("x.lv2")]);
  return { presets, failures: failures.map(({ message }) => message) };
}

Deno.test("LV2 presetFiles() reads a bundle of presets for plugins that are not there", async () => {
  const bundle = `${FIXTURES}/presets.lv2`;
  assert.deepEqual(await read(FIXTURES, [bundle]), {
    fileTypes: [],
    presets: [
      {
        location: bundle,
        loadKey: `file://${bundle}/loud.ttl`,
        name: "Loud",
        plugins: [{ abi: "lv2", id: "urn:pluginary:fixture:state" }],
        authors: ["Grace"],
        description: "",
        tags: [],
      },
      {
        location: bundle,
        loadKey: "urn:pluginary:fixture:other",
        name: "Other",
        plugins: [
          { abi: "lv2", id: "urn:pluginary:fixture:also-not" },
          { abi: "lv2", id: "urn:pluginary:fixture:not-installed" },
        ],
        authors: ["Brook", "Ada"],
        description: "For plugins that are not here",
        tags: ["Bank"],
      },
    ],
    failures: [],
  });
});

Deno.test("LV2 presetFiles() knows a plugin's own presets, and reads a single file", async () => {
  const files = [`${FIXTURES}/state.lv2`, `${FIXTURES}/presets.lv2/loud.ttl`];
  const { presets, failures } = await read(FIXTURES, files);
  assert.deepEqual(failures, []);
  assert.deepEqual(presets.map(({ location, name, isFactory }) => [location, name, isFactory]), [
    [files[0], "Quiet", true],
    [files[1], "Loud", undefined],
  ]);
});

Deno.test("LV2 presetFiles() names a preset without a label after its file or URI", async () => {
  const { presets } = await readBundle(`
    <My%20Preset.ttl> a pset:Preset ; lv2:appliesTo <urn:x> .
    <http://example.org/presets#warm> a pset:Preset ; rdfs:label "" ; lv2:appliesTo <urn:x> .
    <urn:labels> a pset:Preset ; rdfs:label "Wärme"@de , "Warmth"@en .
    [] a pset:Preset ; rdfs:label "Nameless" .`);
  assert.deepEqual(presets.map(({ name }) => name).sort(), ["My Preset", "Warmth", "warm"]);
  assert.deepEqual(presets.find(({ name }) => name === "Warmth")?.plugins, []);
});

Deno.test("LV2 presetFiles() tells of a broken file once and gives the other presets", async () => {
  const { presets, failures } = await readBundle(
    `<a.ttl> a pset:Preset ; rdfs:seeAlso <a.ttl> .
     <b> a pset:Preset ; rdfs:seeAlso <broken.ttl> .
     <c> a pset:Preset ; rdfs:seeAlso <broken.ttl> .
     <d> a pset:Preset ; rdfs:seeAlso <missing.ttl> .`,
    { "a.ttl": '<> rdfs:label "A" .', "broken.ttl": "<b> rdfs:label ." },
  );
  assert.deepEqual(presets.map(({ name }) => name), ["A"]);
  assert.equal(failures.length, 2);
  assert.match(failures[0]!, /^Cannot read Turtle: broken\.ttl:5:/);
  assert.match(failures[1]!, /^Cannot find ".*\/missing\.ttl"$/);
});

Deno.test("LV2 presetFiles() reads past the states in files, and still names the line of a mistake", async () => {
  const line = String.raw`<par name="x"/> \\ \""" ` + "\n";
  const state = `state """${line.repeat(2000)}""" ;`;
  const file = (end: string) => `@prefix : <urn:y> .\n<a> :${state}\n${end}`;
  const manifest = `<a> a pset:Preset ; rdfs:seeAlso <a.ttl> .`;
  const good = await readBundle(manifest, { "a.ttl": file('rdfs:label "Behind it" .') });
  assert.deepEqual([good.presets.map(({ name }) => name), good.failures], [["Behind it"], []]);
  const broken = await readBundle(manifest, { "a.ttl": file("rdfs:label ] .") });
  assert.equal(broken.presets.length, 0);
  assert.match(broken.failures[0]!, /^Cannot read Turtle: a\.ttl:2007:/);
});

Deno.test("LV2 presetFiles() gives a reason for each file that it cannot read", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("broken.lv2/manifest.ttl", "<x> a");
  await folder.write("deep.lv2/manifest.ttl", `${PREFIXES}<x> lv2:port ${"[ lv2:port ".repeat(100_000)}`);
  await Deno.mkdir(folder.join("empty.lv2"));
  await Deno.mkdir(folder.join("device.lv2"));
  await Deno.symlink("/dev/zero", folder.join("device.lv2/manifest.ttl"));
  await folder.write("good.lv2/manifest.ttl", `${PREFIXES}<urn:good> a pset:Preset .`);
  const names = ["broken.lv2", "deep.lv2", "empty.lv2", "device.lv2", "none.lv2", "good.lv2"];
  const { presets, failures } = await read(folder.path, names.map((name) => folder.join(name)));
  assert.deepEqual(presets.map(({ loadKey }) => loadKey), ["urn:good"]);
  assert.deepEqual(
    failures.map(({ location }) => location),
    names.slice(0, -1).map((name) => folder.join(name)),
  );
  for (const { message } of failures) assert.match(message, /^Cannot (read|find) /);
});

Deno.test("LV2 presetFiles() follows files to no more than Turtle that it may read", async () => {
  const { presets, failures } = await readBundle(`<urn:x> a pset:Preset ; rdfs:label "X" ;
    rdfs:seeAlso <http://127.0.0.1:1/x.ttl> , <file:///etc/hostname> , <file:///dev/zero> , <.> , <manifest.ttl> , "x.ttl" .`);
  assert.deepEqual([presets.map(({ name }) => name), failures], [["X"], []]);
  const outside = await readBundle(`<urn:x> a pset:Preset ; rdfs:seeAlso <file:///root/.secret/x.ttl> .`);
  assert.equal(outside.presets.length, 0);
  assert.match(outside.failures[0]!, /^Cannot (read|find) "\/root\/\.secret\/x\.ttl"$/);
});

Deno.test("LV2 presetFiles() refuses more presets than any bundle has", async () => {
  const many = Array.from({ length: 100_001 }, (_, i) => `<urn:${i}> a pset:Preset .`).join("\n");
  const { presets, failures } = await readBundle(many);
  assert.deepEqual([presets, failures], [[], ["Has more than 100000 presets"]]);
});

Deno.test("LV2 presetFiles() survives changed files", async () => {
  await using folder = await TemporaryFolder.make();
  const manifest = await Deno.readFile(`${FIXTURES}/presets.lv2/manifest.ttl`);
  const preset = await Deno.readFile(`${FIXTURES}/presets.lv2/loud.ttl`);
  const mutator = new Mutator(SEED);
  const files: string[] = [];
  for (let i = 0; i < (IS_FULL_RUN ? 2000 : 150); i++) {
    await folder.write(`${i}.lv2/manifest.ttl`, i % 2 === 0 ? mutator.mutate(manifest) : manifest);
    await folder.write(`${i}.lv2/loud.ttl`, i % 2 === 0 ? preset : mutator.mutate(preset));
    files.push(folder.join(`${i}.lv2`));
  }
  const { presets, failures } = await read(folder.path, files);
  assert.ok(
    presets.length > 0 && failures.length > 0,
    `${presets.length} presets, ${failures.length} failures`,
  );
});
