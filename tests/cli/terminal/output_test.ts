import assert from "node:assert/strict";
import { Output, OutputClosed } from "../../../src/cli/terminal/output.ts";
import { FakeStream } from "../support/fake_console.ts";

Deno.test("Output writes everything to a reader that takes a few bytes at a time", async () => {
  const stream = new FakeStream({ bytesPerWrite: 7 });
  const output = new Output(stream);
  const text = "naïve 🎛 text, ".repeat(10_000);
  await output.write(text);
  await output.flush();
  assert.equal(stream.text(), text);
});

Deno.test("Output tells that the reader is gone", async () => {
  const output = new Output({
    isTerminal: () => false,
    write: () => Promise.reject(new Deno.errors.BrokenPipe()),
  });
  await output.write("something");
  await assert.rejects(output.flush(), OutputClosed);
});

Deno.test("Output waits for a pipe that is full and does not block", async () => {
  let refusals = 3;
  const stream = new FakeStream();
  const output = new Output({
    isTerminal: () => false,
    write: (bytes) => refusals-- > 0 ? Promise.reject(new Deno.errors.WouldBlock()) : stream.write(bytes),
  });
  await output.write("in the end");
  await output.flush();
  assert.equal(stream.text(), "in the end");
});

Deno.test("Output names what the system says when it cannot write", async () => {
  const output = new Output({
    isTerminal: () => false,
    write: () => Promise.reject(new Error("No space left on device (os error 28)")),
  });
  await output.write("x");
  await assert.rejects(output.flush(), /^PluginaryError: Cannot write the output: No space left/);
});
