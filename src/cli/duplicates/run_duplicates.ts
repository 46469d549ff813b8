import { readDuplicatePage } from "../../catalog/alike/duplicates.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { DuplicatesDocument } from "../../model/documents/alike/duplicates_documents.ts";
import type { SearchNode } from "../../model/search/search_query.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { formatSize } from "../output/byte_size.ts";
import { countText } from "../output/count_text.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { FILTER_NAMES } from "../plugins/filter_options.ts";
import { EMPTY_CATALOG, pageLine } from "../plugins/page_footer.ts";
import { DUPLICATE_TABLE } from "./duplicates_columns.ts";
import type { DuplicatesFlags } from "./duplicates_flags.ts";

/** Runs `pluginary duplicates`. */
export async function runDuplicates(
  this: ProgramContext,
  flags: DuplicatesFlags,
  ...words: string[]
): Promise<void> {
  const limit = rowLimit(flags);
  const offset = flags.offset ?? 0;
  const preferredFormats = [...new Set(flags.preferredFormats ?? [])];
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { conditions, notes } = await conditionsOf(flags, words, catalog);
  const { total, isCatalogEmpty, freedBytes, missingFiles, groups } = await readDuplicatePage(catalog, {
    ...{ preferredFormats, offset, limit },
    exists: (location) => statIfThere(location) !== undefined,
    isReversed: flags.reverse === true,
    ...(conditions.length === 0 ? {} : { among: await rowsThatMeet(conditions) }),
  });
  const head: Omit<DuplicatesDocument, "groups"> = {
    schema: "duplicates",
    schemaVersion: 1,
    total,
    offset,
    limit: limit ?? null,
    preferredFormats,
    freedBytes,
  };
  if (flags.exitCode && total === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "groups",
      item: "group",
      rows: groups,
      columns: DUPLICATE_TABLE,
      footer: (shown) =>
        [
          ...notes,
          isCatalogEmpty ? EMPTY_CATALOG : footer(head, shown, conditions.length > 0),
          ...missingNote(missingFiles),
        ].join("\n"),
    },
    flags,
    this.console,
  );
}

function footer(
  { total, offset, freedBytes }: Omit<DuplicatesDocument, "groups">,
  shown: number,
  isFiltered: boolean,
): string {
  if (total === 0) return `No ${isFiltered ? "matching " : ""}plugin is installed more than once`;
  const page = pageLine(countText(total, "plugin"), { total, offset, shown });
  return freedBytes === 0
    ? page
    : `${page}; keeping only the preferred ones would free ${formatSize(freedBytes)}`;
}

/** Files that were removed after the last scan are still in the catalog. */
function missingNote(files: number): string[] {
  if (files === 0) return [];
  return [
    `${countText(files, "file")} ${files === 1 ? "is" : "are"} missing; "pluginary scan" updates the catalog`,
  ];
}

/** Loads the parser of conditions only if there are any. */
async function conditionsOf(
  flags: DuplicatesFlags,
  words: readonly string[],
  { db }: Catalog,
): Promise<{ conditions: SearchNode[]; notes: string[] }> {
  const typed = words.length === 0 ? undefined : words.join(" ");
  if (
    typed === undefined && flags.query === undefined &&
    FILTER_NAMES.every((name) => flags[name] === undefined)
  ) {
    return { conditions: [], notes: [] };
  }
  const [{ filterNodes, filterNotes }, { parseSearch }, { savedSearchesIn }] = await Promise.all([
    import("../plugins/filter_nodes.ts"),
    import("../../model/search/parse_search.ts"),
    import("../../catalog/curation/saved_searches.ts"),
  ]);
  const now = new Date();
  const searches = [typed, flags.query].map((text = "") => parseSearch(text, now, savedSearchesIn(db)));
  return {
    conditions: [...searches.flatMap(({ node }) => node.nodes), ...filterNodes(flags, now)],
    notes: [...searches.flatMap(({ notes }) => notes), ...filterNotes(flags)],
  };
}

async function rowsThatMeet(conditions: readonly SearchNode[]) {
  const { matchingRows } = await import("../../catalog/search/matching_rows.ts");
  return (db: Parameters<typeof matchingRows>[0]) => matchingRows(db, conditions);
}
