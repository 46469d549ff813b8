import { ScanCounts } from "../../src/model/documents/scan_summary.ts";
import type { ScanSummary } from "../../src/model/documents/scan_document.ts";
import type { RemovedModule, ScannedModule } from "../../src/model/module.ts";

/** The summary of a scan with these results. */
export function summarize(
  modules: readonly ScannedModule[],
  removed: readonly RemovedModule[],
): ScanSummary {
  const counts = new ScanCounts();
  for (const module of modules) counts.add(module);
  return counts.summary(removed);
}
