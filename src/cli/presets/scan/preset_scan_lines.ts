import type { PresetScanEnd } from "../../../model/documents/presets/preset_scan_document.ts";
import { durationText } from "../../output/duration_text.ts";
import { presetCounts } from "./preset_counts.ts";

/** The report on a search for presets: warnings, then one line with the numbers. */
export function presetScanLines({ problems, summary, durationMs, interruptedBy }: PresetScanEnd): string[] {
  const prefix = interruptedBy === null ? "" : `interrupted by ${interruptedBy} after `;
  return [
    ...problems.map(({ location, message }) =>
      `warning: ${message.includes(location) ? message : `${location}: ${message}`}`
    ),
    `${prefix}${presetCounts(summary)}, ${durationText(durationMs)}`,
  ];
}
