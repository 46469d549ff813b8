import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { readPluginStatistics } from "../../catalog/statistics/plugin_statistics.ts";
import type { StatsDocument, StatsEntry } from "../../model/documents/stats/stats_document.ts";
import type { SearchNode } from "../../model/search/search_query.ts";
import { STATS_SECTIONS, type StatsSection } from "../../model/statistics/stats_section.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { FORMAT_OPTIONS, machineFormat, outputFile } from "../output/output_options.ts";
import { type Answer, printAnswer } from "../output/print_answer.ts";
import { FILTER_NAMES, type FilterFlags } from "../plugins/filter_options.ts";
import { EMPTY_CATALOG } from "../plugins/page_footer.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { printable } from "../terminal/terminal.ts";
import type { StatsFlags } from "./stats_flags.ts";

/** Values that are named in each section for people. */
const NAMED_VALUES = 10;

/** Runs `pluginary stats`. */
export async function runStats(this: ProgramContext, flags: StatsFlags): Promise<void> {
  const format = machineFormat(flags);
  if (flags.html !== undefined) checkPageFlags(flags);
  const limit = flags.limit ?? (format === undefined ? NAMED_VALUES : undefined);
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { conditions, notes } = await readConditions(flags, catalog);
  const { isCatalogEmpty, ...statistics } = await catalog.read((db) =>
    readPluginStatistics(db, { conditions, sections: sectionsOf(flags), limit })
  );
  const document: StatsDocument = {
    schema: "stats",
    schemaVersion: 1,
    query: flags.query ?? null,
    limit: limit ?? null,
    ...statistics,
  };
  const isEmpty = document.totals.plugins + document.totals.modules === 0;
  const emptyNote = isCatalogEmpty ? EMPTY_CATALOG : "No plugins found";
  if (flags.html !== undefined) {
    const { writeStatsPage } = await import("./page/write_stats_page.ts");
    const facts = { choice: choiceText(flags), emptyNote: isEmpty ? emptyNote : undefined };
    await writeStatsPage(flags.html, document, facts, this.console);
  } else if (format === "ndjson") {
    await printEvents(document, flags, this.console);
  } else if (format !== undefined || outputFile(flags) !== undefined || !isEmpty) {
    await printAnswer(
      {
        document,
        text: async (console) => await (await import("./stats_text.ts")).statsText(document, console),
        ...format === "csv" ? { table: await csvTable(document) } : {},
      },
      flags,
      this.console,
    );
  }
  if (format !== undefined || !isEmpty) return;
  await this.console.stdout.flush();
  await writeMessage(this.console.stderr, [...notes.map(printable), emptyNote, ""].join("\n"));
}

/** The options of `list` and the query, as conditions of a search. */
async function readConditions(
  { query, ...flags }: StatsFlags,
  { db }: Catalog,
): Promise<{ conditions: SearchNode[]; notes: string[] }> {
  const filters = await readFilters(flags);
  if (query === undefined) return filters;
  const [{ parseSearch }, { savedSearchesIn }] = await Promise.all([
    import("../../model/search/parse_search.ts"),
    import("../../catalog/curation/saved_searches.ts"),
  ]);
  const { node, notes } = parseSearch(query, new Date(), savedSearchesIn(db));
  if (node.nodes.length === 0) throw usageError("Nothing to search for", "Add a word to --query");
  return { conditions: [...node.nodes, ...filters.conditions], notes: [...notes, ...filters.notes] };
}

/** Loads the parser of conditions only if there are any. */
async function readFilters(flags: FilterFlags): Promise<{ conditions: SearchNode[]; notes: string[] }> {
  if (FILTER_NAMES.every((name) => flags[name] === undefined)) return { conditions: [], notes: [] };
  const { filterNodes, filterNotes } = await import("../plugins/filter_nodes.ts");
  return { conditions: filterNodes(flags, new Date()), notes: filterNotes(flags) };
}

/** On a page, colors stand for formats: the section on them explains the others. */
function sectionsOf({ by, html }: StatsFlags): readonly StatsSection[] {
  if (by === undefined) return STATS_SECTIONS;
  return html === undefined ? by : ["format", ...by];
}

/** The options that choose plugins, for the reader of a page. A path is left out: it can be private. */
function choiceText({ query, path, ...flags }: StatsFlags): string {
  const filters = FILTER_NAMES.flatMap((name) => {
    const values = name === "path" ? [] : flags[name] ?? [];
    return values.length === 0 ? [] : [`${name} ${values.join(" or ")}`];
  });
  const all = [
    ...query === undefined ? [] : [query],
    ...filters,
    ...path === undefined ? [] : ["in some folders"],
  ];
  return all.length === 0 ? "" : `Only: ${all.join("; ")}`;
}

/**
 * Refuses a page together with another form of the answer.
 *
 * @throws {PluginaryError} `usage`.
 */
function checkPageFlags(flags: StatsFlags): void {
  const other = [...FORMAT_OPTIONS, "output" as const].find((name) => flags[name]);
  if (other !== undefined) throw usageError(`Options "--html" and "--${other}" cannot be combined`);
}

async function csvTable(document: StatsDocument): Promise<NonNullable<Answer<StatsEntry>["table"]>> {
  const { STATS_COLUMNS, statsEntries } = await import("./stats_entries.ts");
  return { columns: STATS_COLUMNS, rows: statsEntries(document) };
}

/** Prints each entry of each section as an event. */
async function printEvents(document: StatsDocument, flags: StatsFlags, console: Console): Promise<void> {
  const { STATS_COLUMNS: columns, statsEntries } = await import("./stats_entries.ts");
  const { printRecords } = await import("../output/print_records.ts");
  const { schema, schemaVersion, query, limit, totals } = document;
  const head = { schema, schemaVersion, query, limit, totals };
  await printRecords(
    { head, list: "entries", item: "entry", rows: statsEntries(document), columns },
    flags,
    console,
  );
}
