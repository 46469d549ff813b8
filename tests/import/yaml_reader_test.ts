import assert from "node:assert/strict";
import fc from "fast-check";
import { yamlText } from "../../src/cli/output/yaml_text.ts";
import type { JsonLimits } from "../../src/import/json_reader.ts";
import { SourceSyntaxError } from "../../src/import/source_syntax_error.ts";
import { type YamlEntry, YamlReader } from "../../src/import/yaml_reader.ts";
import { timesOf } from "../support/counts.ts";

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

Deno.test("YamlReader refuses what no export has, and says where and what", async () => {
  const laughs = 'a: &a ["lol"]\nb: [*a, *a]\n...\n';
  const cases: [text: string, offset: number, says: RegExp][] = [
    [laughs, 3, /an anchor/],
    ["a: *x\n...\n", 3, /an alias/],
    ["a: !!js x\n...\n", 3, /a tag/],
    ["- a: |\n    text\n...\n", 5, /text of several lines/],
    ["a: 'x'\n...\n", 3, /single quotes/],
    ["a: no\n...\n", 3, /text without quotes/],
    ["a: [1, 2]\n...\n", 3, /a list on one line/],
    ['a: {"b": 1}\n...\n', 3, /an object on one line/],
    ['a: "\\x41"\n...\n', 3, /not as in JSON/],
    ['"\\q": 1\n...\n', 0, /not as in JSON/],
    ["a: 0x1\n...\n", 3, /not as in JSON/],
    ["a:\n  b: 1\n  b: 2\n...\n", 12, /twice/],
    ["a:\n  b: 1\n c: 2\n...\n", 11, /indentation/],
    ["a:\n    b: 1\n      c: 2\n...\n", 18, /indentation/],
    ["a:\n  b:\n...\n", 5, /no value/],
    ["a:\n  b: 1\n  2\n...\n", 12, /no name/],
    ["a:\n\tb: 1\n...\n", 3, /no name/],
    ["  a: 1\n...\n", 2, /begins with spaces/],
    ["a: 1\n...\nb: 2\n", 9, /more after its end/],
    ["a: 1\n---\nb: 2\n...\n", 5, /no name/],
  ];
  for (const [text, offset, says] of cases) {
    await assert.rejects(entriesOf(text), (error) => {
      assert.ok(error instanceof SourceSyntaxError, `${JSON.stringify(text)}: ${error}`);
      assert.match(error.message, says, JSON.stringify(text));
      assert.equal(error.offset, offset, JSON.stringify(text));
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
    [1, undefined, 1, "too-large", deep(3), "nested-too-deeply", 2],
  );
  await assert.rejects(
    entriesOf(`a: "${"x".repeat(100)}"\n...\n`, { limits, bytesAtOnce: 10 }),
    /longer than/,
  );
});
