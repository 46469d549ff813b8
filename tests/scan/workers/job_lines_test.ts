import assert from "node:assert/strict";
import type { PluginFormat } from "../../../src/model/plugin_format.ts";
import { JobLines } from "../../../src/scan/workers/job_lines.ts";

function lines(counts: Partial<Record<PluginFormat, number>>): JobLines<string> {
  const waiting = new JobLines<string>((format) => format === "lv2");
  for (const [format, count] of Object.entries(counts) as [PluginFormat, number][]) {
    for (let i = 0; i < count; i++) waiting.add(format, `${format} ${i}`, 20);
  }
  return waiting;
}

Deno.test("JobLines gives the modules of one format in their order", () => {
  const waiting = lines({ vst3: 2 });
  const line = waiting.claim();
  assert.deepEqual([line?.format, line?.next(), line?.next(), line?.next()], [
    "vst3",
    "vst3 0",
    "vst3 1",
    undefined,
  ]);
  assert.equal(waiting.claim(), undefined);
});

Deno.test("JobLines gives LV2 to one worker, first of all", () => {
  const waiting = lines({ vst3: 100, lv2: 2, clap: 3 });
  assert.deepEqual([1, 2, 3].map(() => waiting.claim()?.format), ["lv2", "vst3", "vst3"]);
});

Deno.test("JobLines gives LV2 to another worker when the first has left", () => {
  const waiting = lines({ lv2: 2 });
  const first = waiting.claim();
  assert.equal(waiting.claim(), undefined);
  first?.leave();
  assert.equal(waiting.claim()?.format, "lv2");
});

Deno.test("JobLines shares workers by what waits for each", () => {
  const waiting = lines({ vst3: 10, ladspa: 30 });
  assert.deepEqual([1, 2, 3, 4].map(() => waiting.claim()?.format), ["ladspa", "ladspa", "vst3", "ladspa"]);
  assert.equal(waiting.size, 40);
});

Deno.test("JobLines counts a module that is known to be slow as many", () => {
  const waiting = lines({ ladspa: 30 });
  waiting.add("vst3", "a slow one", 5000);
  assert.ok(waiting.canClaim);
  assert.deepEqual([1, 2].map(() => waiting.claim()?.format), ["vst3", "vst3"]);
});

Deno.test("JobLines orders each line by the first number that differs", () => {
  const waiting = lines({ clap: 4 });
  const places: Record<string, number[]> = {
    "clap 0": [1, 0, 0],
    "clap 1": [0, -20, 3],
    "clap 2": [0, -20, 2],
    "clap 3": [0, -50, 9],
  };
  waiting.arrange((job) => places[job]!);
  const line = waiting.claim()!;
  assert.deepEqual([1, 2, 3, 4].map(() => line.next()), ["clap 3", "clap 2", "clap 1", "clap 0"]);
});
