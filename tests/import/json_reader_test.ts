import assert from "node:assert/strict";
import fc from "fast-check";
import { type ByteSource, END, JsonReader } from "../../src/import/json_reader.ts";
import { SourceSyntaxError } from "../../src/import/source_syntax_error.ts";
import { parseSlice, withoutBareNumbers } from "../../src/import/parse_slice.ts";
import { timesOf } from "../support/counts.ts";

/** Bytes that come in pieces of these lengths, over and over. */
class PiecewiseSource implements ByteSource {
  readonly #bytes: Uint8Array;
  readonly #lengths: readonly number[];
  #at = 0;
  #reads = 0;

  constructor(text: string, lengths: readonly number[]) {
    this.#bytes = new TextEncoder().encode(text);
    this.#lengths = lengths;
  }

  read(buffer: Uint8Array): Promise<number | null> {
    if (this.#at >= this.#bytes.length) return Promise.resolve(null);
    const length = this.#lengths[this.#reads++ % this.#lengths.length]!;
    const piece = this.#bytes.subarray(this.#at, this.#at + Math.min(length, buffer.length));
    buffer.set(piece);
    this.#at += piece.length;
    return Promise.resolve(piece.length);
  }
}

/** Reads the members or elements of a document one by one. */
async function readMembers(
  text: string,
  lengths: readonly number[] = [1],
): Promise<[string | number, unknown][]> {
  const reader = new JsonReader(new PiecewiseSource(text, lengths));
  const members: [string | number, unknown][] = [];
  const parsed = async () => {
    const slice = await reader.value();
    return await parseSlice({ ...slice, text: slice.text! });
  };
  if (await reader.enter() === "array") {
    while (await reader.nextElement(members.length === 0)) members.push([members.length, await parsed()]);
  } else {
    for (let name; (name = await reader.nextName(members.length === 0)) !== undefined;) {
      members.push([name, await parsed()]);
    }
  }
  assert.equal(await reader.peek(), END);
  return members;
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

Deno.test("JsonReader reads the members of any object, however its bytes arrive", async () => {
  const object = fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue());
  const spaces = fc.constantFrom(undefined, 1, "\t");
  await fc.assert(
    fc.asyncProperty(object, spaces, lengths, async (value, space, pieces) => {
      const text = JSON.stringify(value, null, space);
      assert.deepEqual(await readMembers(text, pieces), Object.entries(JSON.parse(text)));
    }),
    { numRuns: timesOf(2000) },
  );
});

Deno.test("JsonReader reads the elements of any array, however its bytes arrive", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), lengths, async (value, pieces) => {
      const text = JSON.stringify(value);
      assert.deepEqual(
        await readMembers(text, pieces),
        Object.entries(JSON.parse(text)).map(([i, one]) => [Number(i), one]),
      );
    }),
    { numRuns: timesOf(2000) },
  );
});

/** A value that Python can write and JSON cannot, as Python's text and as what we read. */
interface PythonValue {
  readonly python: string;
  readonly json: unknown;
}

const { value: pythonValue } = fc.letrec<{ value: PythonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(
      { python: "NaN", json: "" },
      { python: "Infinity", json: "Inf" },
      { python: "-Infinity", json: "-Inf" },
    ),
    fc.oneof(fc.string(), fc.constantFrom("NaN", '"Infinity', "\\", '\\"-Infinity', "a\\\\"), fc.double())
      .map((json) => {
        const python = JSON.stringify(json);
        return { python, json: JSON.parse(python) as unknown };
      }),
    fc.array(tie("value")).map((all) => ({
      python: `[${all.map(({ python }) => python).join(", ")}]`,
      json: all.map(({ json }) => json),
    })),
    fc.dictionary(fc.string().filter((name) => name !== "__proto__"), tie("value")).map((all) => ({
      python: `{${
        Object.entries(all).map(([name, { python }]) => `${JSON.stringify(name)}: ${python}`).join(", ")
      }}`,
      json: Object.fromEntries(Object.entries(all).map(([name, { json }]) => [name, json])),
    })),
  ),
}));

Deno.test("bare NaN and Infinity are read wherever Python writes them, and never inside of strings", async () => {
  await fc.assert(
    fc.asyncProperty(pythonValue, lengths, async ({ python, json }, pieces) => {
      assert.equal(withoutBareNumbers(python).length, python.length);
      assert.deepEqual(await readMembers(`[${python}]`, pieces), [[0, json]]);
    }),
    { numRuns: timesOf(3000) },
  );
});

Deno.test("what is no JSON is an error with its place", async () => {
  const cases: [text: string, offset: number][] = [
    ['{"a": 1, "b" 2}', 13],
    ['{"a": 1 "b": 2}', 8],
    ['{"a": {"b": tru}}', 12],
    ['{"ä": {"ö": [1,]}}', 17],
    ['{"a": 1', 7],
    ['{"a": "x', 8],
    ["[1, 2", 5],
    ["[1, , 2]", 4],
    ["[NaNs]", 4],
    ["{1: 2}", 1],
    ["[xNaN]", 1],
  ];
  for (const [text, offset] of cases) {
    await assert.rejects(readMembers(text), (error) => {
      assert.ok(error instanceof SourceSyntaxError, `${text}: ${error}`);
      assert.equal(error.offset, offset, `${text}: ${error.message}`);
      return true;
    });
  }
});

Deno.test("the last value of a file may end with it", async () => {
  for (const text of ["12345", "true", '"x y"', "{}", "  [1]"]) {
    for (const length of [1, 2, 100]) {
      const slice = await new JsonReader(new PiecewiseSource(text, [length])).value();
      assert.deepEqual(await parseSlice({ ...slice, text: slice.text! }), JSON.parse(text));
    }
  }
});

Deno.test("a value that is too large or too deep is passed over, and the next one is read", async () => {
  const large = JSON.stringify({ name: "x".repeat(5000) });
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  const source = new PiecewiseSource(`[${large}, ${deep}, {"name": "small"}]`, [700]);
  const reader = new JsonReader(source, { valueBytes: 1000, depth: 10 });
  await reader.enter();
  const refusals: (string | undefined)[] = [];
  for (let isFirst = true; await reader.nextElement(isFirst); isFirst = false) {
    refusals.push((await reader.value()).refusal);
  }
  assert.deepEqual(refusals, ["too-large", "too-large", undefined]);

  const lessDeep = new JsonReader(new PiecewiseSource(`[${"[".repeat(11)}${"]".repeat(11)}]`, [7]), {
    valueBytes: 1000,
    depth: 10,
  });
  await lessDeep.enter();
  await lessDeep.nextElement(true);
  assert.equal((await lessDeep.value()).refusal, "nested-too-deeply");
});

Deno.test("JsonReader never holds more than one value", async () => {
  const record = JSON.stringify({ name: "x".repeat(500) });
  let left = 200_000;
  const bytes = new TextEncoder().encode(`${record},`);
  const source: ByteSource = {
    read(buffer) {
      if (left === 0) return Promise.resolve(null);
      left--;
      buffer.set(left === 199_999 ? new TextEncoder().encode("[") : bytes);
      return Promise.resolve(left === 199_999 ? 1 : bytes.length);
    },
  };
  const reader = new JsonReader(source);
  await reader.enter();
  const before = Deno.memoryUsage().external;
  for (let i = 0; i < 100_000; i++) {
    await reader.nextElement(i === 0);
    await reader.value();
  }
  assert.ok(Deno.memoryUsage().external - before < 16e6);
});
