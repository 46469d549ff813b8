import assert from "node:assert/strict";
import type { ScannedModule } from "../../../src/model/module.ts";
import type { Parameter, Plugin } from "../../../src/model/plugin.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { scan } from "../../../src/scan/scanner.ts";
import { lv2info, lv2ls, type Lv2Port } from "../../support/lv2info.ts";
import { missingSamples, VST3_FOLDER, ZAM_PLUGINS } from "../../support/sample_plugins.ts";

const missing = missingSamples();

/** The framework of these plugins puts parameters of its own before theirs. */
const HOST_PARAMETERS = ["Buffer Size", "Sample Rate", "Current Program"];

let scanned: Promise<ScannedModule[]> | undefined;

/** One scan serves all tests of this file. */
function sampleModules(): Promise<ScannedModule[]> {
  return scanned ??= (async () => {
    const events = await Array.fromAsync(
      scan({ version: "0.0.0", paths: [VST3_FOLDER], journal: NO_JOURNAL }),
    );
    return events.flatMap((event) => event.event === "module" ? [event.module] : []);
  })();
}

async function samplePlugin(name: string): Promise<Plugin> {
  const plugins = (await sampleModules()).flatMap((module) => module.plugins);
  const plugin = plugins.find((candidate) => candidate.name === name);
  assert.ok(plugin !== undefined, `"${name}" was found`);
  return plugin;
}

Deno.test(
  `scan() reads all plugins of zam-plugins without a warning${missing}`,
  { ignore: missing !== "" },
  async () => {
    const modules = await sampleModules();
    const zam = modules.filter(({ location }) =>
      ZAM_PLUGINS.some((name) => location === `${VST3_FOLDER}/${name}.vst3`)
    );
    assert.equal(zam.length, ZAM_PLUGINS.length);
    for (const module of zam) {
      assert.equal(module.outcome, "scanned", module.location);
      assert.deepEqual(module.warnings, [], module.location);
      assert.equal(module.plugins.length, 1, module.location);
    }
  },
);

for (const name of ZAM_PLUGINS) {
  Deno.test(`scan() agrees with lv2info about the LV2 sibling of ${name}${missing}`, {
    ignore: missing !== "",
  }, async () => {
    const plugin = await samplePlugin(name);
    const uri = (await lv2ls()).find((candidate) => candidate.endsWith(`:${name}`));
    assert.ok(uri !== undefined, `${name} has an LV2 sibling`);
    const sibling = await lv2info(uri);
    assert.equal(plugin.name, sibling.name);
    assert.equal(plugin.vendor, sibling.author);
    assert.deepEqual(
      plugin.buses?.map(({ direction, channels, role }) => [direction, channels, role]),
      [["input", mainChannels(sibling.audioInputs, plugin, "input"), "main"], ...auxiliary(plugin), [
        "output",
        sibling.audioOutputs,
        "main",
      ]],
    );
    const totalInputs = plugin.buses?.filter(({ direction }) => direction === "input")
      .reduce((sum, { channels }) => sum + channels, 0);
    assert.equal(totalInputs, sibling.audioInputs);
    const own = plugin.parameters!.filter((parameter) => !HOST_PARAMETERS.includes(parameter.name));
    assert.deepEqual(own.map((parameter) => parameter.name), sibling.controls.map((port) => port.name));
    own.forEach((parameter, i) => assertSameParameter(parameter, sibling.controls[i]!));
  });
}

/** A side chain is a bus of its own in VST3, and one more port in LV2. */
function mainChannels(ports: number, plugin: Plugin, direction: string): number {
  const aux = plugin.buses!.filter((bus) => bus.role === "aux" && bus.direction === direction);
  return ports - aux.reduce((sum, bus) => sum + bus.channels, 0);
}

function auxiliary(plugin: Plugin): [string, number, string][] {
  return plugin.buses!.filter((bus) => bus.role === "aux").map((
    bus,
  ) => [bus.direction, bus.channels, bus.role]);
}

function assertSameParameter(parameter: Parameter, port: Lv2Port): void {
  const what = `${parameter.name}: `;
  assert.equal(parameter.flags.includes("read-only"), port.isOutput, `${what}read-only`);
  assert.equal(parameter.minimum, 0);
  assert.equal(parameter.maximum, 1);
  if (port.minimum === undefined || port.maximum === undefined || port.default === undefined) return;
  const normalised = (port.default - port.minimum) / (port.maximum - port.minimum);
  assert.ok(
    Math.abs(parameter.default! - normalised) < 1e-5,
    `${what}default ${parameter.default}, not ${normalised}`,
  );
  if (port.scalePoints.size > 0) {
    assert.deepEqual(
      parameter.scalePoints.map(({ label }) => label),
      [...port.scalePoints].sort(([a], [b]) => a - b).map(([, label]) => label),
      `${what}scale points`,
    );
  } else {
    assert.ok(Math.abs(Number(parameter.minimumText) - port.minimum) < 1e-4, `${what}minimum`);
    assert.ok(Math.abs(Number(parameter.maximumText) - port.maximum) < 1e-4, `${what}maximum`);
    assert.ok(Math.abs(Number(parameter.defaultText) - port.default) < 1e-4, `${what}default`);
  }
}
