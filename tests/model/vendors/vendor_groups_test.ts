import assert from "node:assert/strict";
import fc from "fast-check";
import { groupVendors, shownVendor } from "../../../src/model/vendors/vendor_groups.ts";
import { vendorKey } from "../../../src/model/vendors/vendor_key.ts";

function grouped(spellings: Record<string, number>, named?: ReadonlyMap<string, string>) {
  const keyed = Object.entries(spellings).map(([name, plugins]) => ({ name, plugins, key: vendorKey(name) }));
  return groupVendors(keyed, named).map(({ key: _key, ...group }) => group);
}

Deno.test("groupVendors() adds up the spellings of a vendor, and shows the most frequent one", () => {
  assert.deepEqual(
    grouped({
      "Steve Harris <steve@plugin.org.uk>": 84,
      "Steve Harris": 107,
      "steve  harris": 1,
      "!!!": 2,
      "<a@b.c>": 1,
    }),
    [
      {
        vendor: "Steve Harris",
        names: ["Steve Harris <steve@plugin.org.uk>", "steve  harris"],
        plugins: 192,
      },
      { vendor: "!!!", names: [], plugins: 2 },
      { vendor: "<a@b.c>", names: [], plugins: 1 },
    ],
  );
});

Deno.test("groupVendors() shows the user's name for a vendor", () => {
  assert.deepEqual(grouped({ "LSP LV2": 2, "LSP LADSPA": 3 }, new Map([["lsp", "Linux Studio Plugins"]])), [
    { vendor: "Linux Studio Plugins", names: ["LSP LADSPA", "LSP LV2"], plugins: 5 },
  ]);
});

Deno.test("shownVendor() shows the best written name where two are equally frequent, in any order", () => {
  const names = ["FABFILTER", "FabFilter", "fabfilter", "FabFilter GmbH", "FabFilter <a@fabfilter.com>"];
  const orders = fc.shuffledSubarray(names.slice(0, 4), { minLength: 4 });
  fc.assert(fc.property(orders, (order) => {
    assert.equal(shownVendor(order.map((name) => ({ name, plugins: 1 }))), "FabFilter");
  }));
  for (
    const [best, other] of [
      ["Native Instruments", "NativeInstruments"],
      ["Café", "Cafe"],
      ["Cafe", "CAFÉ"],
      ["FabFilter", "fab filter"],
    ] as const
  ) {
    assert.equal(shownVendor([other, best].map((name) => ({ name, plugins: 1 }))), best);
  }
  assert.equal(
    shownVendor([{ name: "FABFILTER", plugins: 2 }, { name: "FabFilter", plugins: 1 }]),
    "FABFILTER",
  );
});
