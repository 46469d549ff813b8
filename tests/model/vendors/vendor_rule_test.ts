import assert from "node:assert/strict";
import fc from "fast-check";
import { resolveVendor, type VendorRule } from "../../../src/model/vendors/vendor_rule.ts";

function finder(rules: readonly VendorRule[]) {
  return (name: string, isExact: boolean) =>
    rules.find((rule) => rule.name === name && rule.isExact === isExact);
}

Deno.test("resolveVendor() follows rules to the vendor that was merged last", () => {
  const find = finder([
    { name: "alpha", isExact: false, vendor: "Beta" },
    { name: "beta", isExact: false, vendor: "Gamma" },
    { name: "gamma", isExact: false, vendor: "Gamma" },
  ]);
  for (const name of ["Alpha", "alpha inc.", "Beta", "Gamma GmbH"]) {
    assert.deepEqual(resolveVendor(name, find), { key: "gamma", vendor: "Gamma" });
  }
  assert.deepEqual(resolveVendor("Delta Ltd", find), { key: "delta" });
});

Deno.test("resolveVendor() keeps a name apart that the user has split off", () => {
  const find = finder([
    { name: "Alpha GmbH", isExact: true, vendor: "Alpha GmbH" },
    { name: "beta", isExact: false, vendor: "Alpha GmbH" },
  ]);
  const apart = resolveVendor("Alpha GmbH", find);
  assert.notEqual(apart.key, resolveVendor("Alpha", find).key);
  assert.deepEqual(resolveVendor("Beta", find), apart);
});

Deno.test("resolveVendor() ends for any rules, also in a circle", () => {
  const names = fc.constantFrom("A", "a", "B", "b", "C", "C Inc");
  const rule = fc.record({ name: names, isExact: fc.boolean(), vendor: names });
  fc.assert(fc.property(fc.array(rule, { maxLength: 6 }), names, (rules, name) => {
    assert.notEqual(resolveVendor(name, finder(rules)).key, "");
  }));
});
