import { outcomeOfReason } from "../../model/reason_code.ts";
import type { PluginFailure, Reason, ScannedModule, Warning } from "../../model/module.ts";
import { type ListedPlugin, MAXIMUM_TEXT_BYTES, type ScanOutcome } from "../../model/plugin.ts";
import { cleanText } from "../../model/text.ts";
import { fileStem } from "../../platform/paths.ts";
import { buildPlugin } from "../result/build_plugin.ts";
import type { FoundModule } from "../formats/found_module.ts";
import { type Fingerprint, fingerprint } from "../planning/fingerprint.ts";
import type { ModuleResources, PluginExtras } from "../formats/plugin_extras.ts";
import type { PluginFormatRecord, Surroundings } from "../formats/plugin_format_record.ts";
import { listedId, type LostPlugin, type ModuleResult, type ModuleScan } from "./module_scan.ts";
import { unscannableModule } from "../result/unscannable_module.ts";
import type { WorkerSlot } from "./worker_slot.ts";

/** Everything that the scanner knows about a module before its scan. */
export interface ScanKnowledge {
  /** The fingerprint of its files, if that has been taken. */
  readonly contents?: Fingerprint | undefined;
  /** The module's format. */
  readonly record: PluginFormatRecord;
  readonly surroundings: Surroundings;
}

/**
 * Scans one module and combines the answers of its workers with the contents of
 * its files.
 *
 * @returns `undefined` when it was cancelled or the slot was stopped, which says nothing about the module.
 * @throws {PluginaryError} `worker-does-not-start` when no worker can be had.
 */
export async function scanModule(
  scan: ModuleScan,
  slot: WorkerSlot,
  now: () => Date,
  { contents, record, surroundings }: ScanKnowledge,
): Promise<ScannedModule | undefined> {
  const startedAt = performance.now();
  const { found } = scan;
  const reading = Promise.all([
    contents ?? fingerprint(found.files).catch(fingerprintFailure),
    record.readResources?.(found) ?? NO_RESOURCES,
  ]);
  const [files, result] = await Promise.all([Promise.race([reading, scan.cancelled]), scan.run(slot)]);
  if (files === undefined || result === undefined) return undefined;
  // The worker gets its next module first.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const [state, resources] = files;
  if (state instanceof Error) return unscannableModule(found, { code: "not-found", message: state.message });
  const knowledge = await moduleKnowledge(found, { resources, surroundings }, result);
  return report({ found, state, knowledge, result, now: now(), durationMs: performance.now() - startedAt });
}

const NO_RESOURCES: ModuleResources = {
  declared: [],
  warnings: [],
  extrasOf: () => Promise.resolve({}),
};

/** Facts from the files of a module and its surroundings, which complete its library's answers. */
interface ModuleKnowledge {
  /** Plugins that the module declares in a file; they have names even if it cannot be loaded. */
  readonly declared: readonly ListedPlugin[];
  readonly warnings: readonly Warning[];
  readonly extras: ReadonlyMap<string, PluginExtras>;
}

async function moduleKnowledge(
  found: FoundModule,
  { resources, surroundings }: { resources: ModuleResources; surroundings: Surroundings },
  { described, presets }: ModuleResult,
): Promise<ModuleKnowledge> {
  const extras = new Map<string, PluginExtras>();
  for (const { nativeId } of described) {
    const listed = presets.get(nativeId);
    const declared = resources.declared.find((plugin) => plugin.nativeId === nativeId);
    extras.set(nativeId, {
      ...listed === undefined ? {} : { presets: listed },
      ...declared === undefined ? {} : { declared },
      ...surroundings.extrasOf(nativeId),
      ...await resources.extrasOf(nativeId),
    });
  }
  const warnings = [...found.warnings ?? [], ...resources.warnings];
  return { declared: resources.declared, warnings, extras };
}

/** A file may vanish while it is scanned. */
function fingerprintFailure(error: unknown): Error {
  if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
    return new Error("Was removed or can no longer be read");
  }
  throw error;
}

/** From the least to the most severe. */
const SEVERITY: readonly ScanOutcome[] = ["unsupported", "blocked", "failed", "timed-out", "crashed"];

/** Everything that goes into a module's report. */
interface ReportParts {
  readonly found: FoundModule;
  readonly state: Fingerprint;
  readonly knowledge: ModuleKnowledge;
  readonly result: ModuleResult;
  readonly now: Date;
  readonly durationMs: number;
}

function report({ found, state, knowledge, result, now, durationMs }: ReportParts): ScannedModule {
  const modifiedAt = state.modifiedAt.toISOString();
  const facts = { found, modifiedAt, scannedAt: now.toISOString(), extras: knowledge.extras };
  const built = result.described.map((described) => buildPlugin(facts, described));
  const plugins = built.map(({ plugin }) => plugin);
  const lost = result.lost.map((plugin) => withName(found, knowledge, plugin));
  const reason = result.reason ?? (plugins.length === 0 ? worstReason(lost) : undefined);
  return {
    location: found.location,
    format: found.format,
    outcome: reason === undefined ? "scanned" : outcomeOfReason(reason.code),
    change: "added",
    ...(reason === undefined ? {} : { reason }),
    failures: failuresOf(found, knowledge, { ...result, lost }, reason),
    warnings: [...result.warnings, ...knowledge.warnings, ...built.flatMap(({ warnings }) => warnings)],
    durationMs: Math.round(durationMs * 10) / 10,
    architectures: [...found.architectures],
    sizeBytes: state.sizeBytes,
    modifiedAt,
    fingerprint: state.value,
    ...(result.worker === undefined ? {} : {
      confinement: {
        ...result.worker.confinement,
        overrides: [...result.worker.place.confinement.deviations],
      },
      worker: result.worker.id,
    }),
    ...(result.presetLocations === undefined ? {} : {
      presetLocations: result.presetLocations.map((path) => cleanText(path, MAXIMUM_TEXT_BYTES).text),
    }),
    plugins,
  };
}

/** Gives a lost plugin without a name the one that it would get if it had been described. */
function withName(
  found: FoundModule,
  { declared }: ModuleKnowledge,
  { listed, reason }: LostPlugin,
): LostPlugin {
  const inFile = declared.find(({ nativeId }) => nativeId === listed.nativeId)?.name;
  return { listed: { ...listed, name: listed.name || inFile || fileStem(found.location) }, reason };
}

/** The worst reason, with that plugin's name, for a module none of whose plugins could be described. */
function worstReason(lost: readonly LostPlugin[]): Reason | undefined {
  const worst = lost.reduce<LostPlugin | undefined>(
    (worst, next) => worst === undefined || severity(next) > severity(worst) ? next : worst,
    undefined,
  );
  if (worst === undefined) return undefined;
  const name = cleanText(worst.listed.name, MAXIMUM_TEXT_BYTES).text;
  return { ...worst.reason, message: `"${name}": ${worst.reason.message}` };
}

/**
 * The plugins that were lost. If a module could not be listed, these are the
 * plugins that it declares. If it was listed and then failed as a whole, its
 * own reason covers them.
 */
function failuresOf(
  found: FoundModule,
  { declared }: ModuleKnowledge,
  result: ModuleResult,
  reason: Reason | undefined,
): PluginFailure[] {
  if (reason === undefined) return result.lost.map((lost) => failure(found, lost));
  if (result.reason === undefined) return [];
  const { code, message } = result.reason;
  return declared.map((listed) => failure(found, { listed, reason: { code, message } }));
}

function severity({ reason }: LostPlugin): number {
  return SEVERITY.indexOf(outcomeOfReason(reason.code));
}

function failure(found: FoundModule, { listed, reason }: LostPlugin): PluginFailure {
  return {
    id: listedId(found.format, listed.nativeId),
    name: cleanText(listed.name, MAXIMUM_TEXT_BYTES).text,
    outcome: outcomeOfReason(reason.code),
    reason,
  };
}
