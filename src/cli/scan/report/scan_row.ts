import type { ScannedModule } from "../../../model/module.ts";
import type { Plugin, ScanOutcome } from "../../../model/plugin.ts";
import { compareBytes } from "../../../platform/paths.ts";

/** What tables and CSV of a scan say in a row; the rest, parameters above all, is not kept. */
export interface ScanRow {
  readonly location: string;
  readonly format: string;
  readonly change: ScannedModule["change"];
  /** Of the plugin where one failed, else of the module. */
  readonly outcome: ScanOutcome;
  /** The code of the reason. */
  readonly reason: string | undefined;
  readonly id?: string;
  readonly name?: string;
  /** Absent where nothing was described. */
  readonly plugin?: PluginSummary;
}

/** What a row keeps of a plugin. */
export type PluginSummary = Pick<
  Plugin,
  "vendor" | "version" | "category" | "isInstrument" | "parameterCount" | "inputChannels" | "outputChannels"
>;

/** A row for each plugin of a module, described or not; one for a module without any. */
export function scanRows(module: ScannedModule): ScanRow[] {
  const { location, format, change, outcome } = module;
  const own = { location, format, change, outcome, reason: module.reason?.code };
  const failures = new Map(module.failures.map((failure) => [failure.id, failure]));
  const rows: ScanRow[] = module.plugins.map((plugin) => {
    const failure = failures.get(plugin.id);
    failures.delete(plugin.id);
    const ended = failure === undefined ? {} : { outcome: failure.outcome, reason: failure.reason.code };
    return { ...own, ...ended, id: plugin.id, name: plugin.name, plugin: summaryOf(plugin) };
  });
  for (const { id, name, outcome, reason } of failures.values()) {
    rows.push({ ...own, id, name, outcome, reason: reason.code });
  }
  return rows.length === 0 ? [own] : rows;
}

/** Spelt out, so that nothing else of a plugin is held, and without a spread for each field: that is slow. */
function summaryOf(plugin: Plugin): PluginSummary {
  const { vendor, version, category, isInstrument, parameterCount, inputChannels, outputChannels } = plugin;
  const summary: PluginSummary = { category, isInstrument };
  if (vendor !== undefined) summary.vendor = vendor;
  if (version !== undefined) summary.version = version;
  if (parameterCount !== undefined) summary.parameterCount = parameterCount;
  if (inputChannels !== undefined) summary.inputChannels = inputChannels;
  if (outputChannels !== undefined) summary.outputChannels = outputChannels;
  return summary;
}

/** By location, format and id: an order that does not depend on which worker was faster. */
export function compareScanRows(a: ScanRow, b: ScanRow): number {
  return compareBytes(a.location, b.location) || compareBytes(a.format, b.format) ||
    compareBytes(a.id ?? "", b.id ?? "");
}
