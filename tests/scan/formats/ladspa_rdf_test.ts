import assert from "node:assert/strict";
import fc from "fast-check";
import { type LadspaFacts, readLadspaRdf } from "../../../src/scan/formats/ladspa_rdf.ts";
import { ladspaSurroundings } from "../../../src/scan/formats/ladspa_rdf_files.ts";
import { mutatedText, MUTATIONS } from "../../support/mutation.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const EXAMPLE = `<?xml version='1.0' encoding='ISO-8859-1'?>
<!DOCTYPE rdf:RDF [ <!ENTITY la 'http://ladspa.org/ontology#'> ]>
<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:l="&la;">
  <l:DelayPlugin r:about="&la;1895">
    <l:hasPort>
      <l:InputControlPort r:about="&la;1895.3" l:hasLabel="mode">
        <l:hasScale><l:Scale>
          <l:hasPoint><l:Point r:value="0" l:hasLabel="off" /></l:hasPoint>
          <l:hasPoint><l:Point r:value="1.5" l:hasLabel="gr\u00fcn" /></l:hasPoint>
          <l:hasPoint><l:Point r:value="much" l:hasLabel="?" /></l:hasPoint>
        </l:Scale></l:hasScale>
      </l:InputControlPort>
    </l:hasPort>
  </l:DelayPlugin>
  <l:Plugin r:about="&la;7" />
</r:RDF>`;

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function read(bytes: Uint8Array): Map<string, LadspaFacts> {
  const knowledge = new Map<string, LadspaFacts>();
  readLadspaRdf(bytes, knowledge);
  return knowledge;
}

Deno.test("readLadspaRdf() reads classes and names of values, whatever the prefixes and the encoding", () => {
  const facts = read(latin1(EXAMPLE)).get("1895");
  assert.deepEqual(facts?.classes, ["DelayPlugin"]);
  assert.deepEqual(
    facts?.scalePoints,
    new Map([["3", [{ value: 0, label: "off" }, { value: 1.5, label: "grün" }]]]),
  );
});

Deno.test("readLadspaRdf() takes no class that says nothing", () => {
  assert.deepEqual(read(latin1(EXAMPLE)).get("7")?.classes, []);
});

Deno.test("readLadspaRdf() ends for any text", () => {
  fc.assert(
    fc.property(mutatedText(EXAMPLE), (text) => {
      try {
        read(latin1(text));
      } catch (error) {
        assert.ok(error instanceof Error);
        assert.ok(!(error instanceof TypeError), error.stack);
      }
    }),
    { numRuns: MUTATIONS },
  );
});

Deno.test("ladspaSurroundings() tells of a file that it cannot read, and reads the others", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a.rdf", "<a");
  await folder.write("b.rdf", latin1(EXAMPLE));
  await folder.write("notes.txt", "no RDF");
  const { extrasOf, problems } = await ladspaSurroundings({
    environment: (name) => name === "LADSPA_RDF_PATH" ? folder.path : undefined,
    os: "linux",
    arch: "x86_64",
    names: () => [],
  });
  assert.deepEqual(problems.map(({ location, code }) => [location, code]), [[
    folder.join("a.rdf"),
    "read-error",
  ]]);
  assert.ok(extrasOf("1895:any").rawCategories !== undefined);
  assert.deepEqual(extrasOf("1:other"), {});
});
