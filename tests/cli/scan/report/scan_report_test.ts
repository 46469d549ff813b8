import assert from "node:assert/strict";
import { ScanReport } from "../../../../src/cli/scan/report/scan_report.ts";
import type { Reason, RemovedModule, ScannedModule } from "../../../../src/model/module.ts";
import type { ScanEvent } from "../../../../src/model/documents/scan_document.ts";
import { summarize } from "../../../../src/model/documents/scan_summary.ts";
import { NO_STYLES } from "../../../../src/cli/terminal/terminal.ts";
import { sampleModule, samplePlugin } from "../../support/scan_events.ts";

/** What is told of a scan that saw these modules, without colour. */
function textAbout(modules: readonly ScannedModule[], removed: readonly RemovedModule[] = []): string {
  const report = new ScanReport(NO_STYLES);
  const events: ScanEvent[] = [
    ...modules.map((module) => ({ event: "module", module } as const)),
    ...removed.map((module) => ({ event: "removed", removed: module } as const)),
    {
      event: "finished",
      durationMs: 900,
      complete: true,
      interruptedBy: null,
      confinement: { level: "full", layers: [] },
      summary: summarize(modules, removed),
    },
  ];
  for (const event of events) report.see(event);
  return report.text();
}

function moduleAt(name: string, changes: Partial<ScannedModule>): ScannedModule {
  return sampleModule({ location: `/plugins/${name}.vst3`, plugins: [samplePlugin({ name })], ...changes });
}

Deno.test("ScanReport says at a glance what is new, updated, gone, failed and blocked", () => {
  const crash: Reason = { code: "crashed", message: "Crashed with SIGSEGV", failedScans: 3, attempts: 2 };
  const lines = textAbout([
    moduleAt("Old", { change: "unchanged" }),
    ...["F", "A", "B", "C", "D", "E"].map((name) => moduleAt(name, { change: "added" })),
    moduleAt("Up", { change: "modified" }),
    moduleAt("Bad", { change: "unchanged", outcome: "crashed", reason: crash, durationMs: 31 }),
    moduleAt("No", {
      change: "unchanged",
      outcome: "blocked",
      reason: { code: "blocked-by-user", message: "Never" },
    }),
  ], [{ location: "/plugins/Gone.vst3", format: "vst3", plugins: ["vst3:Gone"] }]).split("\n");
  assert.deepEqual(lines, [
    "crashed: /plugins/Bad.vst3, contains Bad (Vendor)",
    "  crashed: Crashed with SIGSEGV",
    "  took 31 ms, tried 2 times",
    "  failed in 3 scans in a row: blocked until the file changes",
    "  Update the plugin, or tell its vendor that it crashes when it is loaded",
    "",
    "new         6  A (Vendor), B (Vendor), C (Vendor), D (Vendor), E (Vendor) and 1 more",
    "updated     1  Up (Vendor)",
    "gone        1  Gone.vst3",
    "failed      1  Bad (Vendor): crashed",
    "blocked     1  No (Vendor)",
    "10 plugins in 10 modules, 1 failure, 0.9 s",
    "",
  ]);
});

Deno.test("ScanReport does not call everything new where nothing was known before", () => {
  assert.equal(textAbout([moduleAt("A", {})]), "1 plugin in 1 module, 0 failures, 0.9 s\n");
});

Deno.test("ScanReport says when what failed is tried again, and describes no more than one can read", () => {
  const again: Reason = { code: "crashed", message: "", failedScans: 1, retryAt: "2026-01-02T03:04:05.000Z" };
  const hung: Reason = { code: "timed-out", message: "", failedScans: 2 };
  const text = textAbout([
    moduleAt("A", { outcome: "crashed", reason: again }),
    moduleAt("B", { outcome: "timed-out", reason: hung }),
    ...Array.from({ length: 30 }, (_, i) => moduleAt(`C${i}`, { outcome: "failed" })),
  ]);
  assert.match(
    text,
    /\n {2}failed once: scans skip it until 2026-01-02 03:04 UTC or until the file changes\n/,
  );
  assert.match(text, /\n {2}failed in 2 scans in a row: the next scan will allow it more time\n/);
  assert.match(text, /: pluginary override set \/plugins\/B\.vst3 timeout=2m\n/);
  assert.match(text, /\n12 more failures; run "pluginary scan show" to see them all\n/);
});

Deno.test("ScanReport names what the user skipped, also if nothing else was scanned", () => {
  const report = new ScanReport(NO_STYLES);
  for (const location of ["/plugins/B.vst3", "/plugins/A.vst3"]) {
    report.see({ event: "problem", problem: { location, code: "skipped", message: "Was skipped" } });
  }
  report.see({
    event: "finished",
    durationMs: 900,
    complete: true,
    interruptedBy: null,
    confinement: { level: "none", layers: [] },
    summary: summarize([], []),
  });
  assert.match(report.text(), /^skipped {5}2 {2}A\.vst3, B\.vst3\n0 plugins in 0 modules, 0 failures/m);
});
