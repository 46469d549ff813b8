import assert from "node:assert/strict";
import fc from "fast-check";
import stringWidth from "string-width";
import { scanFrame } from "../../../../src/cli/scan/progress/scan_frame.ts";
import { ScanTally } from "../../../../src/cli/scan/progress/scan_tally.ts";
import { NO_STYLES, stylesFor } from "../../../../src/cli/terminal/terminal.ts";
import type { WorkerActivity } from "../../../../src/model/documents/scan_document.ts";
import { anyText } from "../../../support/any_text.ts";
import { fakeConsole } from "../../support/fake_console.ts";
import { sampleModule, samplePlugin } from "../../support/scan_events.ts";

function workerWith(changes: Partial<WorkerActivity> = {}): WorkerActivity {
  return { worker: "w1", location: "/plugins/Synth.vst3", format: "vst3", forMs: 0, ...changes };
}

/** A scan of 200 modules, half done, of which one has crashed. */
function halfDone(): ScanTally {
  const tally = new ScanTally();
  const reason = { code: "crashed", message: "Crashed with SIGSEGV", signal: "SIGSEGV" } as const;
  tally.see({ event: "module", module: sampleModule({ plugins: [samplePlugin()] }), isStored: true });
  const crashed = sampleModule({ location: "/plugins/Bad.clap", outcome: "crashed", reason, plugins: [] });
  tally.see({ event: "module", module: crashed, isStored: false });
  tally.see({ event: "progress", done: 100, total: 200, running: ["/plugins/Synth.vst3"] });
  return tally;
}

Deno.test("scanFrame() shows the bar, the numbers, each worker and the last failures", () => {
  const workers = [
    workerWith({ plugin: "Lead", vendor: "Acme", forMs: 61_000 }),
    { location: "/plugins/Late.vst3", format: "vst3" as const, forMs: 0 },
    workerWith({ worker: "w2", plugin: "Synth", vendor: "Acme", forMs: 999 }),
  ];
  const frame = { tally: halfDone(), workers, hint: "Synth.vst3 takes 61 s, press s to skip" };
  assert.deepEqual(scanFrame(frame, { columns: 79, rows: 24 }, NO_STYLES), [
    "Scanning 100 of 200  [==============>               ]  50 %",
    "1 plugin  1 failure  1 unchanged",
    "w1    61 s  Lead (Acme)  Synth.vst3",
    "w2          Synth (Acme)",
    "new         Late.vst3",
    "crashed Bad.clap: Crashed with SIGSEGV",
    "Synth.vst3 takes 61 s, press s to skip",
  ]);
});

Deno.test("scanFrame() keeps what matters most on a small terminal", () => {
  const frame = { tally: halfDone(), workers: [workerWith({ forMs: 5000 })], hint: "press s" };
  assert.deepEqual(scanFrame(frame, { columns: 19, rows: 24 }, NO_STYLES).slice(0, 4), [
    "100/200  50 %",
    "1 plugin  1 failure",
    " 5 s  Synth.vst3",
    "crashed Bad.clap: …",
  ]);
  const head = "Scanning 100 of 200  50 %";
  assert.deepEqual(scanFrame(frame, { columns: 30, rows: 2 }, NO_STYLES), [head]);
  assert.deepEqual(scanFrame(frame, { columns: 30, rows: 3 }, NO_STYLES), [head, "press s"]);
  assert.deepEqual(scanFrame(frame, { columns: 30, rows: 4 }, NO_STYLES), [
    head,
    " 5 s  Synth.vst3",
    "press s",
  ]);
});

Deno.test("scanFrame() cuts any text to the width, before it is coloured, and shows no control character", () => {
  const styles = stylesFor(
    fakeConsole({ isTerminal: true, environment: { TERM: "xterm" } }).stderr,
    (name) => name === "TERM" ? "xterm" : undefined,
  );
  fc.assert(fc.property(
    anyText(),
    anyText(),
    anyText(),
    fc.integer({ min: 1, max: 100 }),
    fc.integer({ min: 1, max: 40 }),
    (file, plugin, vendor, columns, rows) => {
      const tally = halfDone();
      const reason = { code: "load-error", message: `${vendor}\n${file}` } as const;
      tally.see({
        event: "module",
        module: sampleModule({ location: `/${plugin}`, outcome: "failed", reason, plugins: [] }),
        isStored: false,
      });
      const workers = [workerWith({ location: `/${file}`, plugin, vendor, worker: vendor })];
      const lines = scanFrame({ tally, workers, hint: file }, { columns, rows }, styles);
      assert.ok(lines.length <= Math.max(1, rows - 1));
      for (const line of lines) {
        // deno-lint-ignore no-control-regex
        const plain = line.replaceAll(/\x1b\[\d+m/g, "");
        assert.doesNotMatch(plain, /\p{Cc}/u);
        assert.ok(stringWidth(plain) <= columns, JSON.stringify(plain));
      }
    },
  ));
});

Deno.test("scanFrame() gives many workers one row fewer than it has, and counts the rest", () => {
  const workers = Array.from({ length: 40 }, (_, index) => workerWith({ worker: `w${index}` }));
  const lines = scanFrame({ tally: halfDone(), workers }, { columns: 79, rows: 60 }, NO_STYLES);
  assert.equal(lines.filter((line) => line.includes("Synth")).length, 11);
  assert.ok(lines.includes("and 29 more workers"), lines.join("\n"));
});
