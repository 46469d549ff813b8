import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { yamlText } from "../../../src/cli/output/yaml_text.ts";
import { timesOf } from "../../support/counts.ts";

Deno.test("yamlText() says what JSON says, to readers of YAML 1.2 and 1.1", () => {
  const anyValue = fc.jsonValue({ stringUnit: "binary", depthSize: "medium" });
  fc.assert(
    fc.property(anyValue, (value) => {
      const text = yamlText(value);
      const expected = JSON.parse(JSON.stringify(value));
      assert.deepEqual(parse(text), expected);
      assert.deepEqual(parse(text, { version: "1.1" }), expected);
    }),
    { numRuns: timesOf(5000) },
  );
});

Deno.test("yamlText() keeps names that mean something else in YAML", () => {
  const value = {
    no: "no",
    "a: b": "1:30",
    "": "~",
    "1e3": "1e3",
    "- x": "# y",
    list: [[], {}, [["a"]], { a: [{ b: null }] }],
    number: 5e-324,
  };
  assert.deepEqual(parse(yamlText(value)), value);
  assert.deepEqual(parse(yamlText(value), { version: "1.1" }), value);
  assert.equal(
    yamlText({ name: "x", tags: ["a"], of: [{ b: 1, c: {} }] }),
    'name: "x"\ntags:\n- "a"\nof:\n- b: 1\n  c: {}\n',
  );
});
