import { readGroups } from "../../catalog/alike/read_groups.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { readTags } from "../../catalog/curation/list_tags.ts";
import { TagBook } from "../../catalog/curation/tags.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { TagsDocument } from "../../model/documents/curation/tags_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { pageLine } from "../plugins/page_footer.ts";
import type { TagListFlags } from "./tag_flags.ts";
import { TAG_TABLE } from "./tag_table.ts";

/** Runs `pluginary tag list`. */
export async function runTagList(this: ProgramContext, flags: TagListFlags): Promise<void> {
  const limit = rowLimit(flags);
  const offset = flags.offset ?? 0;
  using catalog = await openForReading(catalogPath(this.console.environment));
  const groups = await readGroups(catalog);
  const tags = await catalog.read((db) => {
    const book = new TagBook(db);
    return readTags(db, book, book.keys, groups);
  });
  if (flags.sort === "plugins") tags.sort((a, b) => b.products - a.products);
  if (flags.reverse === true) tags.reverse();
  const total = tags.length;
  const head: Omit<TagsDocument, "tags"> = {
    schema: "tags",
    schemaVersion: 1,
    total,
    offset,
    limit: limit ?? null,
  };
  if (flags.exitCode && total === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "tags",
      item: "tag",
      rows: tags.slice(offset, limit === undefined ? undefined : offset + limit),
      columns: TAG_TABLE,
      footer: (shown) =>
        total === 0
          ? 'You have no tags yet; add one with "pluginary tag add TAG PLUGIN"'
          : pageLine(countText(total, "tag"), { total, offset, shown }),
    },
    flags,
    this.console,
  );
}
