import assert from "node:assert/strict";
import { type ByteSource, LineReader } from "../../src/worker/line_reader.ts";

/** Gives a text a few bytes at a time. */
function source(text: string, step: number): ByteSource {
  let rest = new TextEncoder().encode(text);
  return {
    readSync(into) {
      if (rest.length === 0) return null;
      const size = Math.min(step, into.length, rest.length);
      into.set(rest.subarray(0, size));
      rest = rest.slice(size);
      return size;
    },
  };
}

for (const step of [1, 3, 1000]) {
  Deno.test(`LineReader reads lines that arrive ${step} bytes at a time`, () => {
    const reader = new LineReader(source("grün\n\nlast\nunfinished", step), 100);
    assert.deepEqual([reader.next(), reader.next(), reader.next(), reader.next()], [
      "grün",
      "",
      "last",
      undefined,
    ]);
  });
}

Deno.test("LineReader refuses a line that is too long", () => {
  assert.throws(() => new LineReader(source("x".repeat(300), 10), 100).next(), RangeError);
});
