import assert from "node:assert/strict";
import { FailureWatch } from "../../../../src/cli/scan/report/failure_watch.ts";
import type { FailOn } from "../../../../src/cli/scan/report/fail_on.ts";
import { messageOfFailures } from "../../../../src/model/block.ts";
import type { ScannedModule } from "../../../../src/model/module.ts";
import { eventsOf, sampleModule, samplePlugin } from "../../support/scan_events.ts";

const BLOCKED = sampleModule({
  location: "/plugins/A.vst3",
  outcome: "blocked",
  reason: {
    code: "blocked-after-failures",
    message: messageOfFailures(3, { code: "timed-out", message: "Hung" }),
  },
});

async function occurs(
  failOn: FailOn,
  modules: readonly ScannedModule[],
  { paths = [], countsBlocks = false }: { paths?: readonly string[]; countsBlocks?: boolean } = {},
): Promise<boolean> {
  const watch = new FailureWatch([failOn], { paths, countsBlocks: () => countsBlocks });
  for await (const event of eventsOf(modules)) watch.see(event);
  return watch.occurred;
}

Deno.test("FailureWatch takes a block for the failure behind it, only where blocks count", async () => {
  assert.equal(await occurs("any", [BLOCKED]), false);
  assert.equal(await occurs("any", [BLOCKED], { countsBlocks: true }), true);
  assert.equal(await occurs("timed-out", [BLOCKED], { countsBlocks: true }), true);
  assert.equal(await occurs("crashed", [BLOCKED], { countsBlocks: true }), false);
});

Deno.test("FailureWatch never counts a block of the user", async () => {
  const module: ScannedModule = { ...BLOCKED, reason: { code: "blocked-by-user", message: "No" } };
  assert.equal(await occurs("any", [module], { countsBlocks: true }), false);
});

Deno.test('FailureWatch of "empty" wants a plugin in each named path', async () => {
  const found = sampleModule({ location: "/plugins/A.vst3", plugins: [samplePlugin()] });
  assert.equal(await occurs("empty", [found], { paths: ["/plugins"] }), false);
  assert.equal(await occurs("empty", [found], { paths: ["/plugins/A.vst3"] }), false);
  assert.equal(await occurs("empty", [found], { paths: ["/plugins", "/plug"] }), true);
  assert.equal(await occurs("empty", []), false, "no path was named");
  assert.equal(await occurs("any", [], { paths: ["/plugins"] }), false, "emptiness is no failure");
  const hollow = sampleModule({ location: "/plugins/A.vst3" });
  assert.equal(await occurs("empty", [hollow], { paths: ["/plugins"] }), true);
});
