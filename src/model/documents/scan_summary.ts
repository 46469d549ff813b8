import type { PluginFailure, RemovedModule, ScannedModule } from "../module.ts";
import type { ScanOutcome } from "../plugin.ts";
import type { PluginFormat } from "../plugin_format.ts";
import type { ScanSummary } from "./scan_document.ts";

/**
 * Counts the results of a scan as they come, and keeps none of them. Without an
 * earlier scan to compare with, every plugin counts as added.
 */
export class ScanCounts {
  readonly #byOutcome: Partial<Record<ScanOutcome, number>> = {};
  readonly #byFormat: Partial<Record<PluginFormat, number>> = {};
  readonly #changeOf = new Map<string, ScannedModule["change"]>();
  #modules = 0;
  #failures = 0;

  /** How many modules have been counted. */
  get modules(): number {
    return this.#modules;
  }

  /** Counts a module. */
  add(module: ScannedModule): void {
    this.#modules++;
    this.#failures += countFailures([module]);
    this.#byOutcome[module.outcome] = (this.#byOutcome[module.outcome] ?? 0) + 1;
    for (const plugin of module.plugins) {
      if (this.#changeOf.has(plugin.id)) continue;
      this.#changeOf.set(plugin.id, module.change);
      this.#byFormat[plugin.format] = (this.#byFormat[plugin.format] ?? 0) + 1;
    }
  }

  /** The summary of the modules so far. */
  summary(removed: readonly RemovedModule[]): ScanSummary {
    const changes = [...this.#changeOf.values()];
    const removedIds = new Set(removed.flatMap((module) => module.plugins));
    return {
      modules: this.#modules,
      plugins: this.#changeOf.size,
      failures: this.#failures,
      byOutcome: { ...this.#byOutcome },
      byFormat: { ...this.#byFormat },
      added: changes.filter((change) => change === "added").length,
      updated: changes.filter((change) => change === "modified").length,
      removed: [...removedIds].filter((id) => !this.#changeOf.has(id)).length,
      unchanged: changes.filter((change) => change === "unchanged" || change === "moved").length,
    };
  }
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
