import assert from "node:assert/strict";
import type { ProgressChoice } from "../../../src/cli/output/output_options.ts";
import { withProgress } from "../../../src/cli/progress/with_progress.ts";
import type { WorkListener } from "../../../src/model/work_step.ts";
import { fakeConsole } from "../support/fake_console.ts";

async function messagesOf(
  flags: { progress?: ProgressChoice; verbose?: boolean },
  work: (listener?: WorkListener) => Promise<void>,
  isTerminal = true,
): Promise<string> {
  const console = fakeConsole({ isTerminal, environment: { TERM: "xterm" }, columns: 40 });
  await withProgress(flags, console, work);
  return (await console.printed()).stderr;
}

function steps(listener?: WorkListener): Promise<void> {
  listener?.({ what: "Checking A\n" });
  listener?.({ what: "Checking B", done: 1, total: 4 });
  listener?.({ what: "Checking B", done: 2, total: 4 });
  return Promise.resolve();
}

/** Work that lets no timer run, as a query of a large catalog does. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

Deno.test("quick work shows nothing, on a terminal and elsewhere", async () => {
  assert.equal(await messagesOf({}, steps), "");
  assert.equal(await messagesOf({}, steps, false), "");
  assert.equal(await messagesOf({ progress: "none" }, steps), "");
});

Deno.test("long work shows its step after a second, even if no timer can run, and removes it", async () => {
  const text = await messagesOf({}, async (listener) => {
    listener?.({ what: "Checking A" });
    block(1050);
    listener?.({ what: "Checking B", done: 1, total: 4 });
    await Promise.resolve();
  });
  assert.ok(text.includes("Checking B  25 %\x1b[K") && text.endsWith("\r\x1b[J"), JSON.stringify(text));
  assert.doesNotMatch(text, /Checking A/);
});

Deno.test("work that waits shows its step after a second", async () => {
  const text = await messagesOf({}, async (listener) => {
    listener?.({ what: "Copying a file with a name that is too long for the terminal" });
    await new Promise((resolve) => setTimeout(resolve, 1250));
  });
  assert.ok(text.includes("Copying a file with a name that is too…\x1b[K"), JSON.stringify(text));
});

Deno.test("a step that is known to be long is shown at once", async () => {
  const text = await messagesOf({}, (listener) => {
    listener?.({ what: "Checking", isLong: true });
    return Promise.resolve();
  });
  assert.ok(text.includes("Checking\x1b[K"), JSON.stringify(text));
});

Deno.test("plain progress has a line for each step, --verbose one with its duration", async () => {
  assert.equal(await messagesOf({ progress: "plain" }, steps, false), "Checking A␊\nChecking B  25 %\n");
  const verbose = await messagesOf({ verbose: true }, steps, false);
  assert.match(verbose, /^ +\d+ ms {2}Checking A␊\n +\d+ ms {2}Checking B\n$/);
});

Deno.test("a failure removes the line, too", async () => {
  const console = fakeConsole({ isTerminal: true, environment: { TERM: "xterm" } });
  await assert.rejects(
    withProgress({}, console, (listener) => {
      listener?.({ what: "Checking", isLong: true });
      throw new Error("no");
    }),
    /^Error: no$/,
  );
  assert.ok((await console.printed()).stderr.endsWith("\r\x1b[J"));
});
