import assert from "node:assert/strict";
import fc from "fast-check";
import { vendorKey } from "../../../src/model/vendors/vendor_key.ts";
import { anyText } from "../../support/any_text.ts";

/** Ways to write one vendor, one vendor per row. */
const SAME: readonly (readonly string[])[] = [
  [
    "FabFilter",
    "Fabfilter",
    "FABFILTER",
    "Fab Filter",
    "fab-filter",
    "FabFilter GmbH",
    "FabFilter Inc.",
    "FabFilter, Inc",
    "FabFilter™",
    " FabFilter ",
    "FabFilter <info@fabfilter.com>",
    "FabFilter (info@fabfilter.com)",
    "FabFilter - www.fabfilter.com",
    "FabFilter (fabfilter.com)",
    "FabFilter, https://www.fabfilter.com/",
    "https://www.fabfilter.com",
    "www.fabfilter.com/",
    "fabfilter.com",
    "FabFilter.com/",
    "fabfilter.co.uk",
    "fabfilter.audio",
    "ＦａｂＦｉｌｔｅｒ",
  ],
  ["LSP", "LSP LV2", "LSP LADSPA", "LSP VST3"],
  ["Mike Rawes", "Mike Rawes <mike_rawes[at]yahoo.co.uk>", "Mike Rawes mike_rawes[at]yahoo.co.uk"],
  ["Andy Wingo", "Andy Wingo <wingo at pobox dot com>"],
  ["Native Instruments", "Native Instruments GmbH", "NATIVE INSTRUMENTS G.m.b.H."],
  ["Softube", "Softube AB", "Softube A.B."],
  ["Arturia", "Arturia S.A.", "ARTURIA SA", "Arturia S.A.S."],
  ["IK Multimedia", "IK Multimedia S.r.l.", "IK Multimedia SRL"],
  ["Acme", "Acme Sp. z o.o.", "Acme s.r.o.", "Acme d.o.o.", "Acme Kft.", "Acme OÜ"],
  [
    "Acme Tools",
    "Acme Tools Pty. Ltd.",
    "Acme Tools Co., Ltd.",
    "Acme Tools GmbH & Co. KG",
    "Acme Tools A/S",
  ],
  ["Ромашка", "РОМАШКА", "Ромашка ООО"],
  ["コルグ", "株式会社コルグ", "コルグ（株）", "㈱コルグ"],
  ["삼익", "주식회사 삼익", "삼익㈜"],
  ["Pere Ràfols Soler", "Pere Rafols Soler", "Pere Ra\u0300fols Soler"],
  ["u-he", "U-HE", "u he", "u-he.com", "u-he.de"],
];

Deno.test("vendorKey() is the same for all ways to write a vendor", () => {
  for (const names of SAME) {
    const keys = new Map(names.map((name) => [name, vendorKey(name)]));
    assert.equal(new Set(keys.values()).size, 1, JSON.stringify([...keys]));
  }
});

Deno.test("vendorKey() keeps different vendors apart", () => {
  const names = [
    ...SAME.map(([name]) => name!),
    "Dr.No",
    "St.Ives",
    "github.com",
    "github.com/someone",
    "Dr",
    "St",
    "GitHub",
    "Audio Damage",
    "Audio Assault",
    "Audio",
    "Audiority",
    "Waves",
    "WavesFactory",
    "D16 Group",
    "DMG Audio",
    "Team D.A.S.",
    "Team D",
    "The Sound Company",
    "The Sound",
    "SA",
    "AB",
    "Inc.",
    "CMT (http://www.ladspa.org/cmt, plugin by Nathaniel Virgo)",
    "CMT (http://www.ladspa.org/cmt, plugin by Richard W.E. Furse)",
    "Tim Goetze <tim@quitte.de>",
    "Tim Goetze <tim@quitte.de>, David Yeh <dtyeh@ccrma.stanford.edu>",
    "Michael Willis",
    "Michael Willis and Rob vd Berg",
    "https://github.com",
    "https://gitlab.com",
    "ヤマハ",
    "야마하",
    "ямаха",
    "Yamaha",
    "雅马哈",
    "!!!",
    "???",
    "株式会社",
    "LV2",
  ];
  assert.equal(new Set(names.map(vendorKey)).size, names.length);
});

Deno.test("vendorKey() of a normal form is the normal form, for any text", () => {
  fc.assert(fc.property(anyText(), (name) => {
    assert.equal(vendorKey(vendorKey(name)), vendorKey(name));
    assert.equal(vendorKey(name) === "", name === "");
  }));
  const words = fc.constantFrom(
    "Acme",
    "GmbH",
    "Co",
    "株式会社",
    "株式",
    "会社",
    "s",
    "r",
    "l",
    "LV2",
    "www.a.de",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 6 }), fc.constantFrom("", " ", "."), (parts, between) => {
      const key = vendorKey(parts.join(between));
      assert.equal(vendorKey(key), key);
    }),
  );
});

/** Names of three words, each with five letters, which no legal form, format or address has. */
const names = fc.array(fc.string({ unit: fc.constantFrom(..."xyzéßжя音"), minLength: 5, maxLength: 9 }), {
  minLength: 1,
  maxLength: 3,
});

const FORMS = [
  "Inc.",
  "GmbH",
  "S.r.l.",
  "Ltd",
  "A/S",
  "AB",
  "B.V.",
  "LLC",
  "Oy",
  "K.K.",
  "sp. z o.o.",
  "Pty Ltd",
];
const ADDRESSES = ["<jo@example.org>", "(jo at example dot org)", "https://example.org/x", "www.example.org"];

Deno.test("vendorKey() ignores case, spaces, signs, legal forms, addresses and Unicode forms", () => {
  const additions = fc.tuple(fc.constantFrom("", ...FORMS), fc.constantFrom("", ...ADDRESSES));
  const between = fc.constantFrom(" ", "", "-", ".", "  ", "_", " & ");
  const forms = fc.constantFrom("NFC", "NFD", "NFKC", "NFKD");
  const cases = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toUpperCase(),
    (text: string) => text.toLowerCase(),
  );
  fc.assert(
    fc.property(names, additions, between, forms, cases, (words, added, sign, form, changeCase) => {
      const written = changeCase([words.join(sign), ...added].join(" ").normalize(form));
      assert.equal(vendorKey(written), vendorKey(words.join(" ")), written);
    }),
  );
});

Deno.test("vendorKey() tells names apart that differ in a letter", () => {
  const letters = fc.string({ unit: fc.constantFrom(..."xyzжя音ア한"), minLength: 5, maxLength: 30 });
  fc.assert(fc.property(letters, letters, (a, b) => {
    assert.equal(vendorKey(a) === vendorKey(b), a === b);
  }));
});
