import assert from "node:assert/strict";
import { Inbox } from "../../../src/scan/workers/inbox.ts";

/** Keeps this process from everything else, as reading a very long answer does. */
function block(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;) { /* Busy. */ }
}

Deno.test("Inbox convicts nobody of silence while this process was too busy to listen", async () => {
  const line = new TextEncoder().encode('{"type":"entering","requestId":1}\n');
  const output = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      setTimeout(() => controller.enqueue(line), 150);
      setTimeout(() => controller.close(), 1000);
    },
  });
  const inbox = new Inbox(output);
  // Over the end of the wait, then over that of the second look.
  setTimeout(block, 10, 60);
  setTimeout(block, 90, 150);
  assert.equal((await inbox.next(50)).kind, "message");
  assert.equal((await inbox.next(5000)).kind, "closed");
});

Deno.test("Inbox says that nothing has come in time", async () => {
  const inbox = new Inbox(new ReadableStream<Uint8Array<ArrayBuffer>>());
  assert.equal((await inbox.next(10)).kind, "late");
});
