import assert from "node:assert/strict";
import { IS_FULL_RUN } from "../support/counts.ts";
import { SEED } from "../support/seed.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { answerOf, FIXTURES, Lv2Worker } from "./support/lv2_worker.ts";
import { Mutator } from "./support/mutator.ts";

const PREFIXES = `@prefix doap: <http://usefulinc.com/ns/doap#> .
@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix pg: <http://lv2plug.in/ns/ext/port-groups#> .
@prefix pset: <http://lv2plug.in/ns/ext/presets#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix units: <http://lv2plug.in/ns/extensions/units#> .
`;

/** A plugin in one manifest, of which a test says what is wrong with it. */
function plugin(facts: string): string {
  return `${PREFIXES}<urn:x> a lv2:Plugin ; doap:name "X" ; ${facts} .\n`;
}

function repeat(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join("\n");
}

/** Writes a bundle of one manifest, scans it as a scan does, and gives what came of each request. */
async function scanBundle(
  manifest: string | Uint8Array,
  files: Record<string, string> = {},
): Promise<string[]> {
  await using folder = await TemporaryFolder.make();
  await folder.write("x.lv2/manifest.ttl", manifest);
  for (const [name, text] of Object.entries(files)) await folder.write(`x.lv2/${name}`, text);
  return await outcomes(folder.join("x.lv2"));
}

async function outcomes(bundle: string): Promise<string[]> {
  await using worker = await Lv2Worker.start([bundle]);
  return await scanWith(worker, bundle);
}

/** `described`, or the reason for which the list or a plugin was refused. */
async function scanWith(worker: Lv2Worker, bundle: string): Promise<string[]> {
  const list = await worker.list(bundle);
  if (list.answer?.type === "refused") return [reason(list.answer.failure)];
  const results: string[] = [];
  for (const { nativeId } of answerOf(list, "listed").plugins) {
    const { answer, end } = await worker.describe(bundle, nativeId);
    assert.equal(end, undefined, end?.stderrTail);
    results.push(answer?.type === "refused" ? reason(answer.failure) : String(answer?.type));
  }
  return results;
}

function reason({ code, message }: { code: string; message: string }): string {
  assert.notEqual(message, "");
  return `${code}: ${message}`;
}

const INVALID: Record<string, string | Uint8Array> = {
  "is nested half a million brackets deep": plugin(`lv2:port ${"[ lv2:port ".repeat(500_000)}`),
  "is nested a million lists deep": plugin(`lv2:port ${"(".repeat(1_000_000)}`),
  "hides its nesting behind strings and comments": plugin(
    `doap:name '"', "'" ; # '\n rdfs:comment """ " '' """ ; lv2:port ${
      "[ a [ ] ; lv2:port ".repeat(100_000)
    }`,
  ),
  "ends in the middle of a word": plugin("lv2:port [ a lv2:Inp").slice(0, -3),
  "is text": "Dear reader,\nthis is no Turtle.\n",
  "is an ELF header": Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0),
  "has a NUL byte": `${plugin('rdfs:comment "')}\0`,
  "is not UTF-8": new Uint8Array([...new TextEncoder().encode(plugin("rdfs:comment ")), 0xff, 0xfe, 0xc3]),
  "has a plugin without a URI": `${PREFIXES}[] a lv2:Plugin ; doap:name "Nameless" .`,
  "uses an undefined prefix": "<urn:x> a nothing:Plugin .",
  "has a byte order mark and then nothing": Uint8Array.of(0xef, 0xbb),
};

for (const [what, manifest] of Object.entries(INVALID)) {
  Deno.test(`LV2 gives a reason for a manifest that ${what}`, async () => {
    const [result, ...others] = await scanBundle(manifest);
    assert.match(result ?? "", /^invalid-metadata: Cannot read Turtle: manifest\.ttl/);
    assert.deepEqual(others, []);
  });
}

Deno.test("LV2 gives a reason for a plugin whose URI has no scheme that can be one", async () => {
  assert.deepEqual(await scanBundle(`${PREFIXES}<u$n:x> a lv2:Plugin ; doap:name "Odd" .`), [
    'invalid-metadata: Has a plugin with an invalid URI: "u$n:x"',
  ]);
});

const HARMLESS: Record<string, string> = {
  "claims a port of the highest index": plugin(
    'lv2:port [ a lv2:InputPort , lv2:ControlPort ; lv2:index 4294967295 ; lv2:symbol "x" ]',
  ),
  "claims a port beyond all integers": plugin(
    `lv2:port [ a lv2:InputPort ; lv2:index ${"9".repeat(400)} ; lv2:symbol "x" ]`,
  ),
  "is its own group, unit, prototype, class and preset": plugin(
    `a <urn:x> , pset:Preset ; rdfs:subClassOf <urn:x> ; lv2:prototype <urn:x> ; lv2:appliesTo <urn:x> ;
     lv2:port <urn:x> ; pg:group <urn:x> ; units:unit <urn:x> ; pg:sideChainOf <urn:x> ; lv2:project <urn:x> ;
     lv2:index 0 ; lv2:symbol "x" ; lv2:scalePoint <urn:x> ; rdf:value 1 ; a lv2:InputPort , lv2:ControlPort`,
  ),
  "has classes in a circle": `${
    plugin("a <urn:a>")
  }<urn:a> rdfs:subClassOf <urn:b> . <urn:b> rdfs:subClassOf <urn:a> .`,
  "has prototypes in a circle": `${plugin("lv2:prototype <urn:a>")}<urn:a> lv2:prototype <urn:x> , <urn:a> .`,
  "refers to itself, to folders, pipes and devices": plugin(
    `rdfs:seeAlso <manifest.ttl> , <.> , <..> , <file:///dev/zero> , <file:///dev/zero.ttl> , <file://x> , <file:x.ttl> ,
     <file:///%.ttl> , <x%> , <%00.ttl> , <http://127.0.0.1:1/x.ttl> , "x.ttl" , [ ]`,
  ),
  "has terminal controls in its texts": plugin('rdfs:comment "\\u001B[2J\\u0007\\u202E"'),
  "asks for a dynamic manifest": `${plugin("lv2:binary <x.so>")}
    <urn:d> a <http://lv2plug.in/ns/ext/dynmanifest#DynManifest> ; lv2:binary <x.so> .`,
};

for (const [what, manifest] of Object.entries(HARMLESS)) {
  Deno.test(`LV2 describes a plugin that ${what}`, async () => {
    assert.deepEqual(await scanBundle(manifest, { "x.so": "" }), ["described"]);
  });
}

Deno.test("LV2 refuses a data file that is a pipe and does not wait for it", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("x.lv2/manifest.ttl", plugin("rdfs:seeAlso <pipe.ttl>"));
  await new Deno.Command("mkfifo", { args: [folder.join("x.lv2/pipe.ttl")] }).output();
  const message = `Cannot read "${folder.join("x.lv2/pipe.ttl")}": it is not a regular file`;
  assert.deepEqual(await outcomes(folder.join("x.lv2")), [`invalid-metadata: ${message}`]);
});

Deno.test("LV2 survives data files that refer to each other in a circle", async () => {
  const files = {
    "a.ttl": `${PREFIXES}<urn:x> rdfs:seeAlso <b.ttl> .`,
    "b.ttl": `${PREFIXES}<urn:x> rdfs:seeAlso <a.ttl> , <manifest.ttl> , <b.ttl> .`,
  };
  assert.deepEqual(await scanBundle(plugin("rdfs:seeAlso <a.ttl>"), files), ["described"]);
});

Deno.test("LV2 refuses manifests that are too large and reads the bundles beside them", async () => {
  await using folder = await TemporaryFolder.make();
  const large = plugin("").padEnd(9 * 1024 * 1024, "#");
  await folder.write("a.lv2/manifest.ttl", large);
  await folder.write("b.lv2/manifest.ttl", plugin('rdfs:comment "small"'));
  await using worker = await Lv2Worker.start([folder.join("a.lv2"), folder.join("b.lv2")]);
  const [result] = await scanWith(worker, folder.join("a.lv2"));
  assert.match(result ?? "", /^invalid-metadata: Cannot read ".*": it has 9437184 bytes, more than 8388608$/);
  assert.deepEqual(await scanWith(worker, folder.join("b.lv2")), ["described"]);
});

Deno.test("LV2 refuses what a plugin has too many of", async () => {
  const points = repeat(100_001, (index) => `lv2:scalePoint [ rdf:value ${index} ] ;`);
  assert.deepEqual(
    await scanBundle(
      plugin(`lv2:port [ a lv2:InputPort , lv2:ControlPort ; lv2:index 0 ; lv2:symbol "x" ; ${points} ]`),
    ),
    ["invalid-metadata: Has more than 100000 scale points in one parameter"],
  );
});

Deno.test("LV2 reads a bundle of 1,000 plugins", async () => {
  await using folder = await TemporaryFolder.make();
  const port = (index: number) =>
    `[ a lv2:InputPort , lv2:ControlPort ; lv2:index ${index} ; lv2:symbol "p${index}" ; lv2:name "P ${index}" ;
       lv2:default 0.5 ; lv2:minimum 0.0 ; lv2:maximum 1.0 ]`;
  const ports = Array.from({ length: 20 }, (_, index) => port(index)).join(" , ");
  const data = repeat(1000, (index) => `<urn:many:${index}> doap:name "Many ${index}" ; lv2:port ${ports} .`);
  const uris = Array.from({ length: 1000 }, (_, index) => `<urn:many:${index}>`);
  const manifest = uris.map((uri) => `${uri} a lv2:Plugin ; rdfs:seeAlso <data.ttl> .`).join("\n");
  await folder.write("many.lv2/data.ttl", PREFIXES + data);
  await folder.write("many.lv2/manifest.ttl", PREFIXES + manifest);

  const start = performance.now();
  const results = await outcomes(folder.join("many.lv2"));
  assert.deepEqual(new Set(results), new Set(["described"]));
  assert.equal(results.length, 1000);
  assert.ok(performance.now() - start < 30_000, "took more than 30 s");
});

/** Bundles that one worker reads; what each says is in one world with the others. */
const BATCH = 100;

async function seeds(): Promise<string[]> {
  const names = ["good.lv2/manifest.ttl", "good.lv2/good data.ttl", "bad_ports.lv2/manifest.ttl"];
  return await Promise.all(names.map((name) => Deno.readTextFile(`${FIXTURES}${name}`)));
}

/** Writes a bundle with a mutated manifest, or with a good one and mutated data. */
async function writeMutant(folder: TemporaryFolder, index: number, mutator: Mutator, texts: string[]) {
  const text = mutator.pick(texts).replaceAll("urn:pluginary:fixture:", `urn:mutant:${index}:`);
  const mutant = mutator.mutate(new TextEncoder().encode(text));
  const isData = mutator.below(2) === 0;
  const manifest = `${PREFIXES}<urn:mutant:${index}:good> a lv2:Plugin ; rdfs:seeAlso <data.ttl> .`;
  const bundle = `m${index}.lv2`;
  if (isData) await folder.write(`${bundle}/data.ttl`, mutant);
  await folder.write(`${bundle}/good.so`, "");
  await folder.write(`${bundle}/manifest.ttl`, isData ? manifest : mutant);
  return folder.join(bundle);
}

async function runBatch(first: number, mutator: Mutator, texts: string[]): Promise<string[]> {
  await using folder = await TemporaryFolder.make();
  const bundles: string[] = [];
  for (let i = 0; i < BATCH; i++) bundles.push(await writeMutant(folder, first + i, mutator, texts));
  await using worker = await Lv2Worker.start(mutator.below(2) === 0 ? bundles : []);
  const results: string[] = [];
  for (const bundle of bundles) results.push(...await scanWith(worker, bundle));
  return results;
}

const MUTANTS = IS_FULL_RUN ? 100_000 : 2000;

Deno.test(`LV2 gives an answer or a reason for each of ${MUTANTS} mutated Turtle files`, async () => {
  const texts = await seeds();
  let described = 0;
  let refused = 0;
  for (let first = 0; first < MUTANTS; first += BATCH) {
    const results = await runBatch(first, new Mutator(SEED + first), texts).catch((error) => {
      throw new Error(`Failed with PLUGINARY_TEST_SEED=${SEED}, in the batch from ${first}`, {
        cause: error,
      });
    });
    described += results.filter((result) => result === "described").length;
    refused += results.filter((result) => result.startsWith("invalid-metadata: ")).length;
    // A mutant may name another library, which is missing
    const unknown = results.filter((result) =>
      !/^(described$|invalid-metadata: .|not-found: .)/.test(result)
    );
    assert.deepEqual({ seed: SEED, first, unknown }, { seed: SEED, first, unknown: [] });
  }
  assert.ok(described > MUTANTS / 20, `only ${described} were described`);
  assert.ok(refused > MUTANTS / 20, `only ${refused} were refused`);
});
