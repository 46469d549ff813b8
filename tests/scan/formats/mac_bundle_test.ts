import assert from "node:assert/strict";
import type { PluginFormat } from "../../../src/model/plugin_format.ts";
import { declaredAudioUnits } from "../../../src/scan/formats/audio_unit.ts";
import { discover } from "../../../src/scan/discovery/discovery.ts";
import type { FoundModule } from "../../../src/scan/formats/found_module.ts";
import { infoPlistPath } from "../../../src/scan/files/info_plist.ts";
import { findMacLibrary } from "../../../src/scan/formats/mac_bundle.ts";
import { parsePropertyList } from "../../../src/scan/files/property_list.ts";
import type { PropertyListValue } from "../../../src/scan/files/property_list_value.ts";
import { unscannableModule } from "../../../src/scan/result/unscannable_module.ts";
import { binaryPropertyList } from "../../support/binary_property_list.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** Reasons of other systems than macOS, which loads what these tests have. */
const notOnMac = { ignore: Deno.build.os === "darwin" };

function dict(...entries: [string, string][]): string {
  const pairs = entries.map(([key, value]) => `<key>${key}</key><string>${value}</string>`);
  return `<plist version="1.0"><dict>${pairs.join("")}</dict></plist>`;
}

const TOO_LONG = `<plist version="1.0"><string>${" ".repeat(2 ** 20)}</string></plist>`;
const BINARY = binaryPropertyList([
  [0xd1, 1, 2],
  [0x5f, 0x10, 18, ...new TextEncoder().encode("CFBundleExecutable")],
  [0x55, ...new TextEncoder().encode("other")],
]);

/** What an Info.plist says, which library follows, and what is to be warned of. */
const LISTS: [string, string | Uint8Array | undefined, string, RegExp?][] = [
  ["no Info.plist", undefined, "a"],
  ["an Info.plist without an executable", dict(["CFBundleName", "other"]), "a"],
  ["an executable of another name", dict(["CFBundleExecutable", "other"]), "other"],
  ["an executable of another name in the binary form", BINARY, "other"],
  ["an executable that is missing", dict(["CFBundleExecutable", "none"]), "a", /does not have/],
  ["an executable elsewhere", dict(["CFBundleExecutable", "../MacOS/other"]), "a", /does not have/],
  ["an executable that is the folder above", dict(["CFBundleExecutable", ".."]), "a", /does not have/],
  ["an executable without a name", dict(["CFBundleExecutable", ""]), "a", /does not have/],
  ["a broken Info.plist", "<plist", "a", /^Its Info.plist is not valid XML/],
  ["a damaged binary Info.plist", "bplist00", "a", /^Its Info.plist is too short/],
  ["an Info.plist that is no dict", "<plist><true/></plist>", "a", /is not a "dict"/],
  ["an Info.plist that is too long", TOO_LONG, "a", /larger than 1048576 bytes/],
];

for (const [what, content, library, warning] of LISTS) {
  Deno.test(`findMacLibrary() finds the library of a bundle with ${what}`, async () => {
    await using folder = await TemporaryFolder.make();
    await folder.write("a.clap/Contents/MacOS/a", "x");
    await folder.write("a.clap/Contents/MacOS/other", "x");
    if (content !== undefined) await folder.write("a.clap/Contents/Info.plist", content);
    const { path, warnings } = findMacLibrary(folder.join("a.clap"), parsePropertyList);
    assert.equal(path, folder.join(`a.clap/Contents/MacOS/${library}`));
    if (warning === undefined) return assert.deepEqual(warnings, []);
    assert.deepEqual(warnings.map(({ code }) => code), ["invalid-info-plist"]);
    assert.match(warnings[0]!.message, warning);
  });
}

Deno.test("findMacLibrary() passes over an Info.plist that is no file", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a.clap/Contents/MacOS/a", "x");
  await Deno.mkdir(infoPlistPath(folder.join("a.clap")));
  const { path, warnings } = findMacLibrary(folder.join("a.clap"), parsePropertyList);
  assert.equal(path, folder.join("a.clap/Contents/MacOS/a"));
  assert.deepEqual(warnings, []);
});

function component(...entries: [string, PropertyListValue][]): PropertyListValue {
  return new Map<string, PropertyListValue>([
    ["type", "aufx"],
    ["subtype", "Eq 3"],
    ["manufacturer", "Demo"],
    ...entries,
  ]);
}

Deno.test("declaredAudioUnits() reads id, vendor, name, version and tags", () => {
  const tags = ["Effects", 3, "Equalizer"];
  const full = component(["name", "Demo Inc.: EQ: Three"], ["version", 0x00010203], ["tags", tags]);
  assert.deepEqual(declaredAudioUnits(new Map([["AudioComponents", [full, component()]]])), [
    {
      nativeId: "aufx:Eq 3:Demo",
      name: "EQ: Three",
      vendor: "Demo Inc.",
      version: "1.2.3",
      rawCategories: ["Effects", "Equalizer"],
    },
    { nativeId: "aufx:Eq 3:Demo", name: "aufx:Eq 3:Demo", rawCategories: [] },
  ]);
});

Deno.test("declaredAudioUnits() leaves out what has no id", () => {
  const bad: PropertyListValue[] = [
    "aufx",
    new Map(),
    component(["type", "aufxx"]),
    component(["subtype", 7]),
    component(["manufacturer", "a\nbc"]),
  ];
  assert.deepEqual(declaredAudioUnits(new Map([["AudioComponents", bad]])), []);
  assert.deepEqual(declaredAudioUnits(new Map([["AudioComponents", "none"]])), []);
});

const CODES = "<key>type</key><string>aufx</string><key>subtype</key><string>Dem1</string>" +
  "<key>manufacturer</key><string>Demo</string>";

function units(...names: string[]): string {
  const components = names.map((name) => `<dict>${CODES}<key>name</key><string>${name}</string></dict>`);
  return `<plist version="1.0"><dict><key>AudioComponents</key><array>${
    components.join("")
  }</array></dict></plist>`;
}

/** What a search for Audio Units in a folder finds. */
async function found(folder: TemporaryFolder): Promise<FoundModule[]> {
  const format: PluginFormat = "au";
  const roots = [{ path: folder.path, formats: [format], isRecursive: false, home: format }];
  const discoveries = await Array.fromAsync(discover(roots));
  return discoveries.flatMap((discovery) => "module" in discovery ? [discovery.module] : []);
}

Deno.test("discover() says which plugins an Audio Unit of another system has", notOnMac, async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a.component/Contents/MacOS/a", "x");
  await folder.write("a.component/Contents/Info.plist", units("Demo: EQ", "Gate"));
  await folder.write("b.component/Contents/MacOS/b", "x");
  await folder.write("b.component/Contents/Info.plist", units("1", "2", "3", "4", "5", "6", "7"));
  assert.deepEqual((await found(folder)).map(({ reason }) => reason), [
    { code: "other-system", message: 'Is made for macOS; it has "Demo: EQ", "Gate"' },
    { code: "other-system", message: 'Is made for macOS; it has "1", "2", "3", "4", "5" and 2 more' },
  ]);
});

Deno.test("discover() goes on after an Audio Unit whose Info.plist is broken", notOnMac, async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a.component/Contents/MacOS/a", "x");
  await folder.write("a.component/Contents/Info.plist", "bplist00 or not");
  await folder.write("b.component/Contents/MacOS/b", "x");
  const [broken, other] = await found(folder);
  const warnings = [{
    code: "invalid-info-plist",
    message: "Its Info.plist is too short for a binary property list",
  }];
  assert.deepEqual(broken?.reason, { code: "other-system", message: "Is made for macOS" });
  assert.deepEqual(unscannableModule(broken, broken.reason).warnings, warnings);
  assert.equal(other?.location, folder.join("b.component"));
  assert.equal(other.warnings, undefined);
});
