import { readGroups } from "../../catalog/alike/read_groups.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { listMarked } from "../../catalog/curation/list_marked.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { MarkedPlugin, MarksDocument } from "../../model/documents/curation/changes_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { timeText } from "../output/time_text.ts";
import { formatsText } from "../plugins/formats_text.ts";
import { pageLine } from "../plugins/page_footer.ts";
import { type Mark, type MarkName, MARKS } from "./marks.ts";
import type { MARK_COLUMNS, MarkListFlags } from "./marks_flags.ts";

/** The work of `pluginary favorite list` and the commands like it. */
export function markList(name: MarkName): (this: ProgramContext, flags: MarkListFlags) => Promise<void> {
  return async function (flags) {
    const mark = MARKS[name];
    const limit = rowLimit(flags);
    const offset = flags.offset ?? 0;
    using catalog = await openForReading(catalogPath(this.console.environment));
    const groups = await readGroups(catalog);
    const { total, plugins } = await catalog.read((db) =>
      listMarked(db, mark.field, {
        order: flags.sort ?? "name",
        isReversed: flags.reverse === true,
        offset,
        limit,
        groups,
      })
    );
    const head: Omit<MarksDocument, "plugins"> = {
      schema: "marks",
      schemaVersion: 1,
      field: mark.field,
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
        columns: columnsOf(name, mark),
        footer: (shown) =>
          total === 0 ? mark.nothing : pageLine(countText(total, "plugin"), { total, offset, shown }),
      },
      flags,
      this.console,
    );
  };
}

function columnsOf(
  name: MarkName,
  { title }: Mark,
): readonly Column<MarkedPlugin, (typeof MARK_COLUMNS)[number]>[] {
  return [
    {
      name: "id",
      title: "ID",
      cell: ({ id }) => id,
      align: "left",
      priority: 1,
      minimumWidth: 20,
      appears: "wide",
    },
    {
      name: "name",
      title: "NAME",
      cell: ({ name }) => name,
      text: ({ id, name }) => name ?? `${id} (not in the catalog)`,
      align: "left",
      priority: 6,
      minimumWidth: 12,
      weight: 2,
    },
    {
      name: "vendor",
      title: "VENDOR",
      cell: ({ vendor }) => vendor,
      align: "left",
      priority: 3,
      minimumWidth: 8,
    },
    {
      name: "formats",
      title: "FORMATS",
      cell: ({ formats }) => formats.map(({ format }) => format),
      text: ({ formats }) => formatsText(formats.map(({ format }) => format)),
      align: "left",
      priority: 2,
      minimumWidth: 8,
    },
    {
      name: "value",
      title: title ?? "VALUE",
      cell: ({ value }) => value,
      align: name === "rate" ? "right" : "left",
      priority: 5,
      minimumWidth: 6,
      weight: 2,
      ...(title === undefined ? { appears: "wide" } : {}),
    },
    {
      name: "updatedAt",
      title: "SINCE",
      cell: ({ updatedAt }) => updatedAt,
      text: ({ updatedAt }) => timeText(updatedAt),
      align: "left",
      priority: 4,
      minimumWidth: 8,
    },
  ];
}
