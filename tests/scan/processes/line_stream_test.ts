import assert from "node:assert/strict";
import fc from "fast-check";
import { LineTooLongError, readLines } from "../../../src/scan/processes/line_stream.ts";

async function* stream(
  bytes: Uint8Array<ArrayBuffer>,
  cuts: readonly number[],
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    if (cut <= from || cut >= bytes.length) continue;
    yield await Promise.resolve(bytes.slice(from, cut));
    from = cut;
  }
  yield bytes.slice(from);
}

Deno.test("readLines() gives the same lines wherever the stream is cut", async () => {
  const line = fc.string({ unit: "binary" }).map((text) => text.toWellFormed().replaceAll("\n", ""));
  await fc.assert(fc.asyncProperty(fc.array(line), fc.array(fc.nat(200)), async (lines, cuts) => {
    const bytes = new TextEncoder().encode(lines.map((text) => text + "\n").join(""));
    const read = await Array.fromAsync(readLines(stream(bytes, cuts), 100_000));
    // The decoder takes a byte order mark at the start of a line for what it is.
    assert.deepEqual(read, lines.map((text) => text.replace(/^\uFEFF/, "")));
  }));
});

Deno.test("readLines() leaves out a line that its writer did not finish", async () => {
  const bytes = new TextEncoder().encode("whole\nhal");
  assert.deepEqual(await Array.fromAsync(readLines(stream(bytes, []), 100)), ["whole"]);
});

for (const text of ["x".repeat(101), "x".repeat(101) + "\n", "ok\n" + "x".repeat(200) + "\n"]) {
  Deno.test(`readLines() refuses a line that is too long (${text.length} bytes)`, async () => {
    const bytes = new TextEncoder().encode(text);
    await assert.rejects(Array.fromAsync(readLines(stream(bytes, [50]), 100)), LineTooLongError);
  });
}
