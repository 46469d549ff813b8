import { countStale } from "../../catalog/alike/likeness_index.ts";
import { recommendPlugins } from "../../catalog/alike/recommend.ts";
import { readLikeness } from "../../catalog/alike/similar_page.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { isEmpty } from "../../catalog/search/list_plugins.ts";
import type { RecommendDocument } from "../../model/documents/curation/recommend_document.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { EMPTY_CATALOG, pageLine } from "../plugins/page_footer.ts";
import { writeMessage } from "../terminal/console.ts";
import type { RecommendFlags } from "./recommend_flags.ts";

/** Rows of a table without `--limit`: a person tries a few. */
const TABLE_LIMIT = 10;

/** Comparing this many takes a second or more, so it is announced. */
const MANY = 5000;

/** Runs `pluginary recommend`. */
export async function runRecommend(this: ProgramContext, flags: RecommendFlags): Promise<void> {
  const limit = flags.limit ?? (rowLimit(flags) === undefined ? undefined : TABLE_LIMIT);
  const offset = flags.offset ?? 0;
  using catalog = await openForReading(catalogPath(this.console.environment));
  const stale = await catalog.read(countStale);
  if (stale >= MANY) {
    await writeMessage(this.console.stderr, `Preparing the comparison of ${countText(stale, "plugin")}\n`);
  }
  const options = { formats: flags.format, limit, offset };
  const { recommendations, total, liked } = await readLikeness(
    catalog,
    (db, index) => recommendPlugins(db, options, index),
  );
  const isCatalogEmpty = liked === 0 && await catalog.read(isEmpty);
  const head: Omit<RecommendDocument, "recommendations"> = {
    schema: "recommend",
    schemaVersion: 1,
    total,
    liked,
    offset,
    limit: limit ?? null,
  };
  if (flags.exitCode && total === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "recommendations",
      item: "recommendation",
      rows: recommendations,
      columns: async () => (await import("./recommend_columns.ts")).RECOMMEND_TABLE,
      footer: (shown) => isCatalogEmpty ? EMPTY_CATALOG : footer(head, shown),
    },
    flags,
    this.console,
  );
}

function footer({ total, liked, offset }: Omit<RecommendDocument, "recommendations">, shown: number): string {
  if (liked === 0) {
    return 'Nothing to go by yet: mark plugins that you like with "pluginary favorite" or "pluginary rate"';
  }
  const basis = countText(liked, "plugin that you like", "plugins that you like");
  if (total === 0) return `No untouched plugins are like the ${basis}`;
  const all = `${countText(total, "recommendation")} from ${basis}`;
  return pageLine(all, { total, offset, shown });
}
