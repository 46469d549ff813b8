import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { PresetScanEnd } from "../../model/documents/presets/preset_scan_document.ts";
import { PresetScan } from "../../presets/finding/preset_scan.ts";
import { withProgress } from "../progress/with_progress.ts";
import type { Console } from "../terminal/console.ts";
import { fromCurrentFolder } from "./request/scan_request.ts";
import type { ScanFlags } from "./request/scan_flags.ts";

/** Searches the usual folders for presets when the plugins have been scanned, which tell of some. */
export async function scanPresets(
  catalog: Catalog,
  flags: ScanFlags,
  console: Console,
  interrupt: AbortSignal,
): Promise<PresetScanEnd> {
  const { presetFolder = [], confinement: level } = flags;
  return await withProgress(flags, console, async (listener) => {
    const scan = await PresetScan.prepare({
      catalog,
      paths: [],
      folders: presetFolder.map(fromCurrentFolder),
      environment: console.environment,
      ...(level === undefined ? {} : { confinement: { level, allowances: [] } }),
      interrupt,
      listener,
    });
    // The catalog has them all; the scan's own report only counts them.
    for await (const _file of scan.run());
    const { problems, ...end } = scan.end;
    // It is the same each time, and "presets scan" tells it.
    return { ...end, problems: problems.filter(({ code }) => code !== "not-searched") };
  }, { sharesTerminal: flags.ndjson === true });
}
