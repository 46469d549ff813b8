import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { parse as parseYaml } from "yaml";
import { SCAN_COLUMNS } from "../../../src/cli/scan/report/scan_column_names.ts";
import { FailureWatch } from "../../../src/cli/scan/report/failure_watch.ts";
import { SCAN_ROW_COLUMNS } from "../../../src/cli/scan/report/scan_columns.ts";
import { printScanCsv } from "../../../src/cli/scan/report/scan_csv_output.ts";
import { printScanDocument } from "../../../src/cli/scan/report/scan_document_output.ts";
import { printScanEvents } from "../../../src/cli/scan/report/scan_event_output.ts";
import { printScanTable, type ScanTableFlags } from "../../../src/cli/scan/report/scan_table_output.ts";
import type { ScanOutcome } from "../../../src/model/plugin.ts";
import { scanDocumentSchema } from "../../../src/model/documents/scan_document.ts";
import { parseCsv } from "../../support/parse_csv.ts";
import { fakeConsole } from "../support/fake_console.ts";
import { eventsOf, modulesOf, sampleModule, samplePlugin } from "../support/scan_events.ts";

const SOME_PLUGINS = [
  samplePlugin({ name: "Zeta", vendor: "beta Audio" }),
  samplePlugin({ name: "Alpha", vendor: "Beta Audio", version: "2.0.1" }),
  samplePlugin({ name: "シンセ", vendor: "アクメ", isInstrument: true, category: "synthesizer", buses: [] }),
];

Deno.test("printScanTable() sorts by vendor and name and counts main channels and real parameters", async (t) => {
  const console = fakeConsole();
  await printScanTable(eventsOf(modulesOf(SOME_PLUGINS)), {}, console);
  const { stdout, stderr } = await console.printed();
  await t.assertSnapshot(stdout);
  assert.equal(stderr, "3 plugins in 3 modules, 0 failures, 0.9 s\n");
});

for (const columns of [40, 80, 120]) {
  Deno.test(`printScanTable() fits a terminal of ${columns} columns`, async (t) => {
    const console = fakeConsole({ isTerminal: true, columns, environment: { NO_COLOR: "1" } });
    const plugins = [...SOME_PLUGINS, samplePlugin({ name: "A very long name of a plugin, and more" })];
    await printScanTable(eventsOf(modulesOf(plugins)), {}, console);
    await t.assertSnapshot((await console.printed()).stdout);
  });
}

/** Plugins with the numbers 1 to 25 for names. */
const MANY_PLUGINS = Array.from(
  { length: 25 },
  (_, i) =>
    samplePlugin({
      name: String(i + 1).padStart(2, "0"),
      id: `${i < 22 ? "vst3" : "clap"}:${i}`,
      format: i < 22 ? "vst3" : "clap",
    }),
);

Deno.test("printScanTable() lists what fits on a screen, and everything with --all or to a file", async () => {
  const printed = async (flags: ScanTableFlags) => {
    const console = fakeConsole();
    const modules = modulesOf(MANY_PLUGINS).map((module, i) => ({
      ...module,
      format: MANY_PLUGINS[i]!.format,
    }));
    await printScanTable(eventsOf(modules), flags, console);
    const { stdout, stderr } = await console.printed();
    return { lines: stdout.split("\n").length - 2, stderr };
  };
  assert.deepEqual(await printed({}), {
    lines: 20,
    stderr: '20 of 25 plugins (22 vst3, 3 clap); to see all, use "--all"\n' +
      "25 plugins in 25 modules, 0 failures, 0.9 s\n",
  });
  for (const flags of [{ all: true }, { output: "scan.txt" }]) {
    assert.deepEqual(await printed(flags), {
      lines: 25,
      stderr: "25 plugins in 25 modules, 0 failures, 0.9 s\n",
    });
  }
});

Deno.test("printScanTable() lists unchanged plugins of a named path only", async () => {
  const modules = modulesOf(SOME_PLUGINS).map((module, i) => ({
    ...module,
    change: i === 0 ? "modified" as const : "unchanged" as const,
  }));
  const names = async (flags: ScanTableFlags, paths: string[] = []) => {
    const console = fakeConsole();
    await printScanTable(eventsOf(modules), { ...flags, columns: ["name"] }, console, paths);
    return (await console.printed()).stdout.split("\n").slice(1, -1);
  };
  assert.deepEqual(await names({}), ["Zeta"]);
  assert.deepEqual(await names({}, ["/plugins"]), ["Alpha", "Zeta", "シンセ"]);
  assert.deepEqual(await names({ all: true }), ["Alpha", "Zeta", "シンセ"]);
});

Deno.test("printScanTable() shows a plugin with two installations once", async () => {
  const console = fakeConsole();
  await printScanTable(eventsOf(modulesOf([samplePlugin(), samplePlugin()])), {}, console);
  const { stdout, stderr } = await console.printed();
  assert.equal(stdout.match(/Sample/g)?.length, 1);
  assert.match(stderr, /^1 plugin in 2 modules/);
});

Deno.test("printScanTable() says how each failure ended and what to do", async (t) => {
  const console = fakeConsole();
  const reason = {
    code: "crashed",
    message: "Crashed with SIGSEGV",
    signal: "SIGSEGV",
    stderrTail: "starting\nterminate called\n\n",
  } as const;
  const modules = [
    sampleModule({ location: "/plugins/b.vst3", outcome: "crashed", reason }),
    sampleModule({
      location: "/plugins/a.vst3",
      warnings: [{ code: "crashed-after-answer", message: "Crashed after its answer" }],
      plugins: [samplePlugin()],
      failures: [{
        id: "vst3:X",
        name: "Other\x1b[2J",
        outcome: "timed-out",
        reason: { code: "timed-out", message: "Did not answer within 30 s" },
      }],
    }),
  ];
  const problems = [{
    location: "/secret",
    code: "permission-denied",
    message: 'Cannot read "/secret"',
  }] as const;
  await printScanTable(eventsOf(modules, { problems }), {}, console);
  await t.assertSnapshot((await console.printed()).stderr);
});

Deno.test("printScanTable() says where it looked when there is nothing", async (t) => {
  const console = fakeConsole();
  await printScanTable(eventsOf([]), {}, console);
  const { stdout, stderr } = await console.printed();
  assert.equal(stdout, "");
  await t.assertSnapshot(stderr);
});

Deno.test("printScanTable() says what interrupted it", async () => {
  const console = fakeConsole();
  await printScanTable(eventsOf([], { interruptedBy: "SIGINT" }), {}, console);
  assert.match((await console.printed()).stderr, /^interrupted by SIGINT after 0 plugins in 0 modules/);
});

Deno.test("printScanTable() prints a line per plugin, whatever the plugins say of themselves", async () => {
  const text = fc.string({ unit: "binary", maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ name: text, vendor: text, version: text })), async (records) => {
      const console = fakeConsole();
      const plugins = records.map((record, index) => samplePlugin({ ...record, id: `vst3:${index}` }));
      await printScanTable(eventsOf(modulesOf(plugins)), {}, console);
      const { stdout } = await console.printed();
      assert.equal(stdout.split("\n").length - 1, plugins.length === 0 ? 0 : plugins.length + 1);
    }),
    { numRuns: 50 },
  );
});

Deno.test("printScanDocument() prints a valid document whose modules are in byte order", async () => {
  const console = fakeConsole();
  const locations = ["/\u{1f600}", "/\u{ff5e}", "/b", "/a", "/é"];
  const modules = locations.map((location) => sampleModule({ location, plugins: [samplePlugin()] }));
  await printScanDocument(eventsOf(modules), "json", console);
  const { stdout, stderr } = await console.printed();
  assert.equal(stderr, "");
  assert.ok(stdout.endsWith("}\n"));
  const document = v.parse(scanDocumentSchema, JSON.parse(stdout));
  assert.deepEqual(
    document.modules.map(({ location }) => location),
    ["/a", "/b", "/é", "/\u{ff5e}", "/\u{1f600}"],
  );
  assert.deepEqual(document.modules[0], modules[3]);
});

Deno.test("printScanDocument() says the same in YAML as in JSON", async () => {
  for (const modules of [modulesOf(SOME_PLUGINS), []]) {
    const [json, yaml] = [fakeConsole(), fakeConsole()];
    await printScanDocument(eventsOf(modules), "json", json);
    await printScanDocument(eventsOf(modules), "yaml", yaml);
    assert.deepEqual(
      parseYaml((await yaml.printed()).stdout),
      JSON.parse((await json.printed()).stdout),
    );
  }
});

Deno.test("printScanCsv() has a line per plugin, per failed plugin and per module without any", async () => {
  const reason = { code: "timed-out", message: "Did not answer" } as const;
  const described = samplePlugin({ name: "Described", outcome: "crashed" });
  const crash = { code: "crashed", message: "Crashed" } as const;
  const modules = [
    sampleModule({ location: "/b", outcome: "crashed", reason: crash }),
    sampleModule({
      location: "/a",
      plugins: [samplePlugin({ name: "Good" }), described],
      failures: [
        { id: described.id, name: "Described", outcome: "crashed", reason: crash },
        { id: "vst3:Never", name: "Never", outcome: "timed-out", reason },
      ],
    }),
  ];
  const console = fakeConsole();
  await printScanCsv(
    eventsOf(modules),
    { columns: ["location", "id", "outcome", "reason", "channels"] },
    console,
  );
  assert.deepEqual(parseCsv((await console.printed()).stdout), [
    ["location", "id", "outcome", "reason", "channels"],
    ["/a", "vst3:Described", "crashed", "crashed", "2>2"],
    ["/a", "vst3:Good", "scanned", "", "2>2"],
    ["/a", "vst3:Never", "timed-out", "timed-out", ""],
    ["/b", "", "crashed", "crashed", ""],
  ]);
});

Deno.test("pluginary scan --columns knows the columns of scans", () => {
  assert.deepEqual(SCAN_ROW_COLUMNS.map(({ name }) => name), [...SCAN_COLUMNS]);
});

Deno.test("printScanDocument() says that it is not complete", async () => {
  const console = fakeConsole();
  await printScanDocument(eventsOf(modulesOf(SOME_PLUGINS), { interruptedBy: "SIGTERM" }), "json", console);
  const { complete, interruptedBy } = JSON.parse((await console.printed()).stdout);
  assert.deepEqual({ complete, interruptedBy }, { complete: false, interruptedBy: "SIGTERM" });
});

Deno.test("printScanEvents() prints every event as a line before it takes the next", async () => {
  const console = fakeConsole();
  let lines = 0;
  async function* watched() {
    for await (const event of eventsOf(modulesOf(SOME_PLUGINS))) {
      assert.equal((await console.printed()).stdout.split("\n").length - 1, lines++);
      yield event;
    }
  }
  await printScanEvents(watched(), console, () => assert.fail());
  const events = (await console.printed()).stdout.trimEnd().split("\n").map((line) => JSON.parse(line).event);
  assert.deepEqual(events, ["started", "module", "module", "module", "finished"]);
});

const FAIL_ON_CASES: ReadonlyArray<readonly [failOn: string, outcome: ScanOutcome, occurred: boolean]> = [
  ["any", "crashed", true],
  ["any", "timed-out", true],
  ["any", "failed", true],
  ["any", "blocked", false],
  ["any", "unsupported", false],
  ["any", "scanned", false],
  ["crashed", "crashed", true],
  ["crashed", "failed", false],
];

for (const [failOn, outcome, occurred] of FAIL_ON_CASES) {
  Deno.test(`FailureWatch of "${failOn}" ${occurred ? "counts" : "passes over"} "${outcome}"`, () => {
    const watch = new FailureWatch([failOn as "any"]);
    watch.see({ event: "module", module: sampleModule({ outcome }) });
    assert.equal(watch.occurred, occurred);
  });
}

Deno.test("FailureWatch sees the failure of one plugin in a scanned module", () => {
  const watch = new FailureWatch(["timed-out"]);
  const reason = { code: "timed-out", message: "Did not answer" } as const;
  const failures = [{ id: "vst3:1", name: "One", outcome: "timed-out", reason }] as const;
  watch.see({ event: "module", module: sampleModule({ failures: [...failures] }) });
  assert.equal(watch.occurred, true);
});
