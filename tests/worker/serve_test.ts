import assert from "node:assert/strict";
import { ShimError } from "../../ffi/shim.ts";
import type { WorkerMessage } from "../../src/worker/protocol.ts";
import { type PluginLoader, serve } from "../../src/worker/serve.ts";

const PLUGIN = { nativeId: "ABCD", name: "Fake", rawCategories: ["Fx"] };
const DESCRIBED = { ...PLUGIN, buses: [], parameters: [], programs: [] };
const LIST = { type: "list", requestId: 7, format: "vst3", location: "/x/Fake.vst3", binary: "/x/Fake.so" };
const DESCRIBE = { ...LIST, type: "describe", requestId: 8, nativeId: "ABCD" };

const STATE = {
  state: { format: "vst3", component: "AAE=", controller: "" },
  parameters: [{ id: "0", value: 0.5, text: "3.0 dB" }],
  refused: [],
  warnings: [],
};
const PRESET_FILES = { fileTypes: ["fake"], presets: [], failures: [] };
const READ_STATE = { ...DESCRIBE, type: "state", requestId: 9, values: [{ id: "0", text: "3.0 dB" }] };
const READ_PRESETS = { ...LIST, type: "preset-files", requestId: 10, files: [""] };

/** Serves requests with a loader of the test's own and gives what was sent. */
function converse(requests: unknown[], loader: Partial<PluginLoader>): WorkerMessage[] {
  const lines = requests.map((request) => JSON.stringify(request));
  const sent: WorkerMessage[] = [];
  const good: PluginLoader = {
    list: () => ({ plugins: [PLUGIN] }),
    describeAsText: () => JSON.stringify(DESCRIBED),
    presets: () => ({ total: 0, presets: [] }),
    stateAsText: () => JSON.stringify(STATE),
    presetFilesAsText: () => JSON.stringify(PRESET_FILES),
    release: () => {},
  };
  serve(
    {
      next: () => lines.shift(),
      hasNext: () => lines.length > 0,
      send: (text) => sent.push(...text.split("\n").map((line) => JSON.parse(line))),
      memoryBytes: () => 123,
    },
    { ...good, ...loader },
  );
  return sent;
}

function refusal(messages: WorkerMessage[]): string | undefined {
  return messages.flatMap((message) => message.type === "refused" ? [message.failure.code] : [])[0];
}

Deno.test("serve() says that it enters a module, answers and says that it is idle", () => {
  assert.deepEqual(converse([LIST, DESCRIBE], {}), [
    { type: "entering", requestId: 7 },
    { type: "listed", requestId: 7, plugins: [PLUGIN] },
    { type: "idle", requestId: 7, memoryBytes: 123 },
    { type: "entering", requestId: 8 },
    { type: "described", requestId: 8, plugin: DESCRIBED },
    { type: "idle", requestId: 8, memoryBytes: 123 },
  ]);
});

Deno.test("serve() passes on states and presets with the members of the shim's answer", () => {
  const asked: unknown[] = [];
  const stateAsText = (request: unknown) => {
    asked.push(request);
    return JSON.stringify(STATE, null, 1);
  };
  assert.deepEqual(converse([READ_STATE, READ_PRESETS], { stateAsText }), [
    { type: "entering", requestId: 9 },
    { type: "state", requestId: 9, ...STATE },
    { type: "idle", requestId: 9, memoryBytes: 123 },
    { type: "entering", requestId: 10 },
    { type: "preset-files", requestId: 10, ...PRESET_FILES },
    { type: "idle", requestId: 10, memoryBytes: 123 },
  ]);
  const { requestId: _, ...request } = READ_STATE;
  assert.deepEqual(asked, [request]);
});

Deno.test("serve() says that it is idle at the latest when no request is at hand", () => {
  const lines = [LIST, DESCRIBE].map((request) => JSON.stringify(request));
  const sent: string[] = [];
  serve(
    {
      next: () => lines.shift(),
      hasNext: () => lines.length > 0,
      send: (text) => sent.push(text.split("\n").map((line) => JSON.parse(line).type).join(" ")),
      memoryBytes: () => 0,
    },
    {
      list: () => ({ plugins: [] }),
      describeAsText: () => JSON.stringify(DESCRIBED),
      presets: () => ({}),
      stateAsText: () => "",
      presetFilesAsText: () => "",
      release: () => {},
    },
  );
  assert.deepEqual(sent, ["entering", "listed", "idle entering", "described", "idle"]);
});

Deno.test("serve() releases a plugin only after its answer has been sent", () => {
  const order: string[] = [];
  const lines = [JSON.stringify(DESCRIBE)];
  serve(
    {
      next: () => lines.shift(),
      hasNext: () => false,
      send: (line) => order.push(JSON.parse(line).type),
      memoryBytes: () => 0,
    },
    {
      list: () => ({}),
      describeAsText: () => JSON.stringify(DESCRIBED),
      presets: () => ({}),
      stateAsText: () => "",
      presetFilesAsText: () => "",
      release: () => order.push("release"),
    },
  );
  assert.deepEqual(order, ["entering", "described", "release", "idle"]);
});

Deno.test("serve() names why the shim refused a module", () => {
  const list = () => {
    throw new ShimError("NO_ENTRY_POINT", "Has no GetPluginFactory");
  };
  assert.equal(refusal(converse([LIST], { list })), "no-entry-point");
});

Deno.test("serve() passes on a description as it is, in one line", () => {
  const extra = JSON.stringify({ ...DESCRIBED, extra: 1 });
  for (
    const [text, passed] of [[extra, extra], [JSON.stringify(DESCRIBED, null, 2), JSON.stringify(DESCRIBED)]]
  ) {
    const sent: string[] = [];
    const lines = [JSON.stringify(DESCRIBE)];
    const loader = {
      list: () => ({}),
      describeAsText: () => text!,
      presets: () => ({}),
      stateAsText: () => "",
      presetFilesAsText: () => "",
      release: () => {},
    };
    serve({
      next: () => lines.shift(),
      hasNext: () => false,
      send: (line) => sent.push(line),
      memoryBytes: () => 0,
    }, loader);
    assert.equal(sent[1], `{"type":"described","requestId":8,"plugin":${passed}}`);
  }
});

Deno.test("serve() ends with a fault of the program instead of blaming a plugin", () => {
  const list = () => {
    throw new ShimError("NOT_OPEN", "pluginary_open() has not been called");
  };
  assert.throws(() => converse([LIST], { list }), ShimError);
});

Deno.test("serve() refuses a request that is no request", () => {
  assert.throws(() => converse([{ type: "format-disk", requestId: 1 }], {}));
});
