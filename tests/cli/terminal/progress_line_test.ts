import assert from "node:assert/strict";
import { ProgressLine } from "../../../src/cli/terminal/progress_line.ts";
import { fakeConsole } from "../support/fake_console.ts";

Deno.test("ProgressLine draws no more than ten times a second, within the width, and leaves nothing", async () => {
  const console = fakeConsole({ isTerminal: true, columns: 40 });
  const line = ProgressLine.for(console, { sharesTerminal: false })!;
  const startedAt = performance.now();
  for (let done = 0; done < 100; done++) {
    line.see({
      event: "progress",
      done,
      total: 100,
      running: [`/plugins/long name ${done} of a plugin.vst3`],
    });
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  await line.clear();
  const { stderr } = await console.printed();
  const drawings = stderr.split("\r\x1b[K");
  assert.equal(drawings.at(-1), "");
  const most = (performance.now() - startedAt) / 100 + 2;
  assert.ok(drawings.length <= most && drawings.length > 2, `${drawings.length} drawings`);
  for (const drawing of drawings) assert.ok(drawing.length <= 39, drawing);
});

Deno.test("ProgressLine shows file names that cannot move the cursor", async () => {
  const console = fakeConsole({ isTerminal: true });
  const line = ProgressLine.for(console, { sharesTerminal: false })!;
  line.see({ event: "progress", done: 0, total: 1, running: ["/plugins/a\nb\x1b[2J.vst3"] });
  await new Promise((resolve) => setTimeout(resolve, 150));
  await line.clear();
  assert.match((await console.printed()).stderr, /Scanning 0 of 1 {2}a␊b␛\[2J\.vst3/);
});

Deno.test("ProgressLine says at once what was skipped", async () => {
  const console = fakeConsole({ isTerminal: true });
  const line = ProgressLine.for(console, { sharesTerminal: false })!;
  const problem = { location: "/plugins/Slow.vst3", code: "skipped", message: "Was skipped" } as const;
  line.see({ event: "problem", problem });
  await line.clear();
  assert.equal((await console.printed()).stderr, "\r\x1b[KSkipped Slow.vst3\n");
});

Deno.test("ProgressLine is not for pipes, dumb terminals or a terminal that gets the events", () => {
  const lineFor = (options: Parameters<typeof fakeConsole>[0], sharesTerminal = false) =>
    ProgressLine.for(fakeConsole(options), { sharesTerminal });
  assert.equal(lineFor({ isTerminal: false }), undefined);
  assert.equal(lineFor({ isTerminal: true, environment: { TERM: "dumb" } }), undefined);
  assert.equal(lineFor({ isTerminal: true }, true), undefined);
});
