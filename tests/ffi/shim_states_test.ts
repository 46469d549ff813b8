import assert from "node:assert/strict";
import { Shim, ShimError } from "../../ffi/shim.ts";
import { projectPath } from "../../scripts/project_path.ts";
import { ABI_VERSION } from "../../src/model/abi_version.ts";
import { findShim } from "../../src/scan/shim/shim.ts";

const FIXTURES = projectPath("build/fixtures/states");
const STATE_BUNDLE = { format: "lv2", location: `${FIXTURES}/state.lv2`, binary: `${FIXTURES}/state.lv2` };
const PLUGIN = { ...STATE_BUNDLE, nativeId: "urn:pluginary:fixture:state" };

// A shim stays open until its process ends.
const options = { sanitizeResources: false };

function openShim(): Shim {
  const shim = Shim.open(findShim(Deno.env.get), ABI_VERSION);
  shim.open(["lv2"]);
  return shim;
}

Deno.test("stateAsText() gives an answer that is larger than the first buffer", options, () => {
  const shim = openShim();
  const text = `${"x".repeat(600_000)}\0`;
  const state = {
    format: "lv2",
    ports: {},
    properties: [{
      key: `${PLUGIN.nativeId}#text`,
      type: "http://lv2plug.in/ns/ext/atom#String",
      flags: 3,
      value: btoa(text),
    }],
  };
  const answer = JSON.parse(shim.stateAsText({ ...PLUGIN, state }));
  const stored = answer.state.properties.find(({ key }: { key: string }) => key.endsWith("#text"));
  assert.equal(atob(stored.value), text);
  assert.deepEqual(answer.warnings, []);
  shim.release();
});

Deno.test("stateAsText() refuses a state of another format, and bytes that are not base64", options, () => {
  const shim = openShim();
  const refuses = (state: object, message: RegExp) =>
    assert.throws(() => shim.stateAsText({ ...PLUGIN, state }), (error) => {
      assert.ok(error instanceof ShimError && error.status === "INVALID_REQUEST");
      assert.match(error.message, message);
      return true;
    });
  refuses({ format: "clap", data: "" }, /must be of the format "lv2"/);
  refuses({ format: "lv2", ports: [], properties: [] }, /"ports"/);
  refuses({ format: "lv2", ports: { gain: "loud" }, properties: [] }, /"ports"/);
  refuses(
    { format: "lv2", ports: {}, properties: [{ key: "urn:k", type: "urn:t", flags: 3, value: "*" }] },
    /"value"/,
  );
});

Deno.test("release() destroys the instance that stateAsText() left, once", options, () => {
  const shim = openShim();
  shim.stateAsText(PLUGIN);
  shim.release();
  shim.release();
  assert.equal(JSON.parse(shim.stateAsText(PLUGIN)).parameters.length, 10);
  shim.release();
});

Deno.test("presetFilesAsText() needs no module for LV2, and takes no files for none", options, () => {
  const shim = openShim();
  const none = { format: "lv2", location: "", binary: "" };
  assert.deepEqual(JSON.parse(shim.presetFilesAsText({ ...none, files: [] })), {
    fileTypes: [],
    presets: [],
    failures: [],
  });
  const { presets } = JSON.parse(shim.presetFilesAsText({ ...none, files: [`${FIXTURES}/presets.lv2`] }));
  assert.equal(presets.length, 2);
});
