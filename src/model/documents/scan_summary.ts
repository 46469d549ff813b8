import type { PluginFailure, RemovedModule, ScannedModule } from "../module.ts";
import type { ScanOutcome } from "../plugin.ts";
import type { PluginFormat } from "../plugin_format.ts";
import type { ScanSummary } from "./scan_document.ts";

/** Counts the results of a scan. Without an earlier scan to compare with, every plugin counts as added. */
export function summarize(
  modules: readonly ScannedModule[],
  removed: readonly RemovedModule[],
): ScanSummary {
  const byOutcome: Partial<Record<ScanOutcome, number>> = {};
  const byFormat: Partial<Record<PluginFormat, number>> = {};
  const changeOf = new Map<string, ScannedModule["change"]>();
  for (const module of modules) {
    byOutcome[module.outcome] = (byOutcome[module.outcome] ?? 0) + 1;
    for (const plugin of module.plugins) {
      if (changeOf.has(plugin.id)) continue;
      changeOf.set(plugin.id, module.change);
      byFormat[plugin.format] = (byFormat[plugin.format] ?? 0) + 1;
    }
  }
  const changes = [...changeOf.values()];
  const removedIds = new Set(removed.flatMap((module) => module.plugins));
  return {
    modules: modules.length,
    plugins: changeOf.size,
    failures: countFailures(modules),
    byOutcome,
    byFormat,
    added: changes.filter((change) => change === "added").length,
    updated: changes.filter((change) => change === "modified").length,
    removed: [...removedIds].filter((id) => !changeOf.has(id)).length,
    unchanged: changes.filter((change) => change === "unchanged" || change === "moved").length,
  };
}

/** Counts failed modules, and single plugins that failed. */
export function countFailures(
  modules: readonly {
    readonly outcome: ScanOutcome;
    readonly failures: readonly Pick<PluginFailure, "outcome">[];
  }[],
): number {
  return modules.flatMap(({ outcome, failures }) => [outcome, ...failures.map((failure) => failure.outcome)])
    .filter(isFailure).length;
}

/** Whether an outcome is a failure; unsupported and blocked modules are not. */
export function isFailure(outcome: ScanOutcome): boolean {
  return outcome === "failed" || outcome === "crashed" || outcome === "timed-out";
}
