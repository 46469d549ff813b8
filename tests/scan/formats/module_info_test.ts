import assert from "node:assert/strict";
import fc from "fast-check";
import { ModuleInfoError, parseModuleInfo } from "../../../src/scan/formats/module_info.ts";
import { mutatedText, MUTATIONS } from "../../support/mutation.ts";

const FIRST = "84E8DE5F92554F5396FAE4133C935A18";
const SECOND = "D39D5B65D7AF42FA843F4AC841EB04F0";

/** As the SDK writes it, with its trailing commas. */
const EXAMPLE = `{
  // a comment
  "Name": "Two",
  "Version": "1.2",
  "Factory Info": {
    "Vendor": "Acme",
    "URL": "https://acme.example",
    "E-Mail": "info@acme.example",
    "Flags": { "Unicode": true, "Component Non Discardable": false, },
  },
  "Compatibility": [
    { "New": "${FIRST}", "Old": [ "565354DEADBEEF6174776F0000000000", "0123456789abcdef0123456789ABCDEF", ], },
    { "New": "no id", "Old": [], },
  ],
  "Classes": [
    {
      "CID": "${FIRST}", "Category": "Audio Module Class", "Name": "One", "Vendor": "", "Version": "2.0",
      "SDKVersion": "VST 3.7.8", "Sub Categories": [ "Fx", "Delay", ], "Class Flags": 0, "Cardinality": 2147483647,
      "Snapshots": [ { "Scale Factor": 1, "Path": "Resources/Snapshots/${FIRST}_snapshot.png", }, ],
    },
    { "CID": "{${SECOND.toLowerCase()}}", "Category": "Audio Module Class", "Name": "Two", "Vendor": "Other", },
    { "CID": "D39D5B69D6AF42FA1234567868495645", "Category": "Component Controller Class", "Name": "Editor", },
    { "CID": "short", "Category": "Audio Module Class", "Name": "Broken", },
    "no class",
  ],
}`;

Deno.test("parseModuleInfo() reads the plugins of a module, and not their controllers", () => {
  assert.deepEqual(parseModuleInfo(EXAMPLE).plugins, [
    {
      nativeId: FIRST,
      name: "One",
      vendor: "Acme",
      version: "2.0",
      url: "https://acme.example",
      rawCategories: ["Fx", "Delay"],
      snapshots: [`Resources/Snapshots/${FIRST}_snapshot.png`],
    },
    {
      nativeId: SECOND,
      name: "Two",
      vendor: "Other",
      url: "https://acme.example",
      rawCategories: [],
      snapshots: [],
    },
  ]);
});

Deno.test("parseModuleInfo() reads what a plugin takes the place of, VST2 plugins by their number", () => {
  assert.deepEqual(
    parseModuleInfo(EXAMPLE).replaces,
    new Map([[FIRST, ["vst2:-559038737", "vst3:0123456789ABCDEF0123456789ABCDEF"]]]),
  );
});

const REFUSED: [name: string, text: string][] = [
  ["text", "I am a text"],
  ["nothing", ""],
  ["a list", "[]"],
  ["an object without classes", "{}"],
  ["classes that are no list", `{"Classes": {}}`],
  ["what is nested too deep", `{"Classes": ${"[".repeat(1000)}${"]".repeat(1000)}}`],
  ["what never ends", "[".repeat(500_000)],
  ["a name with an unescaped quote", `{"Classes": [{"Name": "8" woofer"}]}`],
];

for (const [name, text] of REFUSED) {
  Deno.test(`parseModuleInfo() refuses ${name}`, () => {
    assert.throws(() => parseModuleInfo(text), ModuleInfoError);
  });
}

Deno.test("parseModuleInfo() is not fooled by keys of prototypes", () => {
  const { plugins } = parseModuleInfo(
    `{"__proto__": {"Classes": []}, "Classes": [], "Factory Info": {"__proto__": 1}}`,
  );
  assert.deepEqual(plugins, []);
  assert.equal(({} as Record<string, unknown>)["Classes"], undefined);
});

Deno.test("parseModuleInfo() reads or refuses any text", () => {
  fc.assert(
    fc.property(mutatedText(EXAMPLE), (text) => {
      try {
        for (const { nativeId } of parseModuleInfo(text).plugins) assert.match(nativeId, /^[0-9A-F]{32}$/);
      } catch (error) {
        if (!(error instanceof ModuleInfoError)) throw error;
      }
    }),
    { numRuns: MUTATIONS },
  );
});
