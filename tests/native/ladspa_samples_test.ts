import assert from "node:assert/strict";
import type { DescribedPlugin, Parameter } from "../../src/model/plugin.ts";
import { analyseplugin, type LadspaPlugin, type LadspaPort } from "../support/analyseplugin.ts";
import { FormatWorker } from "./support/format_worker.ts";

const FOLDERS = ["/usr/lib/ladspa", "/usr/local/lib/ladspa", `/usr/lib/${Deno.build.arch}-linux-gnu/ladspa`];

/** All installed LADSPA libraries, whatever brought them. */
function installedLibraries(): string[] {
  return FOLDERS.flatMap((folder) => {
    try {
      return [...Deno.readDirSync(folder)].filter((entry) => entry.name.endsWith(".so"))
        .map((entry) => `${folder}/${entry.name}`);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  }).sort();
}

const libraries = installedLibraries();

function isMissing(): boolean {
  try {
    return libraries.length === 0 || !Deno.statSync("/usr/bin/analyseplugin").isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    throw error;
  }
}

const skipped = isMissing() ? " (skipped: no LADSPA plugins, or Debian's ladspa-sdk is not installed)" : "";

Deno.test(`the shim agrees with analyseplugin about every port of every LADSPA plugin${skipped}`, {
  ignore: skipped !== "",
}, async (t) => {
  await using worker = await FormatWorker.start("ladspa");
  for (const library of libraries) {
    await t.step(library, async () => {
      const [described, expected] = await Promise.all([
        worker.describeAll(library),
        analyseplugin(library),
      ]);
      assert.equal(described.length, expected.length);
      described.forEach((plugin, i) => assertSamePlugin(plugin, expected[i]!));
    });
  }
});

function assertSamePlugin(plugin: DescribedPlugin, expected: LadspaPlugin): void {
  assert.equal(plugin.nativeId, `${expected.uniqueId}:${expected.label}`);
  assert.equal(plugin.name, expected.name);
  assert.equal(plugin.vendor, expected.maker);
  const channels = (direction: string) =>
    expected.ports.filter((port) => port.kind === "audio" && port.direction === direction).length;
  assert.deepEqual(
    plugin.buses.map((bus) => [bus.direction, bus.channels]),
    ["input", "output"].map((direction) => [direction, channels(direction)]).filter(([, count]) =>
      count !== 0
    ),
  );
  const controls = [...expected.ports.entries()].filter(([, port]) => port.kind === "control");
  assert.deepEqual(plugin.parameters.map(({ id }) => id), controls.map(([index]) => String(index)));
  plugin.parameters.forEach((parameter, i) => assertSamePort(parameter, controls[i]![1]));
}

function assertSamePort(parameter: Parameter, port: LadspaPort): void {
  const isToggle = port.hints.includes("toggled");
  assert.equal(parameter.name, port.name);
  assertSameNumber(parameter.minimum, isToggle ? 0 : port.minimum, `${port.name}: minimum`);
  assertSameNumber(parameter.maximum, isToggle ? 1 : port.maximum, `${port.name}: maximum`);
  assertSameNumber(parameter.default, rounded(port), `${port.name}: default`);
  const flags = new Set(parameter.flags);
  assert.equal(flags.has("output"), port.direction === "output", port.name);
  assert.equal(flags.has("automatable"), port.direction === "input", port.name);
  assert.equal(flags.has("toggle"), isToggle, port.name);
  assert.equal(flags.has("integer"), !isToggle && port.hints.includes("integer"), port.name);
  assert.equal(flags.has("logarithmic"), !isToggle && port.hints.includes("logarithmic"), port.name);
  if (!isToggle && port.hints.includes("sample-rate")) assert.ok(flags.has("sample-rate"), port.name);
}

/** ladspa.h wants the default of an integer port rounded; analyseplugin leaves that to its reader. */
function rounded(port: LadspaPort): number | null {
  const isInteger = port.hints.includes("integer") || port.hints.includes("toggled");
  return isInteger && port.default !== null ? Math.round(port.default) : port.default;
}

/** analyseplugin prints six digits, of which the last is rounded before the sample rate multiplies it. */
function assertSameNumber(actual: number | null, expected: number | null, what: string): void {
  if (actual === null || expected === null) return assert.equal(actual, expected, what);
  const difference = Math.abs(actual - expected);
  assert.ok(difference <= 1e-5 * Math.abs(expected), `${what}: ${actual}, not ${expected}`);
}
