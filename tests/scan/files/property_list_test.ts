import assert from "node:assert/strict";
import fc from "fast-check";
import { parsePropertyList } from "../../../src/scan/files/property_list.ts";
import {
  MAXIMUM_PROPERTY_LIST_BYTES,
  PropertyListError,
  type PropertyListValue,
} from "../../../src/scan/files/property_list_value.ts";
import { type BinaryListOptions, binaryPropertyList } from "../../support/binary_property_list.ts";
import { timesOf } from "../../support/counts.ts";
import { mutatedBytes, mutatedText, MUTATIONS } from "../../support/mutation.ts";
import { WITHOUT_PLISTLIB, writableValue, writeWithPlistlib } from "../../support/plistlib.ts";

if (WITHOUT_PLISTLIB !== undefined) console.warn(`Ignored: comparison with plistlib, ${WITHOUT_PLISTLIB}`);

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
`;

function xml(content: string): Uint8Array {
  return new TextEncoder().encode(`${HEAD}<plist version="1.0">${content}</plist>`);
}

const XML_EXAMPLE = `${HEAD}<plist version="1.0">
<dict>
  <!-- said twice -->
  <key>CFBundleExecutable</key> <string>A &amp;amp; &#xe9;&#128512; <![CDATA[<b>&amp;]]></string>
  <key>__proto__</key> <dict><key>constructor</key><true/></dict>
  <key>numbers</key>
  <array><integer>-7</integer><integer>0xFF</integer><integer>18446744073709551615</integer>
    <real>1.5e3</real><real>-inf</real><false/></array>
  <key>date</key> <date>2024-02-29T12:00:00Z</date>
  <key>data</key> <data>
    AAEC
    /w==
  </data>
  <key></key> <string/>
</dict>
</plist>`;

const XML_VALUE: PropertyListValue = new Map<string, PropertyListValue>([
  ["CFBundleExecutable", "A &amp; é😀 <b>&amp;"],
  ["__proto__", new Map([["constructor", true]])],
  ["numbers", [-7, 255, 18446744073709551615n, 1500, -Infinity, false]],
  ["date", new Date("2024-02-29T12:00:00Z")],
  ["data", Uint8Array.of(0, 1, 2, 255)],
  ["", ""],
]);

/** One object of every type. */
const OBJECTS: [number[], PropertyListValue][] = [
  [[0x00], null],
  [[0x08], false],
  [[0x09], true],
  [[0x10, 0xff], 255],
  [[0x11, 0xff, 0xfe], 65534],
  [[0x12, 0xff, 0xff, 0xff, 0xff], 4294967295],
  [[0x13, ...Array(8).fill(0xff)], -1],
  [[0x14, ...Array(8).fill(0), ...Array(8).fill(0xff)], 2n ** 64n - 1n],
  [[0x22, 0x3f, 0xc0, 0, 0], 1.5],
  [[0x23, 0x3f, 0xf8, 0, 0, 0, 0, 0, 0], 1.5],
  [[0x33, 0xc0, 0x40, 0, 0, 0, 0, 0, 0], new Date("2000-12-31T23:59:28Z")],
  [[0x43, 1, 2, 3], Uint8Array.of(1, 2, 3)],
  [[0x52, 0x41, 0x62], "Ab"],
  [[0x5f, 0x10, 0x10, ...Array(16).fill(0x61)], "a".repeat(16)],
  [[0x63, 0x00, 0xe9, 0xd8, 0x3d, 0xde, 0x00], "é😀"],
];

/** A dict of an array and a set of all of them. */
function binaryExample(): Uint8Array<ArrayBuffer> {
  const references = OBJECTS.map((_, index) => index + 5);
  const many = [0x10, OBJECTS.length, ...references];
  return binaryPropertyList([
    [0xd2, 1, 2, 3, 4],
    [0x55, ...new TextEncoder().encode("array")],
    [0x59, ...new TextEncoder().encode("__proto__")],
    [0xaf, ...many],
    [0xcf, ...many],
    ...OBJECTS.map(([bytes]) => bytes),
  ]);
}

function refused(bytes: Uint8Array, message: RegExp): void {
  assert.throws(() => parsePropertyList(bytes), (error) => {
    assert.ok(error instanceof PropertyListError, String(error));
    assert.match(error.message, message);
    return true;
  });
}

Deno.test("parsePropertyList() reads every type of XML, and keys that mean something to JavaScript", () => {
  assert.deepEqual(parsePropertyList(new TextEncoder().encode(XML_EXAMPLE)), XML_VALUE);
});

Deno.test("parsePropertyList() reads XML in UTF-16 and with a byte order mark", () => {
  const text = "\ufeff" + XML_EXAMPLE.replace("UTF-8", "UTF-16");
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) new DataView(bytes.buffer).setUint16(2 * at, text.charCodeAt(at));
  assert.deepEqual(parsePropertyList(bytes), XML_VALUE);
  assert.equal(parsePropertyList(new TextEncoder().encode("\ufeff<plist><string>a</string></plist>")), "a");
});

const NOT_XML: [string, RegExp][] = [
  ["", /is not a property list|is not XML/],
  ["{ CFBundleName = x; }", /is no/],
  ["<dict/>", /is not a property list/],
  ["<plist/>", /not just one value/],
  ["<plist><true/><true/></plist>", /not just one value/],
  ["<plist><dict><key>a</key></dict></plist>", /key without a value/],
  ["<plist><dict><string>a</string></dict></plist>", /value without a key/],
  ["<plist><dict>a</dict></plist>", /text where values belong/],
  ["<plist><string><b/></string></plist>", /element inside of a text/],
  ["<plist><uid/></plist>", /unknown type "uid"/],
  ["<plist><__proto__/></plist>", /is not XML/],
  ["<plist><integer>1.5</integer></plist>", /invalid integer/],
  [`<plist><integer>${"9".repeat(1000)}</integer></plist>`, /invalid integer/],
  ["<plist><real>much</real></plist>", /invalid number/],
  ["<plist><date>2024-13-01T00:00:00Z</date></plist>", /invalid date/],
  ["<plist><data>?</data></plist>", /not in Base64/],
  ["<plist><string>a</plist>", /is not XML/],
  ["<plist><array><string>a</array></string></plist>", /is not XML/],
  ["<plist><string>&x;</string></plist>", /"&x;", which stands for nothing/],
  ["<plist><string>a & b</string></plist>", /is not XML|stands for nothing/],
  ["<plist><string>&#x110000;</string></plist>", /is not XML|stands for nothing/],
];

for (const [text, message] of NOT_XML) {
  Deno.test(`parsePropertyList() refuses ${text.slice(0, 60) || "an empty file"}`, () => {
    refused(new TextEncoder().encode(text), message);
  });
}

Deno.test("parsePropertyList() expands no entities of a document, and reads no file for them", () => {
  const list = (entity: string) =>
    new TextEncoder().encode(`<!DOCTYPE plist [${entity}]><plist><string>&x;</string></plist>`);
  refused(list('<!ENTITY x SYSTEM "file:///etc/hostname">'), /is not XML|stands for nothing/);
  refused(list('<!ENTITY x "yyy">'), /is not XML|stands for nothing/);
});

Deno.test("parsePropertyList() refuses what is too long or nested too deep", () => {
  const nested = (depth: number) => xml("<array>".repeat(depth) + "</array>".repeat(depth));
  assert.ok(Array.isArray(parsePropertyList(nested(32))));
  refused(nested(33), /too deep/);
  refused(nested(5000), /is not XML/);
  refused(new Uint8Array(MAXIMUM_PROPERTY_LIST_BYTES + 1), /more than 1048576 bytes/);
});

Deno.test("parsePropertyList() reads every type of the binary form", () => {
  const values = OBJECTS.map(([, value]) => value);
  assert.deepEqual(
    parsePropertyList(binaryExample()),
    new Map<string, PropertyListValue>([["array", values], ["__proto__", new Set(values)]]),
  );
});

Deno.test("parsePropertyList() reads a binary list that is a part of a larger buffer", () => {
  const whole = new Uint8Array(1000);
  const example = binaryExample();
  whole.set(example, 100);
  const part = whole.subarray(100, 100 + example.length);
  assert.deepEqual(parsePropertyList(part), parsePropertyList(example));
});

const NESTED = Array.from({ length: 40 }, (_, index) => [0xa1, index + 1]);
const BAD_BINARY: [string, number[][], RegExp, BinaryListOptions?][] = [
  ["an array in itself", [[0xa1, 0]], /contains itself/],
  ["a round of two dicts", [[0xd1, 2, 1], [0xd1, 2, 0], [0x51, 0x61]], /contains itself/],
  ["arrays that double 30 times", [
    ...Array.from({ length: 30 }, (_, index) => [0xa2, index + 1, index + 1]),
    [0x09],
  ], /more than 100000 values/],
  ["arrays nested 40 times", [...NESTED, [0x09]], /too deep/],
  ["an array with a huge count", [[0xaf, 0x13, 0x7f, ...Array(7).fill(0xff)]], /beyond its end/],
  ["a dict with a huge count", [[0xdf, 0x12, 0xff, 0xff, 0xff, 0xff]], /beyond its end/],
  ["a text with a huge count", [[0x6f, 0x13, ...Array(8).fill(0xff)]], /beyond its end/],
  ["data that is cut off", [[0x44, 1, 2]], /beyond its end/],
  ["a count that is a text", [[0xaf, 0x51, 0x61]], /count that is not an integer/],
  ["an integer that is cut off", [[0x13, 1]], /beyond its end/],
  ["an integer of 32 bytes", [[0x15, ...Array(32).fill(0)]], /more than 16 bytes/],
  ["a date that is not a number", [[0x33, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0]], /invalid date/],
  ["a key that is a number", [[0xd1, 1, 1], [0x10, 1]], /key that is not a string/],
  ["a text that is not ASCII", [[0x51, 0xe9]], /not ASCII/],
  ["the id of an archive", [[0x80, 1]], /unknown type 0x80/],
  ["a reference to nothing", [[0xa1, 9]], /does not have/],
  ["a value behind the end", [[0x09]], /outside/, { offsets: [5000] }],
  ["a value in the header", [[0x09]], /outside/, { offsets: [0] }],
  ["a top that is not there", [[0x09]], /does not have/, { top: 1 }],
  ["no values", [], /does not have/],
  ["offsets of no size", [[0x09]], /trailer/, { offsetSize: 0 }],
  ["references of 9 bytes", [[0x09]], /trailer/, { referenceSize: 9 }],
  ["2^63 values", [[0x09]], /table of offsets/, { count: 2n ** 63n }],
  ["a table behind the end", [[0x09]], /table of offsets/, { table: 2n ** 64n - 1n }],
  ["a table in the header", [[0x09]], /table of offsets/, { table: 0n }],
];

for (const [what, objects, message, options] of BAD_BINARY) {
  Deno.test(`parsePropertyList() refuses a binary list with ${what}`, () => {
    refused(binaryPropertyList(objects, options), message);
  });
}

Deno.test("parsePropertyList() refuses a binary list that is cut off anywhere", () => {
  const example = binaryExample();
  for (let end = 0; end < example.length; end++) refused(example.subarray(0, end), /./);
});

Deno.test("parsePropertyList() refuses texts that overlap, whose sum would be far more than the file", () => {
  const count = 100;
  const texts = Array.from({ length: count }, () => [0x5f, 0x11, 0x0f, 0x00]);
  // A NUL is a text's character; the headers of the later texts are the characters of the earlier.
  const letters = Array.from({ length: 4000 }, () => 0);
  const array = [0xaf, 0x10, count, ...Array.from({ length: count }, (_, index) => index + 1)];
  refused(binaryPropertyList([array, ...texts, letters]), /overlap/);
});

Deno.test({
  name: "parsePropertyList() reads whatever Python's plistlib writes, in both forms",
  ignore: WITHOUT_PLISTLIB !== undefined,
  async fn() {
    await fc.assert(
      fc.asyncProperty(fc.array(writableValue, { minLength: 100, maxLength: 100 }), async (values) => {
        for (const [index, { xml, binary }] of (await writeWithPlistlib(values)).entries()) {
          assert.deepEqual(parsePropertyList(xml), values[index], new TextDecoder().decode(xml));
          assert.deepEqual(parsePropertyList(binary), values[index]);
        }
      }),
      { numRuns: timesOf(50), endOnFailure: true },
    );
  },
});

function readOrRefuse(bytes: Uint8Array): void {
  try {
    parsePropertyList(bytes);
  } catch (error) {
    if (!(error instanceof PropertyListError)) throw error;
  }
}

Deno.test("parsePropertyList() reads or refuses any text", () => {
  fc.assert(
    fc.property(mutatedText(XML_EXAMPLE), (text) => readOrRefuse(new TextEncoder().encode(text))),
    { numRuns: MUTATIONS },
  );
});

Deno.test("parsePropertyList() reads or refuses any bytes", () => {
  fc.assert(fc.property(mutatedBytes(binaryExample()), readOrRefuse), { numRuns: MUTATIONS });
});
