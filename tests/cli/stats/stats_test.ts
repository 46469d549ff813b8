import assert from "node:assert/strict";
import stringWidth from "string-width";
import * as v from "valibot";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { statsLineSchema } from "../../../src/cli/schema/event_schemas.ts";
import { statsDocumentSchema } from "../../../src/model/documents/stats/stats_document.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { parseCsv } from "../../support/parse_csv.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { samplePlugin } from "../support/scan_events.ts";

/** A catalog with twelve vendors, of which the first has the most plugins, and a module that failed. */
async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  using catalog = await openCatalog(sandbox.catalog);
  const journal = await beginScan(catalog);
  for (let at = 0; at < 12; at++) {
    const vendor = at === 0 ? "東京 Sound" : `Vendor ${at}`;
    const names = at === 0 ? ["One", "Two", "Three"] : [`Plugin ${at}`];
    const plugins = names.map((name) => samplePlugin({ name, vendor }));
    const changes = { sizeBytes: 10 ** (at % 9), durationMs: at * 100 };
    await commitModule(journal, moduleWith(`Module ${at}`, plugins, changes));
  }
  const reason = { code: "load-error", message: "Cannot load it" } as const;
  await commitModule(journal, moduleWith("Broken", [], { outcome: "failed", reason }));
  await journal.end({ isComplete: true, interruptedBy: null });
  return sandbox;
}

Deno.test("pluginary stats shows bars for each section", async () => {
  await using sandbox = await makeSandbox();
  const { code, stdout, stderr } = await sandbox.run(["stats"]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^14 plugins, 0 instruments, 12 vendors, 1 category, .*1 failure,/s);
  const titles = [...stdout.matchAll(/^([A-Z]\w+(?: times)?)(?: {2}.*)?\n(?=\S+.* \d)/gm)].map(([, title]) =>
    title
  );
  assert.deepEqual(
    titles,
    ["Formats", "Vendors", "Categories", "Years", "Sizes", "Scan times", "Slowest", "Failures"],
  );
  assert.match(stdout, /^東京 Sound +3 {2}█+$/m);
  assert.match(stdout, /^2 more +2$/m);
  assert.match(stdout, /^2025 +14 {2}█+$/m);
  assert.match(stdout, /^vst3\/Plugin 11 +1\.1 s {2}█+$/m);
  assert.match(stdout, /^load-error +1 {2}█+$/m);
});

for (const columns of [20, 40, 80, 200]) {
  Deno.test(`pluginary stats fits a terminal of ${columns} columns without TERM`, async () => {
    await using sandbox = await makeSandbox();
    const { code, stdout } = await sandbox.run(["stats"], {
      terminal: { columns },
      env: { TERM: undefined, NO_COLOR: "1" },
    });
    assert.equal(code, 0);
    for (const line of stdout.split("\n")) assert.ok(stringWidth(line) <= columns, line);
    assert.match(stdout, /^vst3 +14 +█{4,}$/m);
  });
}

Deno.test("pluginary stats draws in ASCII where the locale has no UTF-8", async () => {
  await using sandbox = await makeSandbox();
  const bars = async (env: Record<string, string | undefined>) => {
    const locale = { LC_ALL: undefined, LC_CTYPE: undefined, LANG: undefined };
    const { stdout } = await sandbox.run(["stats", "--by", "format"], { env: { ...locale, ...env } });
    return /^vst3 +14 +(.)/m.exec(stdout)![1];
  };
  assert.equal(await bars({ LC_ALL: "C", LANG: "en_US.UTF-8" }), "#");
  assert.equal(await bars({ LANG: "de_DE.ISO-8859-1" }), "#");
  assert.equal(await bars({ LANG: "C.utf8" }), "█");
  assert.equal(await bars({}), "█");
});

Deno.test("pluginary stats is coloured as other commands are", async () => {
  await using sandbox = await makeSandbox();
  const { stdout } = await sandbox.run(["stats", "--by", "format", "--color", "always"]);
  // deno-lint-ignore no-control-regex
  assert.match(stdout, /\x1b\[1mFormats\x1b\[22m.*\nvst3 +14 {2}\x1b\[36m█+\x1b\[39m\n/);
});

Deno.test("pluginary stats --by shows the named sections, --limit names fewer values", async () => {
  await using sandbox = await makeSandbox();
  const { stdout } = await sandbox.run(["stats", "--by", "vendor", "--limit", "1"]);
  assert.match(stdout, /^Vendors/m);
  assert.doesNotMatch(stdout, /^(Formats|Categories)/m);
  assert.match(stdout, /^11 more +11$/m);
});

Deno.test("pluginary stats --json is complete unless --limit is given", async () => {
  await using sandbox = await makeSandbox();
  const { stdout } = await sandbox.run(["stats", "--json"]);
  const document = v.parse(statsDocumentSchema, JSON.parse(stdout));
  assert.deepEqual([document.limit, document.byVendor!.entries.length, document.byVendor!.others], [
    null,
    12,
    null,
  ]);
  assert.equal(document.slowest!.length, 10);
  const limited = JSON.parse(
    (await sandbox.run(["stats", "--json", "--by", "vendor", "--limit", "2"])).stdout,
  );
  assert.deepEqual(limited.byVendor.others, { values: 10, count: 10, formats: { vst3: 10 } });
  assert.deepEqual(Object.keys(limited), ["schema", "schemaVersion", "query", "limit", "totals", "byVendor"]);
});

Deno.test("pluginary stats --csv, --ndjson and --yaml have the entries of all sections", async () => {
  await using sandbox = await makeSandbox();
  const csv = parseCsv((await sandbox.run(["stats", "--csv"])).stdout);
  assert.deepEqual(csv[0], ["section", "key", "count", "from", "below", "durationMs"]);
  assert.deepEqual(csv[1], ["format", "vst3", "14", "", "", ""]);
  assert.deepEqual(csv.find(([section]) => section === "size"), ["size", "<1 KB", "7", "0", "1000", ""]);
  assert.deepEqual(csv.find(([section]) => section === "slowest"), [
    "slowest",
    "Plugin 11",
    "1",
    "",
    "",
    "1100",
  ]);
  const lines = (await sandbox.run(["stats", "--ndjson"])).stdout.trimEnd().split("\n").map((line) =>
    JSON.parse(line)
  );
  for (const line of lines) v.parse(statsLineSchema, line);
  const sections = lines.flatMap(({ entry }) => entry?.section ?? []);
  assert.deepEqual(sections, csv.slice(1).map(([section]) => section));
  assert.match(
    (await sandbox.run(["stats", "--yaml"])).stdout,
    /^byVendor:\n +counted: "plugins"\n +total: 12$/m,
  );
});

Deno.test("pluginary stats counts what a query and filters choose", async () => {
  await using sandbox = await makeSandbox();
  const plugins = async (...options: string[]) =>
    JSON.parse((await sandbox.run(["stats", "--json", ...options])).stdout).totals.plugins;
  assert.equal(await plugins("--query", "vendor:東京"), 3);
  assert.equal(await plugins("--query", "two"), 1);
  assert.equal(await plugins("--vendor", "Vendor 3", "--vendor", "Vendor 4"), 2);
  assert.equal(await plugins("--format", "clap"), 0);
  const { code, stderr } = await sandbox.run(["stats", "--query", " "]);
  assert.deepEqual([code, stderr.split("\n")[0]], [2, "pluginary: Nothing to search for"]);
});

Deno.test("pluginary stats of an empty catalog points to scan", async () => {
  await using sandbox = await Sandbox.make();
  const { code, stdout, stderr } = await sandbox.run(["stats"]);
  assert.deepEqual([code, stdout, stderr], [0, "", 'The catalog has no plugins yet; run "pluginary scan"\n']);
  assert.equal(JSON.parse((await sandbox.run(["stats", "--json"])).stdout).totals.plugins, 0);
  const page = await sandbox.run(["stats", "--html", "page.html"]);
  assert.equal(page.code, 0);
  assert.match(await Deno.readTextFile(sandbox.join("page.html")), /run &quot;pluginary scan&quot;/);
});

Deno.test("pluginary stats says that nothing matches", async () => {
  await using sandbox = await makeSandbox();
  const { code, stdout, stderr } = await sandbox.run(["stats", "--vendor", "nobody"]);
  assert.deepEqual([code, stdout, stderr], [0, "", "No plugins found\n"]);
});

Deno.test("pluginary stats --html cannot be combined with another form", async () => {
  await using sandbox = await makeSandbox();
  for (const other of [["--json"], ["--csv"], ["--output", "stats.txt"]]) {
    const { code, stderr } = await sandbox.run(["stats", "--html", "page.html", ...other]);
    assert.equal(code, 2);
    assert.ok(stderr.includes(`Options "--html" and "${other[0]}" cannot be combined`), stderr);
  }
  // A configured format gives way.
  const { code } = await sandbox.run(["stats", "--html", "page.html"], { env: { PLUGINARY_JSON: "1" } });
  assert.equal(code, 0);
});

Deno.test("pluginary stats --html replaces a file as --output does, and never the catalog", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.write("page.html", "old");
  const { code, stdout, stderr } = await sandbox.run(["stats", "--html", "page.html"]);
  assert.deepEqual([code, stdout, stderr], [0, "", "Wrote page.html\n"]);
  assert.match(await Deno.readTextFile(sandbox.join("page.html")), /^<!doctype html>/);
  const refused = await sandbox.run(["stats", "--html", sandbox.catalog]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /it belongs to the catalog/);
});
