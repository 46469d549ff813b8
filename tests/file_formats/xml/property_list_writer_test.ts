import assert from "node:assert/strict";
import fc from "fast-check";
import { writePropertyList } from "../../../src/file_formats/xml/property_list_writer.ts";
import { parsePropertyList } from "../../../src/scan/files/property_list.ts";
import { timesOf } from "../../support/counts.ts";
import { convertWithPlistlib, WITHOUT_PLISTLIB, writableValue } from "../../support/plistlib.ts";
import { SEED } from "../../support/seed.ts";
import { faultOf } from "../support/fault_of.ts";

Deno.test(
  `writePropertyList() writes what Python's plistlib reads${
    WITHOUT_PLISTLIB === undefined ? "" : ` (skipped: ${WITHOUT_PLISTLIB})`
  }`,
  { ignore: WITHOUT_PLISTLIB !== undefined },
  async () => {
    const values = fc.sample(writableValue, { seed: SEED, numRuns: timesOf(2000) });
    const read = await convertWithPlistlib(values.map(writePropertyList));
    for (const [index, value] of values.entries()) assert.deepEqual(parsePropertyList(read[index]!), value);
  },
);

Deno.test("writePropertyList() refuses values that a list in XML cannot have", () => {
  for (const value of [null, new Set(["a"])]) {
    assert.equal(faultOf(() => writePropertyList(value)), "unsupported");
  }
});
