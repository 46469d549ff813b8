import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { type PluginUsage, readUsage } from "../../catalog/projects/usage.ts";
import type { PluginUsageEntry, UsageDocument } from "../../model/documents/projects/project_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import { rowLimit } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { pageLine } from "../plugins/page_footer.ts";
import type { UsageFlags } from "./usage_flags.ts";

/** Runs `pluginary usage`. */
export async function runUsage(this: ProgramContext, flags: UsageFlags): Promise<void> {
  const { never: isNever = false, offset = 0 } = flags;
  const limit = rowLimit(flags);
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { total, projects, plugins } = await catalog.read((db) => readUsage(db, { isNever, limit, offset }));
  const head: Omit<UsageDocument, "plugins"> = {
    schema: "usage",
    schemaVersion: 1,
    total,
    projects,
    offset,
    limit: limit ?? null,
  };
  if (flags.exitCode && total === 0) this.process.exitCode = 1;
  await printRecords(
    {
      head,
      list: "plugins",
      item: "plugin",
      rows: plugins.map(entryOf),
      columns: async () => (await import("./usage_columns.ts")).USAGE_TABLE,
      footer: (shown) => footer(head, { isNever, shown }),
    },
    flags,
    this.console,
  );
}

function entryOf({ plugin, uses, projects, lastUsedAt }: PluginUsage): PluginUsageEntry {
  return { plugin, uses, projects, ...lastUsedAt === undefined ? {} : { lastUsedAt } };
}

function footer(
  { total, projects, offset }: Omit<UsageDocument, "plugins">,
  { isNever, shown }: { readonly isNever: boolean; readonly shown: number },
): string {
  if (projects === 0) return 'No projects yet; find some with "pluginary project scan FOLDER"';
  const inAll = `in ${countText(projects, "project")}`;
  const all = isNever
    ? `${countText(total, "plugin")} without a use ${inAll}`
    : `${countText(total, "plugin")} ${inAll}`;
  return pageLine(all, { total, offset, shown });
}
