import type { Allowance, ConfinementLevel } from "./confinement.ts";

/**
 * The user's exceptions for scanning one module.
 *
 * They are stored only in the catalog: a file in a downloaded folder must not
 * decide how plugins are run.
 */
export interface PluginOverrides {
  /** How long it may be silent; its limit for the whole scan is at least as long. */
  readonly timeoutMs?: number;
  /** Whether each of its plugins gets a worker of its own. */
  readonly isolate?: boolean;
  /** Whether it is skipped, like a blocked module. */
  readonly skip?: boolean;
  /** Variables for its workers, beside those that every worker has. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How far it is confined; a scan that requires confinement wins. */
  readonly confinement?: ConfinementLevel;
  /** Exceptions to its confinement. */
  readonly allow?: readonly Allowance[];
}

/** Merges overrides of one module: later values win, limits take the longest, lists are joined. */
export function mergeOverrides(all: readonly PluginOverrides[]): PluginOverrides {
  return all.reduce((merged, next) => ({
    ...merged,
    ...next,
    ...(merged.timeoutMs !== undefined && next.timeoutMs !== undefined
      ? { timeoutMs: Math.max(merged.timeoutMs, next.timeoutMs) }
      : {}),
    ...(merged.environment !== undefined && next.environment !== undefined
      ? { environment: { ...merged.environment, ...next.environment } }
      : {}),
    ...(merged.allow !== undefined && next.allow !== undefined
      ? { allow: [...new Set([...merged.allow, ...next.allow])] }
      : {}),
  }), {});
}
