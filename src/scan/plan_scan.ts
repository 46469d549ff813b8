import { reasonOfBlock } from "../model/block.ts";
import type { DryRunDocument, PlannedModule } from "../model/documents/dry_run_document.ts";
import type { Problem } from "../model/documents/scan_document.ts";
import type { ScanMemory } from "../model/scan_journal.ts";
import { compareBytes } from "../platform/paths.ts";
import type { FoundModule } from "./formats/found_module.ts";
import { ModuleSearch, type SearchOptions } from "./module_search.ts";
import type { Decision } from "./planning/scan_planner.ts";

/** The results of a search, without the fields that all documents have. */
export type ScanPlan = Omit<DryRunDocument, "schema" | "schemaVersion" | "summary">;

/**
 * Finds out what a scan with these options would do. Reads only: starts no
 * process and records nothing.
 *
 * @param memory The results of earlier scans.
 * @returns Modules and problems in the byte order of their locations.
 * @throws {PluginaryError} as {@linkcode ModuleSearch.prepare} does.
 */
export async function planScan(options: SearchOptions, memory: ScanMemory): Promise<ScanPlan> {
  const search = await ModuleSearch.prepare(options, memory);
  const modules: PlannedModule[] = [];
  const problems: Problem[] = [];
  for await (const batch of search.batches()) {
    for (const find of batch) {
      if ("problem" in find) problems.push(find.problem);
      else modules.push(...plannedModule(find.module, await search.decide(find), memory));
    }
  }
  const gone = await search.findRemoved();
  return {
    paths: search.paths,
    formats: search.formats,
    problems: [...problems, ...gone.problems].sort(compareLocations),
    removed: gone.removed.map(({ location, format }) => ({ location, format })).sort(compareLocations),
    modules: modules.sort(compareLocations),
  };
}

/** Empty for a module that was not asked for. */
function plannedModule(found: FoundModule, decision: Decision, memory: ScanMemory): PlannedModule[] {
  if (decision.action === "leave-out") return [];
  const { location, format } = found;
  const known = decision.action === "keep"
    ? decision.known
    : decision.action === "scan"
    ? decision.movedFrom ?? memory.known(found)
    : memory.known(found);
  return [{
    location,
    format,
    ...treatment(found, decision),
    change: decision.change,
    ...(known === undefined ? {} : { outcome: known.outcome }),
  }];
}

function treatment(
  found: FoundModule,
  decision: Exclude<Decision, { action: "leave-out" }>,
): Pick<PlannedModule, "plan" | "reason"> {
  const block = decision.action === "block"
    ? decision.block
    : decision.action === "keep"
    ? decision.known.outcome === "blocked" ? decision.known.block : undefined
    : undefined;
  if (block !== undefined) return { plan: "blocked", reason: reasonOfBlock(block) };
  if (decision.action === "keep") return { plan: "unchanged" };
  if (found.reason !== undefined) return { plan: "unscannable", reason: found.reason };
  return { plan: "scan" };
}

function compareLocations(a: { location: string }, b: { location: string }): number {
  return compareBytes(a.location, b.location);
}
