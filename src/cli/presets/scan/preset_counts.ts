import type { PresetScanSummary } from "../../../model/presets/preset_scan_summary.ts";
import { countText } from "../../output/count_text.ts";

/** `1404 presets in 312 files: 12 new, 3 changed, 1 gone, 2 cannot be read`. */
export function presetCounts({ presets, files, ...counts }: PresetScanSummary): string {
  const found = `${countText(presets, "preset")} in ${countText(files, "file")}`;
  const news = [
    [counts.added, "new"],
    [counts.modified, "changed"],
    [counts.removed, "gone"],
    [counts.failures, "cannot be read"],
  ] as const;
  const told = news.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return told.length === 0 ? `${found}, no changes` : `${found}: ${told.join(", ")}`;
}
