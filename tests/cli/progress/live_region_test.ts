import assert from "node:assert/strict";
import { LiveRegion, type RegionSize } from "../../../src/cli/progress/live_region.ts";
import { fakeConsole } from "../support/fake_console.ts";

const BEGIN = "\x1b[?2026h\x1b[?25l";
const END = "\x1b[?25h\x1b[?2026l";

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

Deno.test("LiveRegion draws no more than ten times a second, each frame in one piece, and leaves nothing", async () => {
  const console = fakeConsole({ isTerminal: true });
  let count = 0;
  const region = new LiveRegion(console, () => [`frame ${count++}`, "second line"]);
  const startedAt = performance.now();
  await pause(450);
  await region.close();
  const most = (performance.now() - startedAt) / 100;
  const { stderr } = await console.printed();
  const frames = stderr.split(BEGIN).slice(1);
  assert.ok(frames.length >= 2 && frames.length <= most, `${frames.length} frames`);
  for (const frame of frames) assert.ok(frame.includes(`\x1b[J\r\x1b[1A${END}`), JSON.stringify(frame));
  assert.ok(stderr.endsWith(`${END}\r\x1b[J`), JSON.stringify(stderr));
  await pause(150);
  assert.equal((await console.printed()).stderr, stderr, "nothing is drawn after the end");
});

Deno.test("LiveRegion draws nothing while nothing changes", async () => {
  const console = fakeConsole({ isTerminal: true });
  const region = new LiveRegion(console, () => ["the same"]);
  await pause(350);
  await region.close();
  assert.equal((await console.printed()).stderr.split(BEGIN).length, 2);
});

Deno.test("LiveRegion asks for lines of the terminal's size, and clears all when that changes", async () => {
  const sizes: RegionSize[] = [];
  const size = { columns: 100, rows: 4 };
  const console = {
    ...fakeConsole({ isTerminal: true }),
    columns: () => size.columns,
    rows: () => size.rows,
  };
  const region = new LiveRegion(console, (given) => {
    sizes.push(given);
    return ["1", "2", "3", "4", "5"];
  });
  await pause(150);
  size.columns = 20;
  await pause(150);
  await region.close();
  const { stderr } = await console.printed();
  assert.deepEqual([sizes[0], sizes.at(-1)], [{ columns: 99, rows: 4 }, { columns: 19, rows: 4 }]);
  assert.ok(stderr.includes(`${BEGIN}\r\x1b[J1`), JSON.stringify(stderr));
  assert.ok(!stderr.includes("4\x1b[K"), "a row stays free");
});

Deno.test("LiveRegion keeps what it is told above its lines", async () => {
  const console = fakeConsole({ isTerminal: true });
  const region = new LiveRegion(console, () => ["below"]);
  await pause(150);
  region.tell("stays");
  await pause(150);
  region.tell("stays to the end");
  await region.close();
  const { stderr } = await console.printed();
  assert.ok(stderr.includes("\r\x1b[Jstays\n\rbelow\x1b[K"), JSON.stringify(stderr));
  assert.ok(stderr.endsWith("\r\x1b[Jstays to the end\n\r"), JSON.stringify(stderr));
});

Deno.test("LiveRegion is gone when the program crashes", { ignore: Deno.build.os !== "linux" }, async () => {
  const module = new URL("../../../src/cli/", import.meta.url);
  const code = `
    const { LiveRegion } = await import("${module}progress/live_region.ts");
    const { systemConsole } = await import("${module}terminal/console.ts");
    new LiveRegion(systemConsole(), () => ["region"]);
    setTimeout(() => { Promise.reject(new Error("crash")); }, 300);`;
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", code],
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder().decode(stderr);
  const [, afterwards = ""] = text.split("region\x1b[K");
  assert.match(afterwards.split("\r\x1b[J").at(-1)!, /error: Uncaught[^]*crash/, JSON.stringify(text));
});
