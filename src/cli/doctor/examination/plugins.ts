import type { InstalledModule } from "../../../catalog/maintenance/catalog_health.ts";
import { finding, type HealthCheck } from "../../../model/health/health_check.ts";
import { answerWithin, NO_ANSWER } from "../../../scan/discovery/silent_drive.ts";
import { countText } from "../../output/count_text.ts";
import { durationText } from "../../output/duration_text.ts";
import { timeText } from "../../output/time_text.ts";
import { shellWord } from "../../terminal/shell_word.ts";
import type { CatalogFacts } from "./catalog.ts";

/** How long a drive may take to answer. */
const ANSWER_MS = 1000;

/** The plugins in the catalog, and those whose files are gone. */
export interface PluginFacts {
  readonly catalog: Pick<CatalogFacts, "health" | "isScanRunning">;
  readonly gone: GoneModules;
}

/** Modules that the catalog takes to be installed, and whose files are gone. */
export interface GoneModules {
  /** Without those of the emptied folders. */
  readonly count: number;
  /** Search folders whose modules are all gone; a scan takes such a folder for a drive without its disk. */
  readonly emptied: readonly string[];
}

/**
 * Finds modules whose files are gone although their search folder is there: a
 * drive that is not mounted takes nothing away.
 */
export async function findGone(installed: readonly InstalledModule[]): Promise<GoneModules> {
  const byRoot = Map.groupBy(installed, ({ root }) => root);
  const found = await Promise.all([...byRoot].map(async ([root, modules]) => {
    const answer = await answerWithin(isFolderWithContents(root), ANSWER_MS);
    if (answer === NO_ANSWER || !answer) return { count: 0, emptied: [] };
    const count = modules.filter(({ location }) => isGone(location)).length;
    return count === modules.length ? { count: 0, emptied: [root] } : { count, emptied: [] };
  }));
  return {
    count: found.reduce((sum, { count }) => sum + count, 0),
    emptied: found.flatMap(({ emptied }) => emptied),
  };
}

/** The findings about the plugins; none without a catalog that can be read. */
export function judgePlugins({ catalog: { health, isScanRunning }, gone }: PluginFacts): HealthCheck[] {
  if (health === undefined) return [];
  const { lastScan, plugins, modules, blockedByUser } = health;
  const checks: HealthCheck[] = [];
  const known = `${countText(plugins, "plugin")} in ${countText(modules, "module")}`;
  if (lastScan === undefined) {
    const message = plugins === 0 ? "No scan has run yet" : `${known}, all imported; no scan has run yet`;
    checks.push(finding("never-scanned", message, { cure: "pluginary scan" }));
  } else {
    checks.push(finding("plugins-scanned", `${known}, last scan ${timeText(lastScan.startedAt)}`));
    if (isScanRunning) checks.push(finding("scan-running", "A scan is running now"));
    else if (!lastScan.isComplete) {
      const why = lastScan.interruptedBy === undefined ? "" : ` (${lastScan.interruptedBy})`;
      checks.push(
        finding("scan-incomplete", `The last scan did not finish${why}`, { cure: "pluginary scan" }),
      );
    }
  }
  if (blockedByUser > 0) {
    checks.push(finding("blocked-by-user", `You have blocked ${countText(blockedByUser, "plugin")}`));
  }
  return [...checks, ...judgeEntries(health, gone)];
}

function judgeEntries(health: NonNullable<CatalogFacts["health"]>, gone: GoneModules): HealthCheck[] {
  const { failures, blockedAfterFailures, prunable, outdated, slow } = health;
  const checks: HealthCheck[] = [];
  if (failures > 0) {
    const message = `${countText(failures, "failure")} in the last scans`;
    const advice = '"pluginary list --modules --is failed" shows the reasons';
    checks.push(finding("plugins-failed", message, { advice, cure: "pluginary scan --failed" }));
  }
  if (blockedAfterFailures > 0) {
    const message = `${countText(blockedAfterFailures, "plugin")} blocked after repeated failures`;
    const advice = '"pluginary blocklist list" shows the reasons';
    checks.push(finding("plugins-blocked", message, { advice, cure: "pluginary scan --retry-blocked" }));
  }
  if (gone.count > 0) {
    const message = `The files of ${countText(gone.count, "module")} are gone, and no scan has noticed yet`;
    checks.push(finding("files-gone", message, { cure: "pluginary scan" }));
  }
  if (gone.emptied.length > 0) {
    const message = `All plugins in ${gone.emptied.map((path) => `"${path}"`).join(", ")} are gone`;
    const cure = `pluginary scan --prune ${gone.emptied.map(shellWord).join(" ")}`;
    const advice = "If they are on a drive that is not connected, connect it; if they were uninstalled:";
    checks.push(finding("files-gone", message, { advice, cure }));
  }
  if (prunable > 0) {
    const message = `${countText(prunable, "stale entry", "stale entries")} of plugins that are gone`;
    checks.push(finding("plugins-missing", message, { cure: "pluginary catalog prune" }));
  }
  if (outdated > 0) {
    const message = `${countText(outdated, "module")} described by an older version of pluginary`;
    checks.push(finding("results-outdated", message, { cure: "pluginary scan" }));
  }
  const [slowest] = slow;
  if (slowest !== undefined) {
    const others = slow.length > 1 ? `, and ${slow.length - 1} more took long` : "";
    const message = `"${slowest.location}" took ${durationText(slowest.durationMs)} to scan${others}`;
    const skip = `pluginary override set ${shellWord(slowest.location)} skip=yes`;
    const advice = `Scans only wait; update it, or leave it out of them with "${skip}"`;
    checks.push(finding("plugins-slow", message, { advice }));
  }
  return checks;
}

/** An empty folder can be the place of a drive that is not mounted. */
async function isFolderWithContents(path: string): Promise<boolean> {
  try {
    if (!(await Deno.stat(path)).isDirectory) return true;
    for await (const _entry of Deno.readDir(path)) return true;
    return false;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

function isGone(location: string): boolean {
  try {
    Deno.lstatSync(location);
    return false;
  } catch (error) {
    // Any other error says nothing about whether it exists.
    return error instanceof Deno.errors.NotFound;
  }
}
