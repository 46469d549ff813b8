import assert from "node:assert/strict";
import { countPlugins } from "../../../src/catalog/search/list_counts.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import {
  type PluginStatistics,
  readPluginStatistics,
  type StatisticsRequest,
} from "../../../src/catalog/statistics/plugin_statistics.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import { STATS_SECTIONS } from "../../../src/model/statistics/stats_section.ts";
import { samplePlugin } from "../../cli/support/scan_events.ts";
import { beginScan, commitModule, memoryCatalog, moduleWith } from "../support/test_catalog.ts";

const LOAD_ERROR = { code: "load-error", message: "Cannot load it" } as const;
const CRASHED = { code: "crashed", message: "It crashed" } as const;

/** Three modules with four plugins, one of which also failed in part, and two without plugins. */
async function filledCatalog(): Promise<Catalog> {
  const catalog = await memoryCatalog();
  const journal = await beginScan(catalog);
  const comp = samplePlugin({ name: "Comp", vendor: "Waves", category: "compressor" });
  await commitModule(
    journal,
    moduleWith("Comp", [comp], {
      sizeBytes: 2_000_000,
      durationMs: 31,
      modifiedAt: "2021-05-01T00:00:00.000Z",
    }),
  );
  const clap = (name: string, changes = {}) =>
    samplePlugin({
      name,
      id: `clap:${name}`,
      nativeId: name,
      format: "clap",
      vendor: "Waves Inc.",
      ...changes,
    });
  await commitModule(
    journal,
    moduleWith("many", [clap("A"), clap("B", { vendor: "", isInstrument: true, category: "synthesizer" })], {
      format: "clap",
      sizeBytes: 999,
      durationMs: 4000,
      modifiedAt: "2023-01-01T00:00:00.000Z",
      failures: [{ id: "clap:C", name: "C", outcome: "crashed", reason: CRASHED }],
    }),
  );
  await commitModule(
    journal,
    moduleWith("Other", [samplePlugin({ name: "Other", vendor: "Zeta" })], {
      sizeBytes: 5_000_000_000,
      durationMs: 0.2,
      modifiedAt: "2023-12-31T23:59:59.000Z",
    }),
  );
  for (const name of ["Broken", "Worse"]) {
    await commitModule(
      journal,
      moduleWith(name, [], { outcome: "failed", reason: LOAD_ERROR, durationMs: 7 }),
    );
  }
  await journal.end({ isComplete: true, interruptedBy: null });
  return catalog;
}

async function statistics(
  catalog: Catalog,
  { conditions = [], limit }: Partial<StatisticsRequest> = {},
): Promise<PluginStatistics> {
  return await catalog.read((db) =>
    readPluginStatistics(db, { conditions, sections: STATS_SECTIONS, limit })
  );
}

/** The keys of a list with their counts. */
function counts(list: PluginStatistics["byFormat"]): [string | null, number][] {
  return list!.entries.map(({ key, count }) => [key, count]);
}

Deno.test("readPluginStatistics() counts plugins, modules and failures", async () => {
  using catalog = await filledCatalog();
  const { totals, isCatalogEmpty } = await statistics(catalog);
  assert.equal(isCatalogEmpty, false);
  assert.deepEqual({ ...totals, durationMs: Math.round(totals.durationMs) }, {
    plugins: 4,
    missing: 0,
    instruments: 1,
    vendors: 2,
    categories: 3,
    parameters: 4,
    modules: 5,
    sizeBytes: 5_002_001_199,
    durationMs: 4045,
    failures: 3,
  });
});

Deno.test("readPluginStatistics() joins the names of a vendor, and tells formats apart", async () => {
  using catalog = await filledCatalog();
  const { byFormat, byVendor } = await statistics(catalog);
  assert.deepEqual(counts(byFormat), [["clap", 2], ["vst3", 2]]);
  assert.deepEqual(byVendor!.entries, [
    { key: "Waves", count: 2, formats: { clap: 1, vst3: 1 } },
    { key: "Zeta", count: 1, formats: { vst3: 1 } },
    { key: null, count: 1, formats: { clap: 1 } },
  ]);
});

Deno.test("readPluginStatistics() counts like list --count-by", async () => {
  using catalog = await filledCatalog();
  const { byVendor, byCategory } = await statistics(catalog);
  const options = { conditions: [], isReversed: false, offset: 0 };
  for (const [key, list] of [["vendor", byVendor], ["category", byCategory]] as const) {
    const listed = countPlugins(catalog.db, key, options).counts.map(({ value, count }) => [value, count]);
    assert.deepEqual(counts(list), listed);
  }
});

Deno.test("readPluginStatistics() adds up what is beyond the limit", async () => {
  using catalog = await filledCatalog();
  const { byVendor, slowest, failures, totals } = await statistics(catalog, { limit: 1 });
  assert.equal(byVendor!.total, 3);
  assert.deepEqual(counts(byVendor), [["Waves", 2]]);
  assert.deepEqual(byVendor!.others, { values: 2, count: 2, formats: { vst3: 1, clap: 1 } });
  assert.equal(slowest!.length, 1);
  assert.deepEqual(counts(failures), [["load-error", 2]]);
  assert.equal(totals.failures, 3);
});

Deno.test("readPluginStatistics() counts installations by year, the earliest first", async () => {
  using catalog = await filledCatalog();
  const { byYear } = await statistics(catalog);
  assert.equal(byYear!.counted, "installations");
  assert.deepEqual(counts(byYear), [["2021", 1], ["2023", 3]]);
});

Deno.test("readPluginStatistics() fills scales without a gap; a bound belongs to the range above it", async () => {
  using catalog = await filledCatalog();
  await catalog.write((db) => db.exec("update modules set size_bytes = 1000 where location like '%Broken%'"));
  const { bySize, scanTimes } = await statistics(catalog);
  const ranges = bySize!.entries.map(({ from, below, count }) => [from, below, count]);
  assert.deepEqual(ranges.slice(0, 2), [[0, 1000, 2], [1000, 3000, 1]]);
  assert.deepEqual(ranges.at(-1), [1e9, null, 1]);
  assert.equal(ranges.length, 14);
  assert.deepEqual(
    scanTimes!.entries.filter(({ count }) => count > 0).map(({ from, count }) => [from, count]),
    [[0, 1], [3, 2], [30, 1], [3000, 1]],
  );
});

Deno.test("readPluginStatistics() names the slowest modules after their plugin, or after their file", async () => {
  using catalog = await filledCatalog();
  const { slowest } = await statistics(catalog);
  assert.deepEqual(slowest!.map(({ name, pluginCount }) => [name, pluginCount]), [
    ["many.vst3", 2],
    ["Comp", 1],
    ["Broken.vst3", 0],
    ["Worse.vst3", 0],
    ["Other", 1],
  ]);
});

Deno.test("readPluginStatistics() counts failures by reason, also single plugins that failed", async () => {
  using catalog = await filledCatalog();
  const { failures } = await statistics(catalog);
  assert.deepEqual(failures!.entries, [
    { key: "load-error", count: 2, formats: { vst3: 2 } },
    { key: "crashed", count: 1, formats: { clap: 1 } },
  ]);
});

Deno.test("readPluginStatistics() lets modules without plugins count for their format, not for a vendor", async () => {
  using catalog = await filledCatalog();
  const ofFormat = await statistics(catalog, { conditions: [{ kind: "format", formats: ["vst3"] }] });
  assert.deepEqual([ofFormat.totals.plugins, ofFormat.totals.modules, ofFormat.totals.failures], [2, 4, 2]);
  const { node } = parseSearch("vendor:waves", new Date());
  const ofVendor = await statistics(catalog, { conditions: node.nodes });
  assert.deepEqual([ofVendor.totals.plugins, ofVendor.totals.modules, ofVendor.totals.failures], [2, 2, 1]);
  assert.deepEqual(counts(ofVendor.byYear), [["2021", 1], ["2023", 1]]);
});

Deno.test("readPluginStatistics() of an empty catalog has empty sections", async () => {
  using catalog = await memoryCatalog();
  const { isCatalogEmpty, totals, byVendor, bySize, slowest } = await statistics(catalog);
  assert.equal(isCatalogEmpty, true);
  assert.ok(Object.values(totals).every((total) => total === 0));
  assert.deepEqual([byVendor!.entries, byVendor!.others, bySize!.entries, slowest], [[], null, [], []]);
});
