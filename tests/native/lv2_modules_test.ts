import assert from "node:assert/strict";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { answerOf, Lv2Worker } from "./support/lv2_worker.ts";

const PREFIXES = `@prefix doap: <http://usefulinc.com/ns/doap#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix pset: <http://lv2plug.in/ns/ext/presets#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
`;

/** Writes a bundle with the plugin `urn:NAME`, described in a file beside the manifest, and gives its path. */
async function writeBundle(folder: TemporaryFolder, name: string, data: string): Promise<string> {
  await folder.write(
    `${name}.lv2/manifest.ttl`,
    `${PREFIXES}<urn:${name}> a lv2:Plugin ; rdfs:seeAlso <data.ttl> .
<${name}.ttl> a pset:Preset ; lv2:appliesTo <urn:a> ; rdfs:seeAlso <${name}.ttl> .`,
  );
  await folder.write(`${name}.lv2/${name}.ttl`, `${PREFIXES}<> rdfs:label "Preset of ${name}" .`);
  await folder.write(`${name}.lv2/data.ttl`, PREFIXES + data);
  return folder.join(`${name}.lv2`);
}

Deno.test("LV2 describes a plugin the same, whichever bundles have been read before", async () => {
  await using folder = await TemporaryFolder.make();
  const data = (name: string, other: string) =>
    `<urn:${name}> doap:name "${name}" ; doap:maintainer <urn:author> .
<urn:author> foaf:name "Author of ${name}" .
<urn:${other}> doap:name "A wrong name" ; lv2:port [ a lv2:InputPort , lv2:ControlPort ;
  lv2:index 0 ; lv2:symbol "wrong" ] .
<urn:preset:${name}> a pset:Preset ; lv2:appliesTo <urn:${name}> , <urn:${other}> .`;
  const bundles = {
    a: await writeBundle(folder, "a", data("a", "b")),
    b: await writeBundle(folder, "b", data("b", "a")),
  };
  await using worker = await Lv2Worker.start(Object.values(bundles));
  const describe = async (name: "a" | "b") => {
    const { plugin } = answerOf(await worker.describe(bundles[name], `urn:${name}`), "described");
    return [plugin.name, plugin.vendor, plugin.parameters.length, plugin.presetCount];
  };
  const presets = async () => {
    const answer = answerOf(await worker.presets(bundles.a, "urn:a", 0, 10), "presets");
    return answer.presets.map(({ label }) => label);
  };
  for (let round = 0; round < 2; round++) {
    assert.deepEqual(await describe("a"), ["a", "Author of a", 0, 3]);
    assert.deepEqual(await presets(), ["Preset of a", "Preset of b", ""]);
    assert.deepEqual(await describe("b"), ["b", "Author of b", 0, 1]);
    assert.deepEqual(await presets(), ["Preset of a", "Preset of b", ""]);
  }
});

Deno.test("LV2 keeps what it has read when it is told of another bundle", async () => {
  await using folder = await TemporaryFolder.make();
  const first = await writeBundle(folder, "a", '<urn:a> doap:name "A" .');
  const later = await writeBundle(folder, "b", '<urn:b> doap:name "B" .');
  await using worker = await Lv2Worker.start([first]);
  const presetCount = async () =>
    answerOf(await worker.describe(first, "urn:a"), "described").plugin.presetCount;
  assert.equal(await presetCount(), 1);
  assert.equal(answerOf(await worker.list(later), "listed").plugins[0]?.name, "B");
  assert.equal(await presetCount(), 2);
});

Deno.test("LV2 forgets the files of a bundle when it reads the next one", async () => {
  const BUNDLES = 16;
  await using folder = await TemporaryFolder.make();
  const bundles: string[] = [];
  for (let bundle = 0; bundle < BUNDLES; bundle++) {
    const agents = Array.from(
      { length: 40_000 },
      (_, index) => `<urn:${bundle}:${index}> foaf:name "${index}" .`,
    );
    const name = `p${bundle}`;
    bundles.push(
      await writeBundle(folder, name, `<urn:${name}> doap:name "${name}" .\n${agents.join("\n")}`),
    );
  }
  await using worker = await Lv2Worker.start(bundles);
  const memory: number[] = [];
  for (const bundle of bundles) {
    assert.equal(answerOf(await worker.list(bundle), "listed").plugins.length, 1);
    memory.push(worker.memoryBytes);
  }
  // Each has statements of 6 MB in memory
  const growth = (memory.at(-1) ?? 0) - (memory[2] ?? 0);
  assert.ok(growth < 24_000_000, `${memory}`);
});
