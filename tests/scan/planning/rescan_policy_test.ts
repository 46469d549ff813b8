import assert from "node:assert/strict";
import { NO_BLOCKS } from "../../../src/model/block.ts";
import { DESCRIBER_VERSION } from "../../../src/model/describer.ts";
import type { KnownModule } from "../../../src/model/scan_journal.ts";
import { isDue, type RescanPolicy } from "../../../src/scan/planning/rescan_policy.ts";
import { knownModule } from "../../support/known_module.ts";

const KEY = { location: "/plugins/A.vst3", format: "vst3" } as const;
const DAY_MS = 86_400_000;

function isDueAt(now: string, changes: Partial<KnownModule>, policy: RescanPolicy = {}): boolean {
  const known = knownModule(KEY, { describer: DESCRIBER_VERSION, ...changes });
  return isDue(known, NO_BLOCKS, policy, new Date(now));
}

const CRASHED: Partial<KnownModule> = {
  reasonCode: "crashed",
  scannedAt: "2026-06-01T00:00:00.000Z",
  retryAt: "2026-06-02T00:00:00.000Z",
};
const SCANNED: Partial<KnownModule> = { outcome: "scanned", scannedAt: "2026-06-01T00:00:00.000Z" };

Deno.test("isDue() leaves alone what crashed until its time has come", () => {
  assert.equal(isDueAt("2026-06-01T12:00:00.000Z", CRASHED), false);
  assert.equal(isDueAt("2026-06-02T00:00:00.000Z", CRASHED), true);
});

Deno.test("isDue() does not wait for the time of a clock that has been set back", () => {
  assert.equal(isDueAt("2025-01-01T00:00:00.000Z", CRASHED), true);
  assert.equal(isDueAt("2025-01-01T00:00:00.000Z", SCANNED), false, "nothing is wrong with it");
});

Deno.test("isDue() takes what was scanned in the future for older than any time", () => {
  const policy = { olderThanMs: 30 * DAY_MS };
  assert.equal(isDueAt("2026-06-10T00:00:00.000Z", SCANNED, policy), false);
  assert.equal(isDueAt("2026-07-10T00:00:00.000Z", SCANNED, policy), true);
  assert.equal(isDueAt("2025-01-01T00:00:00.000Z", SCANNED, policy), true);
});
