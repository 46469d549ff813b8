import assert from "node:assert/strict";
import { PLUGIN_FORMATS } from "../../../src/model/plugin_format.ts";
import { FORMATS } from "../../../src/scan/formats/records/formats.ts";

Deno.test("FORMATS has a record of every plugin format, in the order of the model", () => {
  assert.deepEqual(FORMATS.searchedOn("darwin"), [...PLUGIN_FORMATS]);
});

Deno.test("FORMATS searches for Audio Units on macOS alone", () => {
  assert.deepEqual(FORMATS.searchedOn("linux"), ["vst3", "lv2", "ladspa", "clap", "vst2"]);
});

Deno.test("FORMATS knows the surest entry points first", () => {
  const names = FORMATS.libraries.flatMap(({ library }) => library.entryPoints);
  assert.deepEqual(names, ["ladspa_descriptor", "clap_entry", "GetPluginFactory", "VSTPluginMain", "main"]);
});

Deno.test("FORMATS tells a format by the ending of a name, in any case", () => {
  assert.equal(FORMATS.ofName("/a/B.VST3")?.format, "vst3");
  assert.equal(FORMATS.ofName("/a.vst3/b.component")?.format, "au");
  assert.equal(FORMATS.ofName("/a.vst3/b"), undefined);
  assert.equal(FORMATS.ofName("/home/u/.lv2"), undefined);
});

Deno.test("FORMATS takes libraries without an entry point for LADSPA, and has no record of other names", () => {
  assert.equal(FORMATS.presumed?.format, "ladspa");
  assert.throws(() => FORMATS.get("toy" as "vst3"), /Unknown plugin format "toy"/);
});
