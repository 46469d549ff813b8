import assert from "node:assert/strict";
import { publicPluginId } from "../../../src/presets/finding/universal_plugin_id.ts";

Deno.test("publicPluginId() gives the public id of each format", () => {
  const ids: [abi: string, id: string, expected: string | undefined][] = [
    ["clap", "com.vendor.synth", "clap:com.vendor.synth"],
    ["lv2", "http://example.org/amp", "lv2:http://example.org/amp"],
    ["vst3", "01234567-89ab-cdef-0123-456789abcdef", "vst3:0123456789ABCDEF0123456789ABCDEF"],
    ["vst3", "{0123456789abcdef0123456789abcdef}", "vst3:0123456789ABCDEF0123456789ABCDEF"],
    ["vst3", "0123", undefined],
    ["vst2", "-12", "vst2:-12"],
    ["vst2", "abcd", undefined],
    ["au", "aumu:SgXT:VmbA", "au:aumu:SgXT:VmbA"],
    ["au", "aumu:SgXT", undefined],
    ["clap", "", undefined],
    ["aax", "x", undefined],
  ];
  for (const [abi, id, expected] of ids) assert.equal(publicPluginId({ abi, id }), expected, `${abi} ${id}`);
});
