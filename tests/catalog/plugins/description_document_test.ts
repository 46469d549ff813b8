import assert from "node:assert/strict";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import {
  packDocument,
  packImported,
  PARAMETER_FIELDS,
  unpackDocument,
} from "../../../src/catalog/plugins/description_document.ts";
import { type ImportedParameter, parameterOf } from "../../../src/model/imported_record.ts";
import { parameterSchema } from "../../../src/model/plugin.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { sampleParameter } from "../../cli/support/scan_events.ts";
import { timesOf } from "../../support/counts.ts";

const TEXT = fc.string({ unit: "grapheme", maxLength: 40 });

const PARAMETER = fc.oneof(
  fc.tuple(TEXT, fc.oneof(fc.boolean(), TEXT)),
  fc.tuple(TEXT, fc.oneof(fc.boolean(), TEXT), TEXT),
);

Deno.test("unpackDocument() gives what packImported() took, whether it was short or long", () => {
  const lengths = new Set<string>();
  fc.assert(
    fc.property(fc.array(PARAMETER, { maxLength: 60, size: "max" }), (parameters: ImportedParameter[]) => {
      const packed = packImported(parameters);
      lengths.add(packed[0] === 1 ? "stored" : "compressed");
      const expected = parameters.length === 0 ? {} : { parameters: parameters.map(parameterOf) };
      assert.deepEqual(unpackDocument(packed), expected);
    }),
    { numRuns: timesOf(500) },
  );
  assert.deepEqual(lengths, new Set(["stored", "compressed"]));
});

Deno.test("packDocument() stores every field of parameters, and a catalog of version 7 stays readable", () => {
  assert.deepEqual(PARAMETER_FIELDS, Object.keys(parameterSchema.entries));
  const parameters = [
    sampleParameter({ name: "Gain\n1", minimum: null, scalePoints: [{ value: 0, label: "Off" }] }),
    sampleParameter({ flags: ["automatable", "toggle"], default: 0.1 }),
  ];
  for (const document of [{ parameters, programs: ["Init"] }, { parameters: [], buses: [] }, {}]) {
    assert.deepEqual(unpackDocument(packDocument(document)), document);
    assert.deepEqual(unpackDocument(deflateRawSync(JSON.stringify(document))), document);
  }
});

Deno.test("a document of imported parameters says what a document of parameters says", () => {
  const parameters: ImportedParameter[] = [["gain_db", "-Inf"], ["bypass", true, "Bypass"], ["soft", false]];
  assert.deepEqual(
    unpackDocument(packImported(parameters)),
    unpackDocument(packDocument({ parameters: parameters.map(parameterOf) })),
  );
});

Deno.test("unpackDocument() refuses a document that is damaged in its length or in its text", () => {
  const packed = packImported([["gain", "1"]]);
  const changed = (at: number, byte: number) => packed.map((old, index) => index === at ? byte : old);
  const notAList = new TextEncoder().encode('{"imported":{"a":1}}');
  const block = new Uint8Array([1, notAList.length, 0, notAList.length ^ 0xff, 0xff, ...notAList]);
  for (const damaged of [changed(1, 200), changed(5, 0), packed.subarray(0, 9), new Uint8Array(), block]) {
    assert.throws(
      () => unpackDocument(damaged),
      (error) => error instanceof PluginaryError && error.code === "catalog-damaged",
    );
  }
});
