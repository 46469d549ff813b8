import assert from "node:assert/strict";
import * as v from "valibot";
import { projectPath } from "../../../scripts/project_path.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { MODULE_KEYS, PLUGIN_KEYS } from "../../../src/catalog/search/list_counts.ts";
import { MODULE_ORDERS } from "../../../src/catalog/search/list_modules.ts";
import {
  MODULE_COLUMN_NAMES,
  MODULE_COUNT_KEYS,
  MODULE_SORTS,
  PLUGIN_COUNT_KEYS,
} from "../../../src/cli/list/list_flags.ts";
import { MODULE_COLUMNS } from "../../../src/cli/list/module_columns.ts";
import { cacheStatsDocumentSchema } from "../../../src/model/documents/cache_documents.ts";
import { listCountsDocumentSchema } from "../../../src/model/documents/list_counts_document.ts";
import { listDocumentSchema } from "../../../src/model/documents/list_document.ts";
import { listModulesDocumentSchema } from "../../../src/model/documents/list_modules_document.ts";
import { scanDocumentSchema } from "../../../src/model/documents/scan_document.ts";
import { scanShowDocumentSchema } from "../../../src/model/documents/scan_history_documents.ts";
import { isFailure } from "../../../src/model/documents/scan_summary.ts";
import { SCAN_OUTCOMES } from "../../../src/model/plugin.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { makeBundle } from "../../support/bundles.ts";
import { parseCsv } from "../../support/parse_csv.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { samplePlugin } from "../support/scan_events.ts";

/** The fixtures are built on Linux only. */
const linux = { ignore: Deno.build.os !== "linux" };

/** Of each kind one: fine, without plugins, failing, crashing, hanging, and with one crashing plugin of many. */
const FIXTURES = [
  "clap/good.clap",
  "clap/no_plugins.clap",
  "clap/refuse_to_load.clap",
  "clap/crash_in_list.clap",
  "faults/hang_in_describe.clap",
  "vst3/four_hundred_classes.vst3",
];

async function json<T extends v.GenericSchema>(
  sandbox: Sandbox,
  schema: T,
  ...args: string[]
): Promise<v.InferOutput<T>> {
  const { code, stdout, stderr } = await sandbox.run([...args, "--json"]);
  assert.equal(code, 0, stderr);
  return v.parse(schema, JSON.parse(stdout));
}

Deno.test("every place that counts modules and failures agrees with what can be listed", linux, async () => {
  await using sandbox = await Sandbox.make();
  const other = await makeBundle(
    sandbox,
    "plugins/Other.vst3",
    Deno.build.arch === "x86_64" ? "aarch64" : "x86_64",
  );
  const paths = [...FIXTURES.map((name) => projectPath(`build/fixtures/${name}`)), other];
  const scan = ["scan", ...paths, "--timeout", "1s", "--confinement", "off"];
  const list = (...args: string[]) => json(sandbox, listModulesDocumentSchema, "list", "--modules", ...args);
  // The second scan runs only some of the modules again.
  for (const _ of [1, 2]) {
    const { summary } = await json(sandbox, scanDocumentSchema, ...scan);
    const all = await list();
    const failed = await list("--is", "failed");
    const stats = await json(sandbox, cacheStatsDocumentSchema, "catalog", "stats");
    const show = await json(sandbox, scanShowDocumentSchema, "scan", "show");
    assert.deepEqual([summary.modules, summary.failures], [7, 4]);
    assert.deepEqual([all.total, all.modules.length, all.failures, all.byOutcome], [
      7,
      7,
      4,
      summary.byOutcome,
    ]);
    assert.deepEqual([failed.total, failed.modules.length, failed.failures], [4, 4, 4]);
    assert.deepEqual([stats.modules, stats.failures, stats.byOutcome], [7, 4, summary.byOutcome]);
    const shown = show.failures.flatMap(({ outcome, failures }) => [
      outcome,
      ...failures.map((one) => one.outcome),
    ])
      .filter(isFailure).length;
    assert.equal(shown + show.unlistedFailures, 4);
    for (const outcome of SCAN_OUTCOMES) {
      const { byOutcome, modules } = await list("--is", outcome);
      const ended = modules.filter((module) => module.outcome === outcome).length;
      if (outcome !== "failed") assert.equal(ended, summary.byOutcome[outcome] ?? 0, outcome);
      assert.equal(byOutcome[outcome] ?? 0, ended, outcome);
    }
    const plugins = await json(sandbox, listDocumentSchema, "list");
    assert.deepEqual([plugins.total, plugins.plugins.length], [summary.plugins, summary.plugins]);
    const counts = await json(sandbox, listCountsDocumentSchema, "list", "--count-by", "format");
    assert.deepEqual(
      Object.fromEntries(counts.counts.map(({ value, count }) => [value, count])),
      summary.byFormat,
    );
  }
  const { stderr: unlisted } = await sandbox.run(["list", "--is", "failed"]);
  assert.equal(
    unlisted,
    "No plugins found\n4 modules failed without a plugin: pluginary list --modules --is failed\n",
  );
  const { stderr: unsupported } = await sandbox.run(["list", "--is", "unsupported", "--format", "vst3"]);
  assert.match(
    unsupported,
    /\n1 module without a plugin is unsupported: .* --modules --format vst3 --is unsupp/,
  );
  const { stdout: shown } = await sandbox.run(["scan", "show"]);
  assert.match(
    shown,
    /\n\n\d more failures? (is|are) not recorded with this scan: pluginary list --modules --is failed\n$/,
  );
});

/** A catalog in which modules ended in different ways, one of them with a plugin from an earlier scan. */
async function sampleCatalog(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  using catalog = await openCatalog(sandbox.catalog);
  const journal = await beginScan(catalog);
  const reason = { code: "crashed", message: "Crashed with SIGSEGV" } as const;
  await commitModule(journal, moduleWith("Good", [samplePlugin({ name: "Good" })]));
  await commitModule(journal, moduleWith("Once", [samplePlugin({ name: "Once", vendor: "Other" })]));
  await commitModule(
    journal,
    moduleWith("Once", [], { change: "modified", fingerprint: "sha256:2", outcome: "crashed", reason }),
  );
  await commitModule(
    journal,
    moduleWith("Never", [], { location: "/clap/Never.clap", format: "clap", outcome: "crashed", reason }),
  );
  await commitModule(
    journal,
    moduleWith("Shell", [samplePlugin({ name: "Part", vendor: "Other" })], {
      failures: [{ id: "vst3:P2", name: "Part 2", outcome: "crashed", reason }],
    }),
  );
  await journal.end({ isComplete: true, interruptedBy: null });
  catalog.db.exec("update modules set missing_at = '2026-01-02T00:00:00.000Z' where format = 'clap'");
  return sandbox;
}

Deno.test("pluginary list --modules filters, sorts and pages", async () => {
  await using sandbox = await sampleCatalog();
  const names = async (...args: string[]) => {
    const document = await json(sandbox, listModulesDocumentSchema, "list", "--modules", ...args);
    return document.modules.map(({ location }) => location.replace(/.*\/|\..*/g, ""));
  };
  assert.deepEqual(await names(), ["Never", "Good", "Once", "Shell"]);
  assert.deepEqual(await names("--is", "crashed"), ["Never", "Once", "Shell"]);
  assert.deepEqual(await names("--is", "failed", "--is", "installed"), ["Once", "Shell"]);
  assert.deepEqual(await names("--is", "scanned"), ["Good", "Shell"]);
  assert.deepEqual(await names("--is", "missing"), ["Never"]);
  assert.deepEqual(await names("--format", "clap"), ["Never"]);
  assert.deepEqual(await names("--path", "/PLUGINS/", "--path", ".vst3"), ["Good", "Once", "Shell"]);
  assert.deepEqual(await names("--added", "2026-01-02+"), []);
  assert.deepEqual(await names("--sort", "plugins", "--reverse"), ["Never", "Shell", "Once", "Good"]);
  assert.deepEqual(await names("--sort", "outcome", "--limit", "2", "--offset", "1"), ["Once", "Good"]);
  for (const sort of MODULE_SORTS) assert.equal((await names("--sort", sort)).length, 4, sort);
  const { modules } = await json(sandbox, listModulesDocumentSchema, "list", "--modules", "--path", "never");
  const { location, outcome, reason, pluginCount, isMissing } = modules[0]!;
  assert.deepEqual([location, outcome, reason?.code, pluginCount, isMissing], [
    "/clap/Never.clap",
    "crashed",
    "crashed",
    0,
    true,
  ]);
});

Deno.test("pluginary list --modules is a table, CSV, YAML and events", async () => {
  await using sandbox = await sampleCatalog();
  const table = await sandbox.run(["list", "--modules", "--limit", "3"]);
  assert.match(table.stdout, /^MODULE +FORMAT +OUTCOME +STATE +PLUGINS +REASON +MESSAGE/);
  assert.match(table.stdout, /\nNever\.clap +clap +crashed +missing +0 +crashed +Crashed with SIGSEGV/);
  assert.equal(
    table.stderr,
    "1 to 3 of 4 modules; --offset 3 for the next page\ncrashed 2, scanned 2; 3 failures\n",
  );
  const csv = parseCsv((await sandbox.run(["list", "--modules", "--csv"])).stdout);
  assert.deepEqual([csv.length, csv[0]!.slice(0, 3)], [5, ["format", "outcome", "isMissing"]]);
  const chosen = await sandbox.run([
    "list",
    "--modules",
    "--csv",
    "--columns",
    "location,failures",
    "--path",
    "sh",
  ]);
  assert.deepEqual(parseCsv(chosen.stdout)[1], ["/plugins/Shell.vst3", "Part 2: crashed"]);
  assert.match((await sandbox.run(["list", "--modules", "--yaml"])).stdout, /^schema: "list-modules"\n/);
  const { stdout } = await sandbox.run(["list", "--modules", "--ndjson"]);
  assert.deepEqual(stdout.trimEnd().split("\n").map((line) => JSON.parse(line).event), [
    "started",
    ...Array(4).fill("module"),
    "finished",
  ]);
});

Deno.test("a list of modules fits a terminal, with names and outcomes", linux, async () => {
  await using sandbox = await sampleCatalog();
  for (const columns of [40, 80, 120]) {
    const { stdout } = await sandbox.run(["list", "--modules", "--is", "failed", "--color", "never"], {
      terminal: { columns },
    });
    for (const line of stdout.split("\n")) assert.ok(line.length <= Math.max(columns, 50), line);
    assert.match(stdout, /Never\.clap.* crashed/);
  }
});

Deno.test("pluginary list says which modules a list of plugins leaves out", async () => {
  await using sandbox = await sampleCatalog();
  const footer = async (...args: string[]) => (await sandbox.run(["list", ...args])).stderr;
  assert.equal(
    await footer("--is", "failed"),
    "1 plugin\n2 modules failed without a plugin, 3 in all: pluginary list --modules --is failed\n",
  );
  assert.equal(
    await footer("--is", "missing", "--is", "crashed"),
    "No plugins found\n1 module without a plugin matches: pluginary list --modules --is missing --is crashed\n",
  );
  assert.equal(await footer("--is", "scanned"), "2 plugins\n");
  assert.equal(await footer("--is", "crashed", "--vendor", "other"), "1 plugin\n");
  assert.match(await footer("--is", "crashed", "--path", "it's"), /^No plugins found\n$/);
  assert.equal(await footer("--modules", "--is", "blocked"), "No modules found\n");
  assert.equal(await footer("--modules", "--path", "good"), "1 module\n");
  assert.equal(await footer("--modules", "--path", "once"), "1 module\n1 failure\n");
});

Deno.test("pluginary list of a catalog with modules only does not say that nothing was scanned", async () => {
  await using sandbox = await Sandbox.make();
  await sandbox.write("plugins/Broken.vst3", "no library");
  assert.equal((await sandbox.run(["scan", sandbox.join("plugins")])).code, 0);
  assert.equal(
    (await sandbox.run(["list"])).stderr,
    "No plugins found\n1 module without a plugin is on record: pluginary list --modules\n",
  );
});

Deno.test("pluginary list --count-by counts plugins and modules by a value", async () => {
  await using sandbox = await sampleCatalog();
  const counts = async (...args: string[]) => {
    const document = await json(sandbox, listCountsDocumentSchema, "list", ...args);
    return document.counts.map(({ value, count }) => `${value} ${count}`);
  };
  assert.deepEqual(await counts("--count-by", "vendor"), ["Other 2", "Vendor 1"]);
  assert.deepEqual(await counts("--count-by", "vendor", "--reverse"), ["Vendor 1", "Other 2"]);
  assert.deepEqual(await counts("--count-by", "vendor", "--is", "crashed"), ["Other 1"]);
  assert.deepEqual(await counts("--count-by", "vendor", "--limit", "1", "--offset", "1"), ["Vendor 1"]);
  assert.deepEqual(await counts("--count-by", "category"), ["delay 3"]);
  assert.deepEqual(await counts("--count-by", "outcome"), ["scanned 2", "crashed 1"]);
  assert.deepEqual(await counts("--modules", "--count-by", "reason"), ["crashed 2", "null 2"]);
  const reasons = await sandbox.run(["list", "--modules", "--count-by", "reason"]);
  assert.match(reasons.stdout, /^REASON +MODULES\ncrashed +2\n\(none\) +2\n$/);
  for (const key of PLUGIN_COUNT_KEYS) assert.ok((await counts("--count-by", key)).length > 0, key);
  for (const key of MODULE_COUNT_KEYS) {
    assert.ok((await counts("--modules", "--count-by", key)).length > 0, key);
  }
  const table = await sandbox.run(["list", "--modules", "--count-by", "format"]);
  assert.deepEqual([table.stdout, table.stderr], [
    "FORMAT  MODULES\nvst3          3\nclap          1\n",
    "2 formats (4 modules)\n",
  ]);
  const none = await sandbox.run(["list", "--count-by", "vendor", "--vendor", "nobody", "--exit-code"]);
  assert.deepEqual([none.code, none.stdout, none.stderr], [1, "", "No plugins found\n"]);
  const csv = await sandbox.run(["list", "--count-by", "vendor", "--csv"]);
  assert.deepEqual(parseCsv(csv.stdout), [["value", "count"], ["Other", "2"], ["Vendor", "1"]]);
  assert.equal((await sandbox.run(["list", "--count-by", "vendor", "--ndjson"])).code, 0);
});

const WRONG: [args: string[], message: RegExp][] = [
  [
    ["--modules", "--vendor", "x"],
    /"--modules" and "--vendor" cannot be combined\n {2}Filters of modules: --format/,
  ],
  [["--modules", "--full", "--json"], /"--modules" and "--full" cannot be combined/],
  [["--modules", "--sort", "vendor"], /Cannot sort modules by "vendor"\n {2}Expected one of location/],
  [["--sort", "duration"], /Cannot sort plugins by "duration"\n {2}Expected one of vendor/],
  [["--modules", "--columns", "vendor"], /Cannot show the column "vendor" for modules/],
  [["--columns", "reason"], /Cannot show the column "reason" for plugins/],
  [["--modules", "--is", "effect"], /Cannot use "effect" for --is with "--modules"/],
  [["--count-by", "reason"], /Cannot count plugins by "reason"\n {2}Expected one of vendor/],
  [["--modules", "--count-by", "vendor"], /Cannot count modules by "vendor"/],
  [["--count-by", "vendor", "--sort", "name"], /"--count-by" and "--sort" cannot be combined/],
];

Deno.test("pluginary list rejects options that do not apply to modules or counts", async () => {
  await using sandbox = await sampleCatalog();
  for (const [args, message] of WRONG) {
    const { code, stderr } = await sandbox.run(["list", ...args]);
    assert.equal(code, 2, args.join(" "));
    assert.match(stderr, message);
  }
});

Deno.test("pluginary list --modules drops configured options for plugins", async () => {
  await using sandbox = await sampleCatalog();
  const list = { columns: ["name", "vendor"], sort: "vendor" };
  await sandbox.write("config/pluginary/config.jsonc", JSON.stringify({ list }));
  for (const args of [["--modules"], ["--count-by", "vendor"]]) {
    const { code, stderr } = await sandbox.run(["list", ...args]);
    assert.equal(code, 0, stderr);
  }
});

Deno.test("pluginary list --modules and --count-by know the catalog's orders, columns and keys", () => {
  assert.deepEqual([...MODULE_SORTS], Object.keys(MODULE_ORDERS));
  assert.deepEqual([...MODULE_COLUMN_NAMES], MODULE_COLUMNS.map(({ name }) => name));
  assert.deepEqual([...PLUGIN_COUNT_KEYS], Object.keys(PLUGIN_KEYS));
  assert.deepEqual([...MODULE_COUNT_KEYS], Object.keys(MODULE_KEYS));
});

Deno.test("pluginary list --count-by vendor and catalog stats count a vendor once, however it is written", async () => {
  await using sandbox = await Sandbox.make();
  const empty = await sandbox.run(["catalog", "stats"]);
  assert.match(empty.stdout, /^size +nothing stored yet$/m);
  using catalog = await openCatalog(sandbox.catalog);
  const journal = await beginScan(catalog);
  const vendors = ["Steve Harris", "Steve Harris", "Steve Harris <steve@plugin.org.uk>", "steve harris"];
  const others = Array.from({ length: 9 }, (_, index) => `A maker of plugins, number ${index + 1}`);
  const plugins = [...vendors, ...others].map((vendor, index) => samplePlugin({ name: `P${index}`, vendor }));
  await commitModule(journal, moduleWith("All", plugins));
  await journal.end({ isComplete: true, interruptedBy: null });
  const { counts } = await json(sandbox, listCountsDocumentSchema, "list", "--count-by", "vendor");
  assert.deepEqual(counts[0], { value: "Steve Harris", count: 4 });
  assert.equal(counts.length, 10);
  const { stdout } = await sandbox.run(["catalog", "stats"]);
  assert.match(stdout, /^vendors +Steve Harris 4, A maker of plugins, number 1 1,\n {11}A maker/m);
  const lines = stdout.split("\n").filter((line) => line.includes("maker"));
  assert.deepEqual(lines.filter((line) => line.length > 80), []);
});

Deno.test("pluginary list --help names the orders and columns of modules", async () => {
  await using sandbox = await Sandbox.make();
  const { stdout } = await sandbox.run(["list", "--help"]);
  const description = stdout.slice(0, stdout.indexOf("--count-by"));
  for (const name of [...MODULE_SORTS, ...MODULE_COLUMN_NAMES, ...MODULE_COUNT_KEYS]) {
    assert.match(description, new RegExp(`\\b${name}\\b`));
  }
});
