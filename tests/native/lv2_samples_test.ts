// Compares what the shim says of the installed LV2 plugins with two independent
// readers: `lv2info` for a sample (all of them under PLUGINARY_TEST_FULL=1, it
// takes a process per plugin), and for all a small C program on the system's
// lilv, which also knows units, groups and presets.
import assert from "node:assert/strict";
import type { DescribedPlugin, Parameter } from "../../src/model/plugin.ts";
import { lv2info, type Lv2Port } from "../support/lv2info.ts";
import { ZAM_PLUGINS } from "../support/sample_plugins.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import {
  compileReader,
  LV2_FOLDER,
  missingReader,
  type ReaderPlugin,
  type ReaderPort,
  readInstalled,
} from "./support/lv2_reader.ts";
import { answerOf, Lv2Worker } from "./support/lv2_worker.ts";

const SAMPLE_RATE = 48_000;
const SAMPLE_SIZE = Deno.env.get("PLUGINARY_TEST_FULL") === "1" ? Infinity : 60;

const missing = missingReader();
const ignore = missing !== "";

let installed: Promise<Map<string, DescribedPlugin>> | undefined;

/** All installed plugins by URI, read by one worker once. */
function described(): Promise<Map<string, DescribedPlugin>> {
  return installed ??= describeInstalled();
}

async function describeInstalled(): Promise<Map<string, DescribedPlugin>> {
  const bundles = [...Deno.readDirSync(LV2_FOLDER)].map(({ name }) => `${LV2_FOLDER}/${name}`).sort();
  const plugins = new Map<string, DescribedPlugin>();
  await using worker = await Lv2Worker.start(bundles);
  for (const bundle of bundles) {
    for (const { nativeId } of answerOf(await worker.list(bundle), "listed").plugins) {
      plugins.set(nativeId, answerOf(await worker.describe(bundle, nativeId), "described").plugin);
    }
  }
  return plugins;
}

/** Both read decimal text; lilv keeps 32 bits of it. */
function isSame(ours: number | null, theirs: number | null | undefined, tolerance = 1e-6): boolean {
  if (ours === null || theirs === null || theirs === undefined) return ours === (theirs ?? null);
  return Math.abs(ours - theirs) <= tolerance * Math.max(1, Math.abs(ours), Math.abs(theirs));
}

function local(uri: string): string {
  return uri.slice(uri.lastIndexOf("#") + 1);
}

/** Properties of ports, by the flags that say the same. */
const FLAGS: Record<string, Parameter["flags"][number]> = {
  integer: "integer",
  toggled: "toggle",
  enumeration: "enumeration",
  sampleRate: "sample-rate",
  logarithmic: "logarithmic",
  notOnGUI: "hidden",
};

/** What differs between a port and its parameter, in words. */
function differences(port: ReaderPort, parameter: Parameter): string[] {
  const properties = port.properties.map(local);
  const factor = properties.includes("sampleRate") ? SAMPLE_RATE : 1;
  const scaled = (value: number | null) => value === null ? null : value * factor;
  const isDefault = isSame(parameter.default, port.default) ||
    isSame(parameter.default, scaled(port.default));
  const points = (list: readonly { value: number | null; label: string }[]) =>
    list.map(({ value, label }) => `${Math.fround(value ?? NaN)} ${label}`).sort().join("\n");
  const flags = properties.flatMap((property) => FLAGS[property] ?? []);
  const checks: [string, boolean][] = [
    ["id", parameter.id === port.symbol],
    ["name", parameter.name === port.name],
    ["minimum", isSame(parameter.minimum, scaled(port.minimum))],
    ["maximum", isSame(parameter.maximum, scaled(port.maximum))],
    ["default", isDefault],
    ["unit", parameter.unit === port.unit],
    ["group", parameter.group === port.group],
    ["scale points", points(parameter.scalePoints) === points(port.scalePoints)],
    ["direction", parameter.flags.includes("output") === !port.isInput],
    ["flags", flags.every((flag) => parameter.flags.includes(flag))],
  ];
  return checks.filter(([, isEqual]) => !isEqual).map(([what]) => `${port.symbol}: ${what}`);
}

function pluginDifferences(theirs: ReaderPlugin, ours: DescribedPlugin): string[] {
  const ports = theirs.ports.filter(({ isControl }) => isControl);
  const parameters = ours.parameters.filter(({ id }) => !id.includes(":")); // Without patch: properties
  const count = (of: (port: ReaderPort) => boolean) => theirs.ports.filter(of).length;
  const channels = (type: string, direction: string) =>
    ours.buses.filter((bus) => bus.type === type && bus.direction === direction)
      .reduce((sum, bus) => sum + (type === "event" ? 1 : bus.channels), 0);
  const checks: [string, unknown, unknown][] = [
    ["name", ours.name, theirs.name],
    ["vendor", ours.vendor ?? "", theirs.author],
    ["has class", theirs.class.endsWith("#Plugin") || ours.rawCategories.includes(local(theirs.class)), true],
    ["presets", ours.presetCount, theirs.presetCount],
    ["editor", ours.hasEditor, theirs.uiCount > 0],
    ["parameters", parameters.length, ports.length],
    ["audio inputs", channels("audio", "input"), count((port) => port.isAudio && port.isInput)],
    ["audio outputs", channels("audio", "output"), count((port) => port.isAudio && !port.isInput)],
    ["cv", channels("cv", "input") + channels("cv", "output"), count((port) => port.isCv)],
    ["event", channels("event", "input") + channels("event", "output"), count((port) => port.isEvent)],
  ];
  const wrong = checks.filter(([, a, b]) => a !== b).map(([what, a, b]) => `${what}: ${a}, not ${b}`);
  const inPorts = wrong.length > 0 ? [] : ports.flatMap((port, i) => differences(port, parameters[i]!));
  return [...wrong, ...inPorts].map((text) => `${theirs.uri}: ${text}`);
}

Deno.test(`LV2 describe agrees with lilv on every installed plugin${missing}`, { ignore }, async () => {
  await using folder = await TemporaryFolder.make();
  const theirs = await readInstalled(await compileReader(folder));
  const ours = await described();
  const uris = theirs.map(({ uri }) => uri);
  const zam = uris.filter((uri) => uri.startsWith("urn:zamaudio:"));
  assert.equal(zam.length, ZAM_PLUGINS.length);
  assert.deepEqual(uris.filter((uri) => !ours.has(uri)), []);
  assert.deepEqual(theirs.flatMap((plugin) => pluginDifferences(plugin, ours.get(plugin.uri)!)), []);
});

function infoDifferences(port: Lv2Port, parameter: Parameter): string[] {
  const factor = parameter.flags.includes("sample-rate") ? SAMPLE_RATE : 1;
  // It prints six digits after the point
  const near = (ours: number | null, theirs: number | undefined, scale: number) =>
    theirs === undefined || Number.isNaN(theirs)
      ? ours === null
      : ours !== null && Math.abs(ours - theirs * scale) <= 1e-6 * scale + 1e-6 * Math.abs(ours);
  const checks: [string, boolean][] = [
    ["symbol", port.symbol === parameter.id],
    ["name", port.name === parameter.name],
    ["direction", port.isOutput === parameter.flags.includes("output")],
    ["minimum", near(parameter.minimum, port.minimum, factor)],
    ["maximum", near(parameter.maximum, port.maximum, factor)],
    ["default", near(parameter.default, port.default, 1) || near(parameter.default, port.default, factor)],
    ["scale points", port.scalePoints.size === new Set(parameter.scalePoints.map(({ value }) => value)).size],
  ];
  return checks.filter(([, isEqual]) => !isEqual).map(([what]) => `${port.symbol}: ${what}`);
}

Deno.test(`LV2 describe agrees with lv2info${missing}`, { ignore }, async () => {
  const ours = [...(await described()).values()];
  const step = Math.max(1, Math.floor(ours.length / SAMPLE_SIZE));
  for (const plugin of ours.filter((_, index) => index % step === 0)) {
    const theirs = await lv2info(plugin.nativeId);
    const parameters = plugin.parameters.filter(({ id }) => !id.includes(":"));
    assert.equal(plugin.name, theirs.name);
    assert.equal(plugin.vendor ?? "", theirs.author);
    assert.equal(parameters.length, theirs.controls.length, plugin.nativeId);
    const wrong = theirs.controls.flatMap((port, index) => infoDifferences(port, parameters[index]!));
    assert.deepEqual(wrong, [], plugin.nativeId);
  }
});
