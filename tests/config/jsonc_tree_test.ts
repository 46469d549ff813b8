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
    ["{", 'expected a name in double quotes or "}", found the end of the file', 1],
    ["[", "expected a value, found the end of the file", 1],
    ['{"a"}', 'expected ":", found }', 4],
    ['{"a":}', "expected a value, found }", 5],
    ['{"a":1 "b":2}', 'expected "," or "}", found "b"', 7],
    ["{a:1}", 'expected a name in double quotes or "}", found a', 1],
    ["[1 2]", 'expected "," or "]", found 2', 3],
    ["{} {}", "expected the end, found {", 3],
    ["/* a", "unterminated comment", 0],
    ["{} /* a", "unterminated comment", 3],
    ['{"a": "x}', "unterminated string", 6],
    ['{"a": "\u0007"}', "control character in string", 6],
    ['{"a": "\\q"}', "invalid escape in string", 6],
    ["[,]", "expected a value, found ,", 1],
    ["'a'", "expected a value, found 'a'", 0],
    ["NaN", "expected a value, found NaN", 0],
    ["[".repeat(100), "nested too deeply", 33],
    ['{"a":'.repeat(100_000), "nested too deeply", 165],
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
