import assert from "node:assert/strict";
import { OutputTail } from "../../../src/scan/processes/output_tail.ts";

function streamOf(...texts: string[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  return ReadableStream.from(texts.map((text) => new TextEncoder().encode(text)));
}

Deno.test("OutputTail keeps the end of a long stream, across chunks", async () => {
  const tail = new OutputTail(streamOf("x".repeat(20_000), "y".repeat(8000), "the end"));
  await tail.done;
  assert.equal(tail.text().length, 8 * 1024);
  assert.match(tail.text(), /^x+y+the end$/);
});

Deno.test("OutputTail forgets what belongs to another module", async () => {
  const tail = new OutputTail(streamOf("before"));
  await tail.done;
  tail.clear();
  assert.equal(tail.text(), "");
});
