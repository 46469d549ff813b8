import { countStale } from "../../catalog/alike/likeness_index.ts";
import { readSimilarPage, type SimilarPage } from "../../catalog/alike/similar_page.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { SimilarDocument } from "../../model/documents/alike/similar_document.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { hiddenLine } from "../plugins/hidden_plugins.ts";
import { getPluginMatch } from "../plugins/plugin_reference.ts";
import { writeMessage } from "../terminal/console.ts";
import type { SimilarFlags } from "./similar_flags.ts";

/** Rows of a table without `--limit`: a person compares a few. */
const TABLE_LIMIT = 10;

/** Comparing this many takes a second or more, so it is announced. */
const MANY = 5000;

/** Runs `pluginary similar`. */
export async function runSimilar(
  this: ProgramContext,
  flags: SimilarFlags,
  ...words: string[]
): Promise<void> {
  const limit = flags.limit ?? (rowLimit(flags) === undefined ? undefined : TABLE_LIMIT);
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { rowId } = await getPluginMatch(catalog, words.join(" "), { isAnyFormat: true });
  const stale = await catalog.read(countStale);
  if (stale >= MANY) {
    await writeMessage(this.console.stderr, `Preparing the comparison of ${countText(stale, "plugin")}\n`);
  }
  const page = await readSimilarPage(catalog, rowId, {
    formats: flags.format,
    isOtherVendors: flags.otherVendors === true,
    isSplit: flags.allFormats === true,
    leavesOutHidden: flags.hidden !== true,
    // Without rows, the total is all there is to tell.
    limit: limit === 0 ? undefined : limit,
  });
  const { plugin, similar, hidden } = page;
  const head: Omit<SimilarDocument, "similar"> = {
    schema: "similar",
    schemaVersion: 1,
    plugin,
    hidden,
    limit: limit ?? null,
  };
  if (flags.exitCode && similar.length === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "similar",
      item: "similar",
      nouns: ["plugin", "plugins"],
      rows: limit === 0 ? [] : similar,
      columns: async () => (await import("./similar_columns.ts")).SIMILAR_TABLE,
      footer: () => footer(page, limit),
    },
    flags,
    this.console,
  );
}

function footer({ plugin, similar, hidden }: SimilarPage, limit: number | undefined): string {
  const notes = plugin.parameterCount === 0
    ? [`"${plugin.name}" has no parameters, so they are not compared`]
    : [];
  const shown = similar.length;
  const more = shown === limit ? `; --limit ${shown * 2} for more` : "";
  const count = shown === 0
    ? `No plugins similar to "${plugin.name}" found`
    : countText(shown, "similar plugin") + more;
  return [...notes, count, ...hiddenLine(hidden)].join("\n");
}
