import assert from "node:assert/strict";
import fc from "fast-check";
import type { Plugin } from "../../../src/model/plugin.ts";
import { comparePlugins } from "../../../src/model/plugins/plugin_difference.ts";
import { sampleParameter, samplePlugin } from "../../cli/support/scan_events.ts";

const STORED: Plugin = samplePlugin({
  name: "A",
  vendor: "V",
  parameters: [sampleParameter({ id: "1", name: "One" }), sampleParameter({ id: "2", name: "Two" })],
});

/** The same as the catalog gives it. */
function copied(plugin: Plugin): Plugin {
  return JSON.parse(JSON.stringify(plugin));
}

Deno.test("comparePlugins() finds nothing between a plugin and its copy from the catalog", () => {
  const loaded: Plugin = { ...STORED, scannedAt: "2030-01-01T00:00:00.000Z", location: "/elsewhere" };
  assert.deepEqual(comparePlugins(copied(STORED), loaded), []);
});

Deno.test("comparePlugins() tells fields that changed, came and went", () => {
  const { vendor: _, ...rest } = STORED;
  const loaded = { ...rest, name: "B", url: "https://b.example" };
  assert.deepEqual(comparePlugins(STORED, loaded), [
    { path: "name", stored: "A", loaded: "B" },
    { path: "vendor", stored: "V" },
    { path: "url", loaded: "https://b.example" },
  ]);
});

Deno.test("comparePlugins() tells parameters by their ids, whatever their order", () => {
  const [one, two] = STORED.parameters!;
  const three = sampleParameter({ id: "3", name: "Three" });
  const loaded = { ...STORED, parameters: [three, { ...two!, name: "Zwei" }] };
  assert.deepEqual(comparePlugins(STORED, loaded), [
    { path: "parameters/1", stored: one },
    { path: "parameters/2/name", stored: "Two", loaded: "Zwei" },
    { path: "parameters/3", loaded: three },
  ]);
});

Deno.test("comparePlugins() finds as many differences one way as the other", () => {
  const parameters = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom("1", "2", "3", "4"),
      name: fc.constantFrom("x", "y"),
      default: fc.constantFrom(0, 1, null),
    })
      .map(sampleParameter),
    { selector: ({ id }) => id },
  );
  fc.assert(fc.property(parameters, parameters, (before, after) => {
    const a = { ...STORED, parameters: before };
    const b = { ...STORED, parameters: after };
    const there = comparePlugins(a, b);
    const back = comparePlugins(b, a);
    const paths = (all: typeof there) => all.map(({ path }) => path).sort();
    assert.deepEqual(paths(there), paths(back));
    assert.equal(there.length === 0, JSON.stringify(sorted(before)) === JSON.stringify(sorted(after)));
  }));
});

function sorted<T extends { id: string }>(all: readonly T[]): T[] {
  return [...all].sort((a, b) => a.id < b.id ? -1 : 1);
}
