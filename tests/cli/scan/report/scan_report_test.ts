import assert from "node:assert/strict";
import { timeText } from "../../../../src/cli/output/time_text.ts";
import { ScanReport } from "../../../../src/cli/scan/report/scan_report.ts";
import { type ModuleEvent, type ScanView, scanView } from "../../../../src/cli/scan/report/scan_view.ts";
import type { Reason, RemovedModule, ScannedModule } from "../../../../src/model/module.ts";
import type { ScanEvent } from "../../../../src/model/documents/scan_document.ts";
import { summarize } from "../../../support/summarize.ts";
import { NO_STYLES } from "../../../../src/cli/terminal/terminal.ts";
import { sampleModule, samplePlugin } from "../../support/scan_events.ts";

/** A scan of all folders, without `--all`. */
const NEWS: ScanView = scanView({}, []);

/** A module event, or the module of one that reports a result of this scan. */
type Seen = ScannedModule | Omit<ModuleEvent, "event">;

/** What is told of a scan that saw these modules, without colour. */
function textAbout(
  seen: readonly Seen[],
  { removed = [], view = NEWS, columns = Infinity }: {
    removed?: readonly RemovedModule[];
    view?: ScanView;
    columns?: number;
  } = {},
): string {
  const report = new ScanReport(NO_STYLES, view);
  const told = seen.map((one) => "module" in one ? one : { module: one });
  const modules = told.map(({ module }) => module);
  const events: ScanEvent[] = [
    ...told.map((one) => ({ event: "module", ...one } as const)),
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
  return report.text({ columns });
}

/** The result of an earlier scan. */
function stored(module: ScannedModule): Seen {
  return { module: { ...module, change: "unchanged" }, isStored: true };
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
  ], { removed: [{ location: "/plugins/Gone.vst3", format: "vst3", plugins: ["vst3:Gone"] }] }).split("\n");
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
    "               to unblock: pluginary blocklist remove vst3:No",
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
  const until = timeText(again.retryAt!);
  assert.ok(text.includes(`\n  failed once: scans skip it until ${until} or until the file changes\n`), text);
  assert.match(text, /\n {2}failed in 2 scans in a row: the next scan will allow it more time\n/);
  assert.match(text, /more time:\n {4}pluginary override set \/plugins\/B\.vst3 timeout=2m\n/);
  assert.match(text, /\n12 more failures; to see all, use "--all"\n/);
});

Deno.test("ScanReport wraps sentences between words, and keeps commands whole", () => {
  const hung: Reason = { code: "timed-out", message: "Did not respond in time and was stopped" };
  const text = textAbout([moduleAt("A", { outcome: "timed-out", reason: hung })], { columns: 40 });
  assert.match(text, /\n {2}timed-out: Did not respond in time and\n {2}was stopped\n/);
  assert.match(text, /\n {2}Check if [^]* time:\n {4}pluginary override set \/plugins\/A\.vst3 timeout=2m\n/);
  for (const line of text.split("\n").filter((one) => /^ {2}[^ ]/.test(one))) {
    assert.ok(line.length <= 40, line);
  }
});

Deno.test("ScanReport has one line for the warnings of a module", () => {
  const warnings = ["one", "two"].map((message) => ({ code: "crashed-after-answer" as const, message }));
  const modules = [moduleAt("A", { warnings })];
  assert.match(textAbout(modules), /^warning: \/plugins\/A\.vst3: 2 warnings; to see all, use "--all"$/m);
  assert.match(
    textAbout(modules, { view: { ...NEWS, isWhole: true } }),
    /^warning: \/plugins\/A\.vst3: one\nwarning: \/plugins\/A\.vst3: two$/m,
  );
});

Deno.test("ScanReport names what the user skipped, also if nothing else was scanned", () => {
  const report = new ScanReport(NO_STYLES, NEWS);
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

const CRASH: Reason = { code: "crashed", message: "Crashed with SIGSEGV" };

/** What earlier scans have told: a plugin, one that crashes and one that is blocked. */
const KNOWN: readonly Seen[] = [
  stored(moduleAt("Good", {})),
  stored(moduleAt("Bad", { outcome: "crashed", reason: CRASH, plugins: [] })),
  stored(moduleAt("No", { outcome: "blocked", reason: { code: "blocked-by-user", message: "" } })),
];

Deno.test("ScanReport says in one line that nothing has changed", () => {
  assert.equal(textAbout([stored(moduleAt("Good", {}))]), "No changes: 1 plugin in 1 module, 0.9 s\n");
  assert.equal(
    textAbout([KNOWN[2]!]),
    "No changes: 1 plugin in 1 module, 1 blocked, 0.9 s; to unblock: pluginary blocklist remove vst3:No\n",
  );
  assert.equal(
    textAbout(KNOWN),
    'No changes: 2 plugins in 3 modules, 1 known failure, 1 blocked, 0.9 s; to see all, use "--all"\n',
  );
});

Deno.test("ScanReport describes known failures if asked to, and only counts them otherwise", () => {
  const news = textAbout([...KNOWN, moduleAt("New", {})]);
  assert.equal(
    news,
    [
      '1 more failure; to see all, use "--all"',
      "",
      "new         1  New (Vendor)",
      "failed      1  Bad.vst3: crashed",
      "blocked     1  No (Vendor)",
      "               to unblock: pluginary blocklist remove vst3:No",
      "3 plugins in 4 modules, 1 failure, 0.9 s",
      "",
    ].join("\n"),
  );
  for (
    const view of [scanView({ all: true }, []), scanView({ failOn: ["any"] }, []), scanView({}, ["/plugins"])]
  ) {
    const text = textAbout(KNOWN, { view });
    assert.match(text, /^crashed: \/plugins\/Bad\.vst3\n/);
    assert.match(text, /\nNo changes: 2 plugins in 3 modules, 1 known failure, 1 blocked, 0\.9 s\n$/);
  }
});

Deno.test("ScanReport tells a failure of this scan in full, though the file is the same", () => {
  const text = textAbout([moduleAt("Bad", { change: "unchanged", outcome: "crashed", reason: CRASH })]);
  assert.match(text, /^crashed: /);
  assert.match(text, /\n1 plugin in 1 module, 1 failure, 0\.9 s\n$/);
});

Deno.test("ScanReport says what has moved and what works again", () => {
  const text = textAbout([
    { ...stored(moduleAt("Moved", {})), module: moduleAt("Moved", { change: "moved" }) },
    { module: moduleAt("Fixed", { change: "unchanged" }), isStored: false, formerOutcome: "timed-out" },
    { module: moduleAt("Same", { change: "unchanged" }), isStored: false, formerOutcome: "scanned" },
  ] as Seen[]);
  assert.equal(
    text,
    [
      "moved       1  Moved (Vendor)",
      "fixed       1  Fixed (Vendor)",
      "3 plugins in 3 modules, 0 failures, 0.9 s",
      "",
    ].join("\n"),
  );
});

Deno.test("ScanReport says how to try again what is blocked after failures", () => {
  const reason: Reason = { code: "blocked-after-failures", message: "Failed in 3 scans in a row" };
  const blocked = (name: string) => moduleAt(name, { change: "unchanged", outcome: "blocked", reason });
  assert.match(
    textAbout([blocked("A")]),
    /^blocked {5}1 {2}A \(Vendor\)\n {15}to try again: pluginary scan --retry-blocked \/plugins\/A\.vst3\n/,
  );
  assert.match(
    textAbout([blocked("A"), blocked("B")]),
    /\n {15}to try again: pluginary scan --retry-blocked\n/,
  );
});
