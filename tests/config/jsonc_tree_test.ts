import assert from "node:assert/strict";
import * as fc from "fast-check";
import { JsoncError, type JsoncNode, parseJsonc } from "../../src/config/jsonc_tree.ts";
import { timesOf } from "../support/counts.ts";
import { jsoncTexts } from "./support/jsonc_texts.ts";
import { parse } from "jsonc-parser";

/** The value of a tree; a key that comes twice counts with its last value, as in JSON. */
function valueOf(node: JsoncNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "array") return node.items.map(valueOf);
  return Object.fromEntries(node.properties.map(({ key, value }) => [key.value, valueOf(value)]));
}

Deno.test("parseJsonc() reads all that JSON can say", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      // What JSON.parse() makes of "-0" is no other number for us.
      assert.deepEqual(JSON.stringify(valueOf(parseJsonc(text))), JSON.stringify(JSON.parse(text)));
    }),
    { numRuns: timesOf(5000) },
  );
});

Deno.test("parseJsonc() reads comments and trailing commas as the package's own parser does", () => {
  fc.assert(
    fc.property(jsoncTexts(), ({ text }) => {
      assert.deepEqual(valueOf(parseJsonc(text)), parse(text, [], { allowTrailingComma: true }));
    }),
    { numRuns: timesOf(3000) },
  );
});

Deno.test("parseJsonc() takes any text for JSON with comments, or says where it is not", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:/*1tf\\n \n-e.') }), (text) => {
      try {
        parseJsonc(text);
      } catch (error) {
        assert.ok(error instanceof JsoncError, `${error}`);
        assert.ok(error.offset >= 0 && error.offset <= text.length);
      }
    }),
    { numRuns: timesOf(20_000) },
  );
});

for (
  const [text, message, offset] of [
    ["{", 'the end stands where a name in quotes or "}" should', 1],
    ["[", "the end stands where a value should", 1],
    ['{"a"}', '} stands where ":" should', 4],
    ['{"a":}', "} stands where a value should", 5],
    ['{"a":1 "b":2}', '"b" stands where "," or "}" should', 7],
    ["{a:1}", 'a stands where a name in quotes or "}" should', 1],
    ["[1 2]", '2 stands where "," or "]" should', 3],
    ["{} {}", "{ stands where nothing more should", 3],
    ["/* a", "a comment has no end", 0],
    ["{} /* a", "a comment has no end", 3],
    ['{"a": "x}', "a text has no end", 6],
    ['{"a": "\u0007"}', "a text has a control character", 6],
    ['{"a": "\\q"}', "a text has an escape that is none", 6],
    ["[,]", ", stands where a value should", 1],
    ["'a'", "'a' stands where a value should", 0],
    ["NaN", "NaN stands where a value should", 0],
    ["[".repeat(100), "it is nested too deeply", 33],
    ['{"a":'.repeat(100_000), "it is nested too deeply", 165],
  ] as const
) {
  Deno.test(`parseJsonc() says what is wrong with ${JSON.stringify(text.slice(0, 20))}`, () => {
    assert.throws(() => parseJsonc(text), new JsoncError(message, offset));
  });
}

Deno.test("parseJsonc() finds nothing in a text without a value", () => {
  for (const text of ["", " \n", "// only a comment", "/* another */ // one\n"]) {
    assert.equal(parseJsonc(text), undefined);
  }
});

Deno.test("parseJsonc() says where everything stands", () => {
  const text = '// x\n{ "a": [1, true] /* y */ , "b": {} }';
  const tree = parseJsonc(text);
  assert.ok(tree?.kind === "object");
  const spans = tree.properties.map(({ key, value, commaOffset }) => [
    text.slice(key.offset, key.offset + key.length),
    text.slice(value.offset, value.offset + value.length),
    commaOffset === undefined ? undefined : text[commaOffset],
  ]);
  assert.deepEqual(spans, [['"a"', "[1, true]", ","], ['"b"', "{}", undefined]]);
  assert.equal(tree.offset, 5);
});
