import assert from "node:assert/strict";
import { KeyQueue } from "../../../../src/cli/browse/screen/key_queue.ts";

/** A terminal that sends texts, each after a pause in milliseconds. */
function terminalWith(
  texts: readonly (string | Error)[],
  pauseMs = 80,
): { read(bytes: Uint8Array): Promise<number | null> } {
  const left = [...texts];
  return {
    read: async (bytes) => {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      const text = left.shift();
      if (text instanceof Error) throw text;
      return text === undefined ? null : new TextEncoder().encodeInto(text, bytes).written;
    },
  };
}

Deno.test("KeyQueue gives all keys that were pressed, and undefined once the terminal is gone", async () => {
  const queue = new KeyQueue();
  const end = queue.read(terminalWith(["ab", "\x1b[A"]));
  assert.deepEqual(await queue.take(), [{ name: "text", text: "a" }, { name: "text", text: "b" }]);
  await end;
  assert.deepEqual(await queue.take(), [{ name: "up" }]);
  assert.equal(await queue.take(), undefined);
});

Deno.test("KeyQueue takes a pause after ESC for the Escape key", async () => {
  const queue = new KeyQueue();
  const end = queue.read(terminalWith(["\x1b", "x"]));
  assert.deepEqual(await queue.take(), [{ name: "escape" }]);
  await end;
  assert.deepEqual(await queue.take(), [{ name: "text", text: "x" }]);
});

Deno.test("KeyQueue keeps Escape and a key soon after it apart, and leaves out keys with Alt", async () => {
  for (
    const [texts, names] of [[["\x1b", "x"], ["escape", "text"]], [["\x1b", "[A"], ["up"]], [
      ["\x1bx"],
      [],
    ]] as const
  ) {
    const queue = new KeyQueue();
    await queue.read(terminalWith(texts, 5));
    assert.deepEqual((await queue.take())?.map(({ name }) => name) ?? [], names);
  }
});

Deno.test("KeyQueue ends with a terminal that fails", async () => {
  const queue = new KeyQueue();
  await queue.read(terminalWith([new Error("Input/output error")]));
  assert.equal(await queue.take(), undefined);
});

Deno.test("KeyQueue.wake() ends a wait without a key", async () => {
  const queue = new KeyQueue();
  const taken = queue.take();
  queue.wake();
  assert.deepEqual(await taken, []);
});
