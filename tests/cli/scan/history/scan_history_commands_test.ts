import assert from "node:assert/strict";
import * as v from "valibot";
import { openCatalog } from "../../../../src/catalog/open_catalog.ts";
import { ScanLock } from "../../../../src/catalog/scan_lock.ts";
import type { ProgramContext } from "../../../../src/cli/command_line/command_context.ts";
import { HISTORY_COLUMNS } from "../../../../src/cli/scan/history/history_flags.ts";
import {
  scanHistoryDocumentSchema,
  scanShowDocumentSchema,
} from "../../../../src/model/documents/scan_history_documents.ts";
import { runScanHistory } from "../../../../src/cli/scan/history/run_scan_history.ts";
import { timeText } from "../../../../src/cli/output/time_text.ts";
import { runScanShow } from "../../../../src/cli/scan/history/run_scan_show.ts";
import { summarize } from "../../../support/summarize.ts";
import { beginScan, commitModule, moduleWith, TestClock } from "../../../catalog/support/test_catalog.ts";
import { parseCsv } from "../../../support/parse_csv.ts";
import { TemporaryFolder } from "../../../support/temporary_folder.ts";
import { Sandbox } from "../../../support/sandbox.ts";
import { fakeConsole } from "../../support/fake_console.ts";
import { samplePlugin } from "../../support/scan_events.ts";

const CRASH = { code: "crashed", message: "Crashed with SIGSEGV", stderrTail: "one\ntwo\x1b[2J" } as const;

/** A catalog of three scans: one that is complete, one that was interrupted, one that runs. */
async function recordScans(path: string): Promise<void> {
  using catalog = await openCatalog(path);
  const clock = new TestClock();
  const first = await beginScan(catalog, { now: clock.now, paths: ["/plugins"] });
  const good = moduleWith("Good", [samplePlugin({ name: "Good\x1b[2J" })]);
  const bad = moduleWith("Bad", [], { outcome: "crashed", reason: CRASH });
  for (const module of [good, bad]) await commitModule(first, module);
  clock.pass(1500);
  await first.end({ isComplete: true, interruptedBy: null, summary: summarize([good, bad], []) });
  const second = await beginScan(catalog, { now: clock.now });
  clock.pass(20);
  await second.end({ isComplete: false, interruptedBy: "SIGINT", summary: summarize([], []) });
  await beginScan(catalog, { now: clock.now });
}

/** What a command prints about these scans. */
async function printed(
  run: (this: ProgramContext) => Promise<void>,
  { isLocked = true } = {},
): Promise<{ stdout: string; stderr: string }> {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  await recordScans(path);
  using _lock = isLocked ? ScanLock.take(path) : undefined;
  const console = fakeConsole({ environment: { PLUGINARY_CATALOG: path } });
  await run.call({
    console,
    process: { stdout: { write: () => {} }, stderr: { write: () => {} }, exitCode: null },
    words: [],
    commandTree: () => Promise.reject(new TypeError("These commands need no command tree")),
  });
  return await console.printed();
}

Deno.test("pluginary scan history and show say of a scan that was killed that it is dead", async () => {
  const history = await printed(
    function () {
      return runScanHistory.call(this, {});
    },
    { isLocked: false },
  );
  assert.match(history.stdout, /\n +3 .* ended by crash/);
  const show = await printed(
    function () {
      return runScanShow.call(this, {});
    },
    { isLocked: false },
  );
  assert.match(show.stdout, /^Scan 3, .* ended by crash\n/);
});

Deno.test("pluginary scan history lists scans with their ends, the latest first", async () => {
  const { stdout } = await printed(function () {
    return runScanHistory.call(this, {});
  });
  const lines = stdout.trimEnd().split("\n").map((line) => line.split(/ {2,}/).map((cell) => cell.trim()));
  assert.deepEqual(lines[0], [
    "RUN",
    "STARTED",
    "TOOK",
    "STATE",
    "MODULES",
    "PLUGINS",
    "FAILED",
    "NEW",
    "UPDATED",
    "GONE",
    "PATHS",
  ]);
  assert.match(stdout, /\n +3 .* running/);
  assert.match(stdout, /\n +2 .* 20 ms +ended by SIGINT/);
  assert.match(stdout, /\n +1 .* 1\.5 s +complete +2 +1 +1 +1 +0 +0 +\/plugins/);
});

Deno.test("pluginary scan history --json is valid and counts all", async () => {
  const { stdout } = await printed(function () {
    return runScanHistory.call(this, { json: true, limit: 2 });
  });
  const document = v.parse(scanHistoryDocumentSchema, JSON.parse(stdout));
  assert.deepEqual([document.total, document.limit, document.runs.map(({ id }) => id)], [3, 2, [3, 2]]);
  assert.deepEqual(document.runs[1]?.interruptedBy, "SIGINT");
});

Deno.test("pluginary scan history --columns knows its columns", async () => {
  const { stdout } = await printed(function () {
    return runScanHistory.call(this, { csv: true });
  });
  assert.deepEqual(parseCsv(stdout)[0], [...HISTORY_COLUMNS]);
});

Deno.test("pluginary scan show tells people and programs what changed and what failed", async () => {
  const { stdout } = await printed(function () {
    return runScanShow.call(this, {}, 1);
  });
  const started = timeText("2026-01-01T00:00:00.000Z");
  assert.ok(
    stdout.startsWith(`Scan 1, ${started}, complete, 1.5 s\n  /plugins\n1 plugin in 2 modules, 1 failure\n`),
    stdout,
  );
  assert.match(stdout, /\nNew:\n.*\/plugins\/Bad\.vst3\n.*Good\.vst3: Good␛\[2J \(Vendor\)\n/);
  assert.match(stdout, /\ncrashed: \/plugins\/Bad\.vst3\n {2}crashed: Crashed with SIGSEGV\n/);
  assert.match(
    stdout,
    /\n {4}\| two␛\[2J\n {2}failed once: scans skip it until /,
  );
  assert.ok(stdout.includes(` skip it until ${timeText("2026-01-02T00:00:00.000Z")} or until`), stdout);
  const json = await printed(function () {
    return runScanShow.call(this, { json: true }, 1);
  });
  const document = v.parse(scanShowDocumentSchema, JSON.parse(json.stdout));
  assert.deepEqual(document.changes.map(({ location, change }) => [location, change]), [
    ["/plugins/Bad.vst3", "added"],
    ["/plugins/Good.vst3", "added"],
  ]);
  assert.deepEqual(document.failures.map(({ outcome, reason }) => [outcome, reason?.failedScans]), [[
    "crashed",
    1,
  ]]);
});

Deno.test("pluginary scan show without a number shows the last scan, and none where there is none", async () => {
  const { stdout } = await printed(function () {
    return runScanShow.call(this, {});
  });
  assert.match(stdout, /^Scan 3, .* running\nNo changes\n$/);
  await assert.rejects(
    printed(function () {
      return runScanShow.call(this, {}, 9);
    }),
    /Cannot show scan 9: it is not in the catalog/,
  );
});

Deno.test("pluginary scan ./history is a folder, pluginary scan history a command", async () => {
  await using folder = await Sandbox.make();
  await Deno.mkdir(folder.join("history"));
  const scan = await folder.run(["scan", "./history", "--json"]);
  assert.deepEqual([scan.code, JSON.parse(scan.stdout).paths], [0, [folder.join("history")]]);
  const history = await folder.run(["scan", "history", "--json"]);
  assert.equal(JSON.parse(history.stdout).total, 1);
  const wrong = await folder.run(["scan", "history", "--jobs", "2"]);
  assert.deepEqual([wrong.code, wrong.stderr.split("\n")[0]], [2, 'pluginary: Unknown option "--jobs"']);
});
