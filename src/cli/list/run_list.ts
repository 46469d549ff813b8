import { catalogPath } from "../../catalog/catalog_path.ts";
import { listPlugins } from "../../catalog/search/list_plugins.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { ListDocument } from "../../model/documents/list_document.ts";
import type { SearchNode } from "../../model/search/search_query.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { FILTER_NAMES } from "../plugins/filter_options.ts";
import { EMPTY_CATALOG } from "../plugins/empty_catalog.ts";
import type { ListFlags } from "./list_flags.ts";
import { machineFormat, rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { usageError } from "../../model/usage_error.ts";
import { countText } from "../output/count_text.ts";

/** Runs `pluginary list`. */
export async function runList(this: ProgramContext, flags: ListFlags): Promise<void> {
  const format = machineFormat(flags);
  if (flags.full && (format === undefined || format === "csv")) {
    throw usageError('Option "--full" requires "--json", "--ndjson" or "--yaml"');
  }
  const limit = rowLimit(flags);
  const offset = flags.offset ?? 0;
  const { conditions, notes } = await filtersOf(flags);
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { total, isCatalogEmpty, suggestions, plugins } = await listPlugins(catalog, {
    order: flags.sort ?? "vendor",
    isReversed: flags.reverse === true,
    isFull: flags.full === true,
    offset,
    conditions,
    ...(limit === undefined ? {} : { limit }),
  });
  const head: Omit<ListDocument, "plugins"> = {
    schema: "list",
    schemaVersion: 1,
    total,
    offset,
    limit: limit ?? null,
  };
  if (flags.exitCode && total === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "plugins",
      item: "plugin",
      rows: plugins,
      columns: async () => (await import("./list_columns.ts")).PLUGIN_COLUMNS,
      footer: (shown) =>
        total === 0 && !isCatalogEmpty
          ? [...notes, noneFooter(suggestions)].join("\n")
          : footer(total, offset, shown),
    },
    flags,
    this.console,
  );
}

/** Loads the parser of conditions only if there are any. */
async function filtersOf(flags: ListFlags): Promise<{ conditions: SearchNode[]; notes: string[] }> {
  if (FILTER_NAMES.every((name) => flags[name] === undefined)) return { conditions: [], notes: [] };
  const { filterNodes, filterNotes } = await import("../plugins/filter_nodes.ts");
  return { conditions: filterNodes(flags, new Date()), notes: filterNotes(flags) };
}

function noneFooter(suggestions: readonly string[]): string {
  const meant = suggestions.map((suggestion) => `"${suggestion}"`).join(" or ");
  return `No plugins found${meant === "" ? "" : `; did you mean ${meant}?`}`;
}

function footer(total: number, offset: number, shown: number): string {
  if (total === 0) return EMPTY_CATALOG;
  const plugins = countText(total, "plugin");
  if (shown === total) return plugins;
  if (shown === 0) return offset === 0 ? plugins : `${plugins}, none after the first ${offset}`;
  const next = offset + shown < total ? `; --offset ${offset + shown} for the next page` : "";
  return `${offset + 1} to ${offset + shown} of ${plugins}${next}`;
}
