import assert from "node:assert/strict";
import { ScanTally } from "../../../../src/cli/scan/progress/scan_tally.ts";
import type { WorkerActivity } from "../../../../src/model/documents/scan_document.ts";
import { sampleModule } from "../../support/scan_events.ts";

function activity(worker: string): WorkerActivity {
  return { worker, location: `/${worker}.vst3`, format: "vst3", forMs: 0 };
}

Deno.test("ScanTally sorts workers by number, those that start last, and keeps rows for the next ones", () => {
  const tally = new ScanTally();
  const rows = (...names: string[]) => tally.rows(names.map(activity)).map((row) => row?.worker);
  tally.see({ event: "progress", done: 0, total: 10, running: ["/A.vst3"] });
  assert.deepEqual(rows("w10", "w2", "w1"), ["w1", "w2", "w10"]);
  assert.deepEqual(rows("w10", "w2"), ["w2", "w10", undefined]);
  const { worker: _, ...starting } = activity("w11");
  assert.deepEqual(tally.rows([starting, activity("w3")]).map((row) => row && row.worker), [
    "w3",
    undefined,
    undefined,
  ]);
  assert.equal(tally.rows([starting, activity("w3")])[1], starting);
  tally.see({ event: "progress", done: 8, total: 10, running: ["/A.vst3"] });
  assert.deepEqual(rows("w3"), ["w3", undefined], "no row for workers that nothing is left for");
});

Deno.test("ScanTally tells no rate while only plugins that hang are left, or nothing finishes", () => {
  const tally = new ScanTally();
  tally.see({ event: "progress", done: 0, total: 1520, running: ["/A.vst3"] });
  const now = performance.now();
  for (let i = 0; i < 1500; i++) tally.see({ event: "module", module: sampleModule(), isStored: false });
  const running = ["/A.vst3", "/B.vst3"];
  tally.see({ event: "progress", done: 1500, total: 1520, running });
  assert.ok(tally.rate(now + 2500)! > 100);
  assert.equal(tally.rate(now + 4000), undefined, "silent for some seconds");
  tally.see({ event: "progress", done: 1518, total: 1520, running });
  assert.equal(tally.rate(now + 2500), undefined, "the rest is running");
});

Deno.test("ScanTally tells a rate once there is enough to tell", () => {
  const tally = new ScanTally();
  assert.equal(tally.rate(), undefined);
  tally.see({ event: "progress", done: 0, total: 10, running: ["/A.vst3"] });
  const now = performance.now();
  for (let i = 0; i < 6; i++) tally.see({ event: "module", module: sampleModule(), isStored: false });
  tally.see({ event: "module", module: sampleModule(), isStored: true });
  assert.equal(tally.rate(now + 1000), undefined);
  assert.ok(Math.abs(tally.rate(now + 3000)! - 2) < 0.1, "stored results do not count");
  assert.equal(tally.rate(now + 60_000), undefined, "none in the last seconds");
});

Deno.test("ScanTally remembers the last failures of modules and of their plugins", () => {
  const tally = new ScanTally();
  const reason = { code: "crashed", message: "Crashed with SIGSEGV" } as const;
  const failure = { id: "vst3:X", name: "X", outcome: "crashed", reason } as const;
  for (const name of ["A", "B", "C"]) {
    const module = sampleModule({ location: `/${name}.vst3`, outcome: "crashed", reason, plugins: [] });
    tally.see({ event: "module", module, isStored: false });
    tally.see({ event: "module", module, isStored: true });
  }
  tally.see({ event: "module", module: sampleModule({ failures: [failure] }), isStored: false });
  assert.equal(tally.failures, 4);
  assert.deepEqual(tally.lastFailures.map(({ name }) => name), ["B.vst3", "C.vst3", "X"]);
});
