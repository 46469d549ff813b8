import { catalogPath } from "../../catalog/catalog_path.ts";
import { exportRecords } from "../../catalog/transfer/export_records.ts";
import { type ListOptions, listPlugins } from "../../catalog/search/list_plugins.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ExportFlags } from "./export_flags.ts";
import { PLUGIN_COLUMNS } from "../list/list_columns.ts";
import { machineFormat } from "../output/output_options.ts";
import { usageError } from "../../model/usage_error.ts";
import { withProgress } from "../progress/with_progress.ts";
import { withOutput } from "../output/with_output.ts";
import { writeExportEvents, writeExportJson, writeExportYaml } from "./write_export.ts";
import { countText } from "../output/count_text.ts";

/** All plugins, without the details that have no column. */
const ALL_PLUGINS: ListOptions = { order: "vendor", isReversed: false, isFull: false, offset: 0 };

/** Runs `pluginary export`. */
export async function runExport(this: ProgramContext, flags: ExportFlags): Promise<void> {
  const format = machineFormat(flags);
  if (format === undefined) {
    throw usageError(
      'Missing option "--json", "--ndjson", "--yaml" or "--csv"',
      'Run "pluginary export --output all.json", or "pluginary list" to see the plugins',
    );
  }
  using catalog = await openForReading(catalogPath(this.console.environment));
  await withOutput(flags, this.console, async (target) => {
    const { stdout } = target;
    if (format === "csv") {
      const { writeCsv } = await import("../output/csv_records.ts");
      const { total, plugins } = await listPlugins(catalog, ALL_PLUGINS);
      await writeCsv({ columns: PLUGIN_COLUMNS, rows: plugins }, {}, stdout);
      return countText(total, "plugin");
    }
    const write = { json: writeExportJson, ndjson: writeExportEvents, yaml: writeExportYaml }[format];
    return await withProgress(
      flags,
      target,
      (listener) => write(exportRecords(catalog, listener), stdout),
      { sharesTerminal: true },
    );
  });
}
