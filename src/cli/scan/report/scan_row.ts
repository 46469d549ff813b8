import type { ScannedModule } from "../../../model/module.ts";
import type { Plugin, ScanOutcome } from "../../../model/plugin.ts";
import { compareBytes } from "../../../platform/paths.ts";

/** A row of the tables and CSV of a scan; the rest, mainly parameters, is not kept. */
export interface ScanRow {
  readonly location: string;
  readonly format: string;
  readonly change: ScannedModule["change"];
  /** The plugin's if it failed on its own, else the module's. */
  readonly outcome: ScanOutcome;
  /** The code of the reason. */
  readonly reason: string | undefined;
  readonly id?: string;
  readonly name?: string;
  /** Absent if the plugin was not described. */
  readonly plugin?: PluginSummary;
}

/** The fields of a plugin that a row keeps. */
export type PluginSummary = Pick<
  Plugin,
  "vendor" | "version" | "category" | "isInstrument" | "parameterCount" | "inputChannels" | "outputChannels"
>;

/** A row for each plugin of a module, described or not; one row for a module without plugins. */
export function scanRows(module: ScannedModule): ScanRow[] {
  const { location, format, change, outcome } = module;
  const own = { location, format, change, outcome, reason: module.reason?.code };
  const failures = new Map(module.failures.map((failure) => [failure.id, failure]));
  const rows: ScanRow[] = module.plugins.map((plugin) => {
    const failure = failures.get(plugin.id);
    failures.delete(plugin.id);
    const ended = failure === undefined ? own : { outcome: failure.outcome, reason: failure.reason.code };
    return {
      location,
      format,
      change,
      outcome: ended.outcome,
      reason: ended.reason,
      id: plugin.id,
      name: plugin.name,
      plugin: summaryOf(plugin),
    };
  });
  for (const { id, name, outcome, reason } of failures.values()) {
    rows.push({ ...own, id, name, outcome, reason: reason.code });
  }
  return rows.length === 0 ? [own] : rows;
}

/** Copies field by field, like a row, so that the rest of a plugin is not retained; spreads would be slow. */
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

/** By location, format and id, so that the order does not depend on the speed of workers. */
export function compareScanRows(a: ScanRow, b: ScanRow): number {
  return compareBytes(a.location, b.location) || compareBytes(a.format, b.format) ||
    compareBytes(a.id ?? "", b.id ?? "");
}
