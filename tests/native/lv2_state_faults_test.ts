// Plugins whose code fails while a state goes in or out: each has its reason, and the
// next request works.
import assert from "node:assert/strict";
import { projectPath } from "../../scripts/project_path.ts";
import type { StateAnswer, StateRequest } from "../../src/model/presets/plugin_state.ts";
import { type HostOptions, PluginHost, PluginHostError } from "../../src/scan/plugin_host.ts";
import { IS_FULL_RUN } from "../support/counts.ts";
import { SEED } from "../support/seed.ts";
import { SHORT_LIMITS } from "../support/short_limits.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { Mutator } from "./support/mutator.ts";

const LOCATION = projectPath("build/fixtures/states/hostile.lv2");
const PREFIX = "urn:pluginary:fixture:hostile:";

/** A state to restore. */
const STATE: StateRequest = {
  state: {
    format: "lv2",
    ports: { value: 0.25 },
    properties: [{
      key: `${PREFIX}loaded`,
      type: "http://lv2plug.in/ns/ext/atom#Chunk",
      flags: 3,
      value: btoa("text"),
    }],
  },
};

function start(more: Partial<HostOptions> = {}): Promise<PluginHost> {
  return PluginHost.start({ format: "lv2", location: LOCATION, environment: Deno.env.get, ...more });
}

/** What came of a state that a plugin got: its reason, or its answer. */
async function outcome(host: PluginHost, fault: string): Promise<string | StateAnswer> {
  try {
    return await host.state(`${PREFIX}${fault}`, STATE);
  } catch (error) {
    if (!(error instanceof PluginHostError)) throw error;
    const { code, signal } = error.reason;
    return [code, signal ?? error.message].join(": ");
  }
}

function lv2State(answer: string | StateAnswer) {
  assert.ok(typeof answer !== "string" && answer.state.format === "lv2", JSON.stringify(answer));
  return answer.state;
}

function loaded(answer: string | StateAnswer): string {
  const property = lv2State(answer).properties.find(({ key }) => key === `${PREFIX}loaded`);
  return atob(property?.value ?? "");
}

const cannotLoad = (fault: string, reason: string) => `Cannot load the plugin "${PREFIX}${fault}": ${reason}`;

const REASONS: Readonly<Record<string, RegExp | string>> = {
  crash_in_restore: "crashed: SIGSEGV",
  crash_in_run: "crashed: SIGSEGV",
  crash_in_save: "crashed: SIGSEGV",
  throw_in_save: "load-error: An exception was thrown: thrown in save",
  huge_state: "out-of-memory: The plugin's state has more than 41943040 bytes",
  endless_state: "out-of-memory: The plugin's state has more than 41943040 bytes",
  no_functions: `load-error: ${cannotLoad("no_functions", "it lacks a function")}`,
  no_instance: `load-error: ${cannotLoad("no_instance", "it did not create an instance")}`,
  needs_feature: `load-error: ${
    cannotLoad("needs_feature", "it needs the feature <urn:pluginary:fixture:no-such-feature>")
  }`,
  needs_option: `load-error: ${
    cannotLoad("needs_option", "it needs the option <urn:pluginary:fixture:no-such-option>")
  }`,
  odd_port: `load-error: ${cannotLoad("odd_port", 'its port "odd" is of an unknown kind')}`,
  wide_port: "invalid-metadata: A port wants a buffer of 1000000000 bytes, more than 268435456",
  not_in_library: `load-error: ${cannotLoad("not_in_library", "its library does not have it")}`,
  no_library: `not-found: ${cannotLoad("no_library", "it names no library")}`,
  missing_library: /^not-found: Cannot open ".*\/missing\.so": No such file or directory$/,
  not_a_library: /^not-a-module: Cannot load ".*\/manifest\.ttl": /,
  not_in_bundle: `load-error: The bundle has no plugin "${PREFIX}not_in_bundle"`,
};

Deno.test("LV2 state() gives a reason for each fault, and works afterwards", async () => {
  await using host = await start();
  for (const [fault, expected] of Object.entries(REASONS)) {
    const actual = await outcome(host, fault);
    if (typeof expected === "string") assert.equal(actual, expected);
    else assert.match(typeof actual === "string" ? actual : JSON.stringify(actual).slice(0, 200), expected);
    assert.equal(loaded(await outcome(host, "endless_work")), "text", `after ${fault}`);
  }
});

Deno.test("LV2 state() stops a plugin that hangs with a state", async () => {
  await using host = await start({ supply: { limits: SHORT_LIMITS } });
  assert.match(String(await outcome(host, "hang_in_restore")), /^timed-out: /);
});

Deno.test("LV2 state() keeps the answer of a plugin that crashes when it is destroyed", async () => {
  await using host = await start();
  assert.equal(loaded(await outcome(host, "crash_in_cleanup")), "text");
});

Deno.test("LV2 state() keeps no value that is not a finite number", async () => {
  await using host = await start();
  for (const fault of ["value_is_nan", "value_is_infinite"]) {
    const answer = await outcome(host, fault);
    assert.deepEqual(lv2State(answer).ports, {});
    assert.ok(typeof answer !== "string");
    assert.deepEqual(answer.parameters, [{ id: "value", value: null, text: "" }]);
    assert.deepEqual(answer.warnings, [
      { code: "value-not-finite", message: 'The value of "value" is not a finite number' },
    ]);
  }
});

const LOSSES: Readonly<Record<string, string>> = {
  pointers_in_state: "1 value of the state cannot be kept: it has an unknown type or holds pointers",
  unknown_numbers: "1 value of the state cannot be kept: it has an unknown type or holds pointers",
  null_value: "1 value of the state cannot be kept: it has an unknown type or holds pointers",
  refuse_to_save: "The plugin could not store all of its state: there is not enough space",
};

Deno.test("LV2 state() warns of what it cannot keep", async () => {
  await using host = await start();
  for (const [fault, message] of Object.entries(LOSSES)) {
    const answer = await outcome(host, fault);
    assert.equal(loaded(answer), "text");
    assert.ok(typeof answer !== "string");
    assert.deepEqual(answer.warnings, [{ code: "state-incomplete", message }]);
  }
});

Deno.test("LV2 state() gives a plugin no more than a hundred thousand numbers for URIs", async () => {
  for (const fault of ["endless_uris", "endless_keys"]) {
    await using host = await start();
    const answer = await outcome(host, fault);
    assert.ok(lv2State(answer).properties.length < 100_000, fault);
    assert.ok(typeof answer !== "string");
    assert.deepEqual(answer.warnings.map(({ code }) => code), ["state-incomplete"], fault);
  }
});

Deno.test("LV2 state() ignores properties for a plugin without a state of its own", async () => {
  await using host = await start();
  const answer = await outcome(host, "no_extensions");
  assert.deepEqual(lv2State(answer), { format: "lv2", ports: { value: 0.25 }, properties: [] });
  assert.ok(typeof answer !== "string");
  assert.deepEqual(answer.warnings.map(({ code }) => code), ["state-ignored"]);
});

Deno.test("LV2 state() gives plugins no path outside their folder", async () => {
  await using host = await start();
  assert.equal(loaded(await outcome(host, "leave_the_folder")), "text");
});

Deno.test("LV2 state() loads changed presets or gives a reason", async () => {
  await using folder = await TemporaryFolder.make();
  const fixtures = projectPath("build/fixtures/states");
  const manifest = await Deno.readFile(`${fixtures}/presets.lv2/manifest.ttl`);
  const preset = await Deno.readFile(`${fixtures}/presets.lv2/loud.ttl`);
  const mutator = new Mutator(SEED);
  await using host = await start({ location: `${fixtures}/state.lv2`, readable: [folder.path] });
  const codes = new Map<string, number>();
  for (let i = 0; i < (IS_FULL_RUN ? 2000 : 100); i++) {
    const location = folder.join(`${i}.lv2`);
    await folder.write(`${i}.lv2/manifest.ttl`, manifest);
    await folder.write(`${i}.lv2/loud.ttl`, mutator.mutate(preset));
    const loadKey = `file://${location}/loud.ttl`;
    const code = await host.state("urn:pluginary:fixture:state", { preset: { location, loadKey } }).then(
      () => "loaded",
      (error) => error instanceof PluginHostError ? error.reason.code : String(error),
    );
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  assert.deepEqual([...codes.keys()].sort(), ["invalid-metadata", "loaded"], `seed ${SEED}`);
});
