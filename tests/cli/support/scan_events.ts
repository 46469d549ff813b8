import { NO_CURATION } from "../../../src/model/curation/plugin_curation.ts";
import type { ScannedModule } from "../../../src/model/module.ts";
import type { Parameter, Plugin } from "../../../src/model/plugin.ts";
import { countsOf } from "../../../src/model/plugins/plugin_counts.ts";
import type { Problem, ScanEvent } from "../../../src/model/documents/scan_document.ts";
import { summarize } from "../../support/summarize.ts";

const AT = "2025-01-02T03:04:05.000Z";

/** A plugin of which a test only says what matters to it. */
export function samplePlugin(changes: Partial<Plugin> = {}): Plugin {
  const name = changes.name ?? "Sample";
  const plugin: Plugin = {
    id: `vst3:${name}`,
    format: "vst3",
    nativeId: name,
    name,
    vendor: "Vendor",
    version: "1.0",
    isInstrument: false,
    category: "delay",
    features: [],
    rawCategories: [],
    location: `/plugins/${name}.vst3`,
    installations: [],
    buses: [
      { direction: "input", type: "audio", name: "In", channels: 2, role: "main", isDefaultActive: true },
      { direction: "input", type: "audio", name: "Side", channels: 1, role: "aux", isDefaultActive: false },
      { direction: "output", type: "audio", name: "Out", channels: 2, role: "main", isDefaultActive: true },
    ],
    parameters: [sampleParameter(), sampleParameter({ id: "1", flags: ["midi-controller"] })],
    outcome: "scanned",
    isMissing: false,
    addedAt: AT,
    updatedAt: AT,
    scannedAt: AT,
    curation: NO_CURATION,
    ...changes,
  };
  return { ...plugin, ...countsOf(plugin) };
}

/** A parameter of which a test only says what matters to it. */
export function sampleParameter(changes: Partial<Parameter> = {}): Parameter {
  return {
    id: "0",
    name: "Gain",
    group: "",
    unit: "dB",
    minimum: 0,
    maximum: 1,
    default: 0.5,
    minimumText: "-inf",
    maximumText: "0",
    defaultText: "-6",
    stepCount: 0,
    scalePoints: [],
    flags: ["automatable"],
    ...changes,
  };
}

/** A module of which a test only says what matters to it. */
export function sampleModule(changes: Partial<ScannedModule> = {}): ScannedModule {
  return {
    location: "/plugins/Sample.vst3",
    format: "vst3",
    outcome: "scanned",
    change: "added",
    failures: [],
    warnings: [],
    durationMs: 1,
    architectures: ["x86_64"],
    plugins: [],
    ...changes,
  };
}

/** A module per plugin, each at a place of its own. */
export function modulesOf(plugins: readonly Plugin[]): ScannedModule[] {
  return plugins.map((plugin, index) =>
    sampleModule({ location: `/plugins/${index}.vst3`, plugins: [plugin] })
  );
}

/** The events of a scan that finds these modules. */
export async function* eventsOf(
  modules: Iterable<ScannedModule>,
  more: { problems?: readonly Problem[]; interruptedBy?: string } = {},
): AsyncGenerator<ScanEvent> {
  await Promise.resolve();
  yield {
    event: "started",
    schema: "scan",
    schemaVersion: 1,
    pid: 1,
    startedAt: AT,
    tool: { version: "0.1.0", abi: 2, deno: "2.9.6" },
    host: { os: "linux", arch: "x86_64" },
    paths: ["/plugins"],
    formats: ["vst3"],
  };
  for (const problem of more.problems ?? []) yield { event: "problem", problem };
  const seen: ScannedModule[] = [];
  for (const module of modules) {
    seen.push({ ...module, plugins: module.plugins.map((plugin) => ({ ...plugin, parameters: [] })) });
    yield { event: "module", module };
  }
  yield {
    event: "finished",
    durationMs: 900,
    complete: more.interruptedBy === undefined,
    interruptedBy: more.interruptedBy ?? null,
    confinement: { level: "none", layers: [] },
    summary: summarize(seen, []),
  };
}
