import assert from "node:assert/strict";
import fc from "fast-check";
import { readManifest } from "../../../src/scan/formats/lv2_manifest.ts";
import { mutatedText, MUTATIONS } from "../../support/mutation.ts";

const PREFIXES = `@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
`;

const PRESETS = `${PREFIXES}@prefix pset: <http://lv2plug.in/ns/ext/presets#> .
# lv2:Plugin stands only in this comment
<http://example.org/p#1> a pset:Preset ;
  lv2:appliesTo <http://example.org/plugin> ;
  rdfs:label "a lv2:Plugin in a text" , """more "of" it
<http://lv2plug.in/ns/lv2core#Plugin>""" ;
  rdfs:seeAlso <presets.ttl> .
`;

const WITH_PLUGIN: [name: string, text: string][] = [
  ["with a prefix", `${PREFIXES}<http://example.org/a> a lv2:Plugin ; lv2:binary <a.so> .`],
  ["under another prefix", `@prefix x: <http://lv2plug.in/ns/lv2core#> . <a:b> a x:Plugin .`],
  ["under a prefix of SPARQL", `PREFIX x: <http://lv2plug.in/ns/lv2core#>\n<a:b> a x:Plugin .`],
  ["in full", `<a:b> a <http://lv2plug.in/ns/lv2core#Plugin> .`],
  ["with an escape", `<a:b> a <http://lv2plug.in/ns/lv2core#\\u0050lugin> .`],
  [
    "with rdf:type",
    `<a:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://lv2plug.in/ns/lv2core#Plugin> .`,
  ],
  ["beside other classes", `${PREFIXES}<a:b> a lv2:CompressorPlugin , lv2:Plugin .`],
  ["after other statements", `${PRESETS}<a:b> a lv2:Plugin .`],
];

for (const [name, text] of WITH_PLUGIN) {
  Deno.test(`readManifest() sees a plugin that is named ${name}`, () => {
    assert.deepEqual(readManifest(text), { isEmpty: false, hasPlugins: true, isDynamic: false });
  });
}

const WITHOUT_PLUGIN: [name: string, text: string][] = [
  ["presets", PRESETS],
  ["a class of its own", `${PREFIXES}<a:MyPlugin> rdfs:subClassOf lv2:Plugin .`],
  [
    "blank nodes and lists",
    `${PREFIXES}[] rdfs:label ( 1 -2.5e3 true "x"@en "y"^^<a:b> [ a <a:c> ] ) . [ a <a:d> ] .`,
  ],
];

for (const [name, text] of WITHOUT_PLUGIN) {
  Deno.test(`readManifest() sees no plugin in ${name}`, () => {
    assert.deepEqual(readManifest(text), { isEmpty: false, hasPlugins: false, isDynamic: false });
  });
}

const DYNAMIC = `@prefix dman: <http://lv2plug.in/ns/ext/dynmanifest#> .
<a:dynamic> a dman:DynManifest ; <http://lv2plug.in/ns/lv2core#binary> <a.so> .
`;

Deno.test("readManifest() sees a library that lists plugins, alone and after plugins", () => {
  assert.deepEqual(readManifest(DYNAMIC), { isEmpty: false, hasPlugins: false, isDynamic: true });
  const beside = `${PREFIXES}<a:b> a lv2:Plugin . ${DYNAMIC}`;
  assert.deepEqual(readManifest(beside), { isEmpty: false, hasPlugins: true, isDynamic: true });
});

Deno.test("readManifest() sees nothing in a manifest of comments and spaces", () => {
  assert.equal(readManifest("").isEmpty, true);
  assert.equal(readManifest(" # nothing\n\t").isEmpty, true);
});

const BROKEN: string[] = [
  "I am a text",
  `${PREFIXES}<a:b> a pset:Preset .`,
  `<a:b> a <a:c>`,
  `<a:b> a "unfinished .`,
  `<a:b <a:c> .`,
  `<a:b> a <a:c> ; ; , .`,
  `<a:b> a ${"[ <a:c> ".repeat(5000)}`,
  `<a:b> <a:c> "${"x".repeat(3_000_000)}" , """${'"'.repeat(3_000_000)}`,
];

for (const text of BROKEN) {
  Deno.test(`readManifest() leaves it to lilv what is wrong with ${text.slice(0, 40)}`, () => {
    assert.deepEqual(readManifest(text), { isEmpty: false, hasPlugins: true, isDynamic: false });
  });
}

Deno.test("readManifest() ends for any text", () => {
  fc.assert(
    fc.property(mutatedText(`${PRESETS}<a:b> a <a:c> ; <a:d> ( [ ] 1.5 ) .`), (text) => {
      assert.equal(typeof readManifest(text).hasPlugins, "boolean");
    }),
    { numRuns: MUTATIONS },
  );
});
