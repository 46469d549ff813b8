// The states of VST3 plugins, in a confined worker: values by texts that follow no
// straight line, and plugins that fail while a state goes in or out.
import assert from "node:assert/strict";
import { projectPath } from "../../scripts/project_path.ts";
import type { StateAnswer, StateRequest } from "../../src/model/presets/plugin_state.ts";
import { type HostOptions, PluginHost, PluginHostError } from "../../src/scan/plugin_host.ts";
import type { WorkerLimits } from "../../src/scan/workers/worker_session.ts";
import { SHORT_LIMITS } from "../support/short_limits.ts";

const onlyOnLinux = { ignore: Deno.build.os !== "linux" };
const LOCATION = projectPath("build/fixtures/states/stateful.vst3");
const [STATEFUL, CRASHES, HANGS, ENDLESS, UNKNOWN] = [1, 2, 3, 4, 5].map((number) =>
  `706C7567696E617279000001${number.toString(16).padStart(8, "0")}`
) as [string, string, string, string, string];
const [GAIN, CUTOFF, MODE, METER] = ["0", "1", "2", "3"] as const;

function start(more: Partial<HostOptions> = {}): Promise<PluginHost> {
  return PluginHost.start({ format: "vst3", location: LOCATION, environment: Deno.env.get, ...more });
}

function texts({ parameters }: StateAnswer): Record<string, string> {
  return Object.fromEntries(parameters.map(({ id, text }) => [id, text]));
}

/** The text that a parameter displays after a text was wanted, or the reason of its refusal. */
async function displayed(host: PluginHost, id: string, text: string): Promise<string> {
  const answer = await host.state(STATEFUL, { values: [{ id, text }] });
  return answer.refused[0]?.message ?? texts(answer)[id]!;
}

Deno.test("a state holds what was set and processed, and loads as it was", onlyOnLinux, async () => {
  await using host = await start();
  const values = [{ id: GAIN, value: 0.25 }, { id: MODE, text: "high" }];
  const set = await host.state(STATEFUL, { values });
  assert.deepEqual(texts(set), {
    [GAIN]: "-12.1 dB",
    [CUTOFF]: "632.5 Hz",
    [MODE]: "High",
    [METER]: "-12.1 dB",
  });
  const loaded = await host.state(STATEFUL, { state: set.state });
  assert.deepEqual(loaded.state, set.state);
  assert.deepEqual(texts(loaded), texts(set));
});

const WANTED: readonly (readonly [id: string, text: string, displayed: string])[] = [
  [GAIN, "-6.3 dB", "-6.3 dB"],
  [GAIN, "-inf dB", "-inf dB"],
  [GAIN, "12", "12.0 dB"],
  [GAIN, "30 dB", "12.0 dB"],
  [GAIN, "5 %", 'No value displays "5 %"'],
  [CUTOFF, "440 Hz", "440.0 Hz"],
  [CUTOFF, "12.34 kHz", "12.34 kHz"],
  [CUTOFF, "12340 Hz", "12.34 kHz"],
  [CUTOFF, "0.1 kHz", "100.0 Hz"],
  [MODE, "BAND", "Band"],
  [MODE, "Notch", 'No value displays "Notch"'],
  [METER, "-3 dB", "Only the plugin can set it"],
];

Deno.test("a wanted text is found although the plugin converts it wrongly", onlyOnLinux, async (t) => {
  await using host = await start();
  for (const [id, text, expected] of WANTED) {
    await t.step(`${id}: ${text}`, async () => assert.equal(await displayed(host, id, text), expected));
  }
});

Deno.test("a state that a plugin refuses has a reason", onlyOnLinux, async () => {
  await using host = await start();
  for (const component of ["", btoa("short"), btoa("\xff".repeat(40))]) {
    const request: StateRequest = { state: { format: "vst3", component, controller: "" } };
    await assert.rejects(host.state(STATEFUL, request), /The plugin refused the state/);
  }
  const other: StateRequest = { state: { format: "clap", data: "" } };
  await assert.rejects(host.state(STATEFUL, other), PluginHostError);
});

const FAILURES: readonly (readonly [how: string, plugin: string, outcome: string, limits?: WorkerLimits])[] =
  [
    ["crashes", CRASHES, "SIGSEGV"],
    ["hangs", HANGS, "timed-out", SHORT_LIMITS],
    ["writes without end", ENDLESS, "out-of-memory"],
  ];

for (const [how, plugin, outcome, limits] of FAILURES) {
  Deno.test(`a plugin that ${how} has a reason, and the next request works`, onlyOnLinux, async () => {
    await using host = await start(limits === undefined ? {} : { supply: { limits } });
    const { state } = await host.state(STATEFUL);
    const error = await host.state(plugin, { state }).then(() => undefined, (error) => error);
    assert.ok(error instanceof PluginHostError, String(error));
    assert.equal(error.reason.signal ?? error.reason.code, outcome);
    assert.deepEqual((await host.state(STATEFUL, { state })).state, state);
  });
}

Deno.test("values that are no numbers are unknown", onlyOnLinux, async () => {
  await using host = await start();
  const { parameters } = await host.state(UNKNOWN);
  assert.deepEqual(parameters.map(({ value, text }) => [value, text]), Array(4).fill([null, ""]));
});
