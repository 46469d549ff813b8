import assert from "node:assert/strict";
import fc from "fast-check";
import { yamlText } from "../../src/cli/output/yaml_text.ts";
import type { JsonLimits } from "../../src/import/json_reader.ts";
import { SourceSyntaxError } from "../../src/import/source_syntax_error.ts";
import type { YamlEntry } from "../../src/import/yaml_entry.ts";
import { YamlReader } from "../../src/import/yaml_reader.ts";
import { timesOf } from "../support/counts.ts";
import { mutatedText, MUTATIONS } from "../support/mutation.ts";

/** Reads a text as if it were a file of which the system gives so many bytes at a time. */
async function entriesOf(
  text: string,
  { bytesAtOnce = Infinity, limits }: { bytesAtOnce?: number; limits?: JsonLimits } = {},
): Promise<YamlEntry[]> {
  let left = new TextEncoder().encode(text);
  const read = (buffer: Uint8Array) => {
    const count = Math.min(bytesAtOnce, buffer.length, left.length);
    buffer.set(left.subarray(0, count));
    left = left.subarray(count);
    return Promise.resolve(count === 0 ? null : count);
  };
  return await Array.fromAsync(new YamlReader({ read }, limits).entries());
}

/** Puts the entries together as the document that they are of. */
function documentOf(entries: readonly YamlEntry[]): Record<string, unknown> {
  const members: [string, unknown][] = [];
  for (const { name, value } of entries) {
    if (name !== undefined) members.push([name, value ?? []]);
    else (members.at(-1)![1] as unknown[]).push(value);
  }
  return Object.fromEntries(members);
}

/** Any document; a member that is null would be taken for a list without elements. */
const documents = fc.dictionary(
  fc.string({ unit: "binary" }),
  fc.jsonValue({ maxDepth: 5 }).filter((value) => value !== null),
  { minKeys: 1 },
).map((document): Record<string, unknown> => JSON.parse(JSON.stringify(document)));

Deno.test("YamlReader reads what is written as YAML, whatever it says", async () => {
  await fc.assert(
    fc.asyncProperty(documents, fc.integer({ min: 1, max: 50 }), async (document, bytesAtOnce) => {
      const entries = await entriesOf(`${yamlText(document)}...\n`, { bytesAtOnce });
      assert.deepEqual(documentOf(entries), document);
    }),
    { numRuns: timesOf(2000), examples: [[JSON.parse('{"__proto__": [[1, [2]], {"__proto__": {}}]}'), 1]] },
  );
});

Deno.test("YamlReader says where each entry is, and does not mind comments, empty lines and other ends of lines", async () => {
  const text =
    '\ufeff# Mine.\r\nschema: "export"\r\n\r\nplugins:\r\n# One.\r\n- id: "ü"\r\n  name: "b"\r\n- 3\r\n...\r\n';
  const entries = await entriesOf(text);
  assert.deepEqual(documentOf(entries), { schema: "export", plugins: [{ id: "ü", name: "b" }, 3] });
  const bytes = new TextEncoder().encode(text);
  const starts = entries.map(({ offset }) => new TextDecoder().decode(bytes.subarray(offset, offset + 4)));
  assert.deepEqual(starts, ["sche", "plug", "- id", "- 3\r"]);
});

Deno.test("YamlReader notices that a document is cut off, wherever that is", async () => {
  const text = `${yamlText({ schema: "export", plugins: [{ id: "a", list: [1, 2] }, { id: "b" }] })}...\n`;
  for (let length = 0; length < text.length - 1; length++) {
    await assert.rejects(entriesOf(text.slice(0, length)), SourceSyntaxError, text.slice(0, length));
  }
});

Deno.test("YamlReader reads what other programs lay out anew", async () => {
  const expected = {
    schema: "export",
    plugins: [{ id: "a", name: "No: a\n 'b'", list: [1, { c: null }] }, { id: "b", name: "two words" }, 3],
    tags: [],
    note: "line\n\nline\n",
  };
  const layouts = [
    `%YAML 1.2
---
schema: export
plugins:
  # One.
  - id: a
    name: "No: a\\n
      'b'"
    list: [1, {c: ~}]

  -
    id: 'b'
    name: two
      words
  - 3
tags: []
note: |
  line

  line
...
`,
    `--- # Ours.
"schema": 'export'
plugins:   # All.
-   id: "a"
    name: |-
      No: a
       'b'
    list:
      - 1
      - c:
- {id: b, name: two words}
- 0x3
tags: [
  ]
note: "line\\n\\nline\\n"
... # Done.

`,
  ];
  for (const layout of layouts) {
    for (const bytesAtOnce of [1, 7, 1000]) {
      assert.deepEqual(documentOf(await entriesOf(layout, { bytesAtOnce })), expected);
    }
  }
});

Deno.test("YamlReader reads lists by element, at any indentation", async () => {
  for (const spaces of ["", "  ", "      "]) {
    const text =
      `plugins:\n\n${spaces}- a: 1\n${spaces}  b: [\n${spaces}   1]\n${spaces}-\n${spaces} - 2\n...\n`;
    const values = (await entriesOf(text)).map(({ value }) => value);
    assert.deepEqual(values, [null, { a: 1, b: [1] }, [2]]);
  }
});

Deno.test("YamlReader refuses invalid YAML, aliases and tags, and says where and what", async () => {
  const laughs = 'a: &a ["lol"]\nb: [*a, *a]\n...\n';
  const cases: [text: string, offset: number, says: RegExp][] = [
    [laughs, 19, /aliases are not accepted/],
    ["a: [&a [lol], *a]\n...\n", 15, /aliases are not accepted/],
    ["a: *x\n...\n", 4, /alias/],
    ["a: !!js x\n...\n", 3, /tag/],
    ["a: !x [1]\n...\n", 3, /tag/],
    ["a: !!binary AAAA\n...\n", 3, /tag/],
    ['a: "\\q"\n...\n', 5, /escape/],
    ["a: 'x\n...\n", 6, /indentation/],
    ["ä: 1\nb:\n  ö: 1\n  ö: 2\n...\n", 19, /duplicated/],
    ["a:\n  b: 1\n c: 2\n...\n", 11, /indentation/],
    ["a:\n    b: 1\n      c: 2\n...\n", 19, /indentation/],
    ["a:\n  - 1\n - 2\n...\n", 10, /separator is expected/],
    ["a: 1\n- 2\n...\n", 5, /separator is expected/],
    ["a:\n  b: 1\n  2\n...\n", 13, /mapping key/],
    ["a:\n\tb: 1\n...\n", 3, /tab/],
    ["text\n...\n", 0, /expected a name/],
    ["{a: 1, b: 2}\n...\n", 0, /expected a name/],
    ["  a: 1\n...\n", 2, /expected a name/],
    ["a: 1\n...\nb: 2\n", 9, /text after the end/],
    ["a: 1\n---\nb: 2\n...\n", 5, /expected a name/],
  ];
  for (const [text, offset, says] of cases) {
    await assert.rejects(entriesOf(text), (error) => {
      assert.ok(error instanceof SourceSyntaxError, `${JSON.stringify(text)}: ${error}`);
      assert.match(error.message, says, JSON.stringify(text));
      assert.equal(error.offset, offset, `${JSON.stringify(text)}: ${error.message}`);
      return true;
    });
  }
});

Deno.test("YamlReader leaves out entries that are too large or too deep, and reads on", async () => {
  const limits = { valueBytes: 60, depth: 5 };
  const deep = (levels: number): unknown => levels === 0 ? 1 : { a: deep(levels - 1) };
  const large = Array(30).fill("x");
  const text = yamlText({ head: 1, list: [1, large, deep(3), deep(5), 2] }) + "...\n";
  const entries = await entriesOf(text, { limits });
  assert.deepEqual(
    entries.map(({ value, refusal }) => refusal ?? value),
    [1, null, 1, "too-large", deep(3), "nested-too-deeply", 2],
  );
  await assert.rejects(
    entriesOf(`a: "${"x".repeat(100)}"\n...\n`, { limits, bytesAtOnce: 10 }),
    /line too long/,
  );
});

Deno.test("YamlReader leaves out an entry of more values than fit into a reasonable memory", async () => {
  const entries = await entriesOf(`a: [${"1,".repeat(2_500_000)}]\nb: 1\n...\n`);
  assert.deepEqual(entries.map(({ name, value, refusal }) => refusal ?? [name, value]), ["too-large", [
    "b",
    1,
  ]]);
});

Deno.test("YamlReader reads or refuses any text", async () => {
  const example =
    `schema: export\nplugins:\n  - &a {b: [1, "c\\x41"]}\n  - ? d\n    : !!str e\n  - |\n    f\n...\n`;
  await fc.assert(
    fc.asyncProperty(mutatedText(example), async (text) => {
      try {
        await entriesOf(text, { bytesAtOnce: 10 });
      } catch (error) {
        if (!(error instanceof SourceSyntaxError)) throw error;
      }
    }),
    { numRuns: MUTATIONS },
  );
});
