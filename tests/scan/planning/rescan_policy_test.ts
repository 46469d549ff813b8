import assert from "node:assert/strict";
import { NO_BLOCKS } from "../../../src/model/block.ts";
import type { ConfinementPolicy } from "../../../src/model/confinement.ts";
import { DESCRIBER_VERSION } from "../../../src/model/describer.ts";
import type { PluginOverrides } from "../../../src/model/plugin_overrides.ts";
import type { KnownModule } from "../../../src/model/scan_journal.ts";
import { getsMoreRights, isDue, type RescanPolicy } from "../../../src/scan/planning/rescan_policy.ts";
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

Deno.test("getsMoreRights() tells a failure that gets rights that it lacked", () => {
  const withRights = (
    policy: Partial<ConfinementPolicy>,
    changes: Partial<KnownModule> = {},
    own: PluginOverrides = {},
  ) => {
    const confinement = { level: "full" as const, layers: [], overrides: ["net"] };
    const known = knownModule(KEY, { ...CRASHED, confinement, ...changes });
    return getsMoreRights(known, { confinement: { level: "auto", allowances: [], ...policy } }, own);
  };
  assert.equal(withRights({}), false);
  assert.equal(withRights({ allowances: ["net"] }), false, "it failed with that");
  assert.equal(withRights({ allowances: ["net", "exec"] }), true);
  assert.equal(withRights({ level: "off" }), true);
  assert.equal(withRights({}, {}, { allow: ["exec"] }), true);
  assert.equal(withRights({}, {}, { confinement: "off" }), true);
  assert.equal(withRights({ level: "require" }, {}, { confinement: "off" }), false);
  const unconfined = { level: "none" as const, layers: [], overrides: [] };
  assert.equal(withRights({ level: "off" }, { confinement: unconfined }), false);
  assert.equal(withRights({ allowances: ["exec"] }, SCANNED), false, "nothing is wrong with it");
});
