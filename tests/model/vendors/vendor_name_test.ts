import assert from "node:assert/strict";
import fc from "fast-check";
import { vendorName } from "../../../src/model/vendors/vendor_name.ts";

Deno.test("vendorName() leaves out mail and web addresses, and the plugin format", () => {
  const texts: [vendor: string, text: string][] = [
    ["Steve Harris <steve@plugin.org.uk>", "Steve Harris"],
    ["Andy Wingo <wingo at pobox dot com>", "Andy Wingo"],
    ["Frank Neumann (franky@users.sourceforge.net)", "Frank Neumann"],
    ["Robin Gareus, http://gareus.org/", "Robin Gareus"],
    ["Jo Doe - www.example.org", "Jo Doe"],
    [
      "CMT (http://www.ladspa.org/cmt, plugin by Richard W.E. Furse)",
      "CMT (plugin by Richard W.E. Furse)",
    ],
    ["Mike Rawes <mike_rawes[at]yahoo.co.uk>", "Mike Rawes"],
    ["Jo Doe (example.org)", "Jo Doe"],
    ["LSP LV2", "LSP"],
    ["Jo <https://example.org/~jo/plugins?a=1>", "Jo"],
    [
      "Achim Settelmeier <settel-linux@sirlab.de> (adapted by Josh Green and Hexasoft)",
      "Achim Settelmeier (adapted by Josh Green and Hexasoft)",
    ],
    [
      "Juhana Sadeharju <kouhia at nic.funet.fi>, LADSPAification by Steve Harris <steve@plugin.org.uk>",
      "Juhana Sadeharju, LADSPAification by Steve Harris",
    ],
  ];
  for (const [vendor, text] of texts) assert.equal(vendorName(vendor), text);
});

Deno.test("vendorName() keeps names that only look like addresses, and addresses without a name", () => {
  for (
    const vendor of [
      "discoDSP",
      "Native Instruments",
      "u-he",
      "Plugins @ Home",
      "Dr. A. Nonym",
      "Look at me",
      "https://example.org",
      "jo@example.org",
      "D16 Group Audio Software (Poland)",
      "Waves / Abbey Road",
    ]
  ) assert.equal(vendorName(vendor), vendor);
});

Deno.test("vendorName() takes any text, and empties none", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (vendor) => {
    assert.equal(vendorName(vendor) === "", vendor === "");
  }));
});
