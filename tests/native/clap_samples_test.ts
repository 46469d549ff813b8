import assert from "node:assert/strict";
import type { Bus, DescribedPlugin, Parameter } from "../../src/model/plugin.ts";
import { lv2info, lv2ls, type Lv2Plugin, type Lv2Port } from "../support/lv2info.ts";
import { missingSamples, ZAM_PLUGINS } from "../support/sample_plugins.ts";
import { FormatWorker } from "./support/format_worker.ts";

const missing = missingSamples();

Deno.test(`the shim agrees with lv2info about the LV2 siblings of the CLAP samples${missing}`, {
  ignore: missing !== "",
}, async (t) => {
  await using worker = await FormatWorker.start("clap");
  const uris = await lv2ls();
  for (const name of ZAM_PLUGINS) {
    await t.step(name, async () => {
      const uri = uris.find((candidate) => candidate.endsWith(`:${name}`));
      assert.ok(uri !== undefined, `${name} has an LV2 sibling`);
      const plugins = await worker.describeAll(`/usr/lib/clap/${name}.clap`);
      assert.equal(plugins.length, 1);
      assertSamePlugin(plugins[0]!, await lv2info(uri));
    });
  }
  assert.ok(worker.isAlive);
});

function assertSamePlugin(plugin: DescribedPlugin, sibling: Lv2Plugin): void {
  assert.equal(plugin.name, sibling.name);
  assert.equal(plugin.vendor, sibling.author);
  assert.equal(plugin.hasEditor, true);
  assert.ok(plugin.rawCategories.includes("audio-effect"));
  assert.equal(channels(plugin.buses, "input"), sibling.audioInputs);
  assert.equal(channels(plugin.buses, "output"), sibling.audioOutputs);
  const controls = sibling.controls.filter((port) => !isOfHost(port));
  assert.deepEqual(plugin.parameters.map(({ name }) => name), controls.map(({ name }) => name));
  plugin.parameters.forEach((parameter, i) => assertSameParameter(parameter, controls[i]!));
}

/** LV2 has a port for what CLAP has a function for. */
function isOfHost(port: Lv2Port): boolean {
  return /latency/i.test(port.symbol);
}

function channels(buses: readonly Bus[], direction: string): number {
  return buses.filter((bus) => bus.direction === direction).reduce((sum, bus) => sum + bus.channels, 0);
}

function assertSameParameter(parameter: Parameter, port: Lv2Port): void {
  assert.equal(parameter.flags.includes("read-only"), port.isOutput, `${port.name}: read-only`);
  assertSameNumber(parameter.minimum, port.minimum, `${port.name}: minimum`);
  assertSameNumber(parameter.maximum, port.maximum, `${port.name}: maximum`);
  // An output port has no default
  if (!port.isOutput) assertSameNumber(parameter.default, port.default, `${port.name}: default`);
  const labels = new Map(parameter.scalePoints.map(({ value, label }) => [value, label]));
  if (labels.size > 0) {
    assert.deepEqual(
      labels,
      new Map([...port.scalePoints].sort(([a], [b]) => a - b)),
      port.name,
    );
  }
}

/** lv2info prints six digits after the point. */
function assertSameNumber(actual: number | null, expected: number | undefined, what: string): void {
  assert.ok(actual !== null && expected !== undefined, `${what}: ${actual}, not ${expected}`);
  const difference = Math.abs(actual - expected);
  assert.ok(difference <= 1e-6 * Math.max(1, Math.abs(expected)), `${what}: ${actual}, not ${expected}`);
}
