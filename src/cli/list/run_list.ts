import { catalogPath } from "../../catalog/catalog_path.ts";
import { listPlugins, type PluginPage } from "../../catalog/list_plugins.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { ListDocument } from "../../model/list_document.ts";
import type { Plugin } from "../../model/plugin.ts";
import type { ProgramContext } from "../command_context.ts";
import type { ListFlags } from "../commands/list_command.ts";
import { type Console, writeMessage } from "../console.ts";
import { jsonText } from "../json_text.ts";
import { type Column, formatTable } from "../table.ts";
import { stylesFor } from "../terminal.ts";
import { usageError } from "../usage_error.ts";

/** Rows of a table that has no limit of its own. */
const TABLE_LIMIT = 50;

/** Runs `pluginary list`. */
export async function runList(this: ProgramContext, flags: ListFlags): Promise<void> {
  if (flags.full && !flags.json) throw usageError('Option "--full" goes with "--json"');
  const limit = flags.limit ?? (flags.json ? undefined : TABLE_LIMIT);
  const offset = flags.offset ?? 0;
  using catalog = await openForReading(catalogPath(this.console.environment));
  const page = await listPlugins(catalog, {
    order: flags.sort ?? "vendor",
    isReversed: flags.reverse === true,
    isFull: flags.full === true,
    offset,
    ...(limit === undefined ? {} : { limit }),
  });
  if (flags.json) await printDocument(page, offset, limit, this.console);
  else await printTable(page, offset, this.console);
}

/** Written as it is read, so that memory does not grow with the catalog. */
async function printDocument(
  { total, plugins }: PluginPage,
  offset: number,
  limit: number | undefined,
  { stdout }: Console,
): Promise<void> {
  const head: Omit<ListDocument, "plugins"> = {
    schema: "list",
    schemaVersion: 1,
    total,
    offset,
    limit: limit ?? null,
  };
  await stdout.write(`${jsonText(head).slice(0, -1)},"plugins":[`);
  let separator = "";
  for await (const plugin of plugins) {
    await stdout.write(separator + jsonText(plugin));
    separator = ",";
  }
  await stdout.write("]}\n");
}

const COLUMNS: readonly Column<Plugin>[] = [
  { title: "NAME", cell: ({ name }) => name, align: "left", priority: 8, minimumWidth: 16 },
  { title: "VENDOR", cell: ({ vendor }) => vendor ?? "", align: "left", priority: 7, minimumWidth: 10 },
  { title: "FORMAT", cell: ({ format }) => format, align: "left", priority: 6, minimumWidth: 6 },
  { title: "STATE", cell: stateOf, align: "left", priority: 5, minimumWidth: 7 },
  { title: "CATEGORY", cell: ({ category }) => category, align: "left", priority: 4, minimumWidth: 8 },
  { title: "IN>OUT", cell: channelsOf, align: "right", priority: 3, minimumWidth: 6 },
  {
    title: "PARAMS",
    cell: ({ parameterCount }) => String(parameterCount ?? ""),
    align: "right",
    priority: 2,
    minimumWidth: 6,
  },
  { title: "VERSION", cell: ({ version }) => version ?? "", align: "left", priority: 1, minimumWidth: 7 },
];

/** What is worth a word: a plugin that is there and was scanned needs none. */
function stateOf({ isMissing, outcome }: Plugin): string {
  if (isMissing) return "missing";
  return outcome === "scanned" ? "" : outcome;
}

function channelsOf({ inputChannels, outputChannels }: Plugin): string {
  return inputChannels === undefined ? "" : `${inputChannels}>${outputChannels}`;
}

async function printTable({ total, plugins }: PluginPage, offset: number, console: Console): Promise<void> {
  const rows = await Array.fromAsync(plugins);
  if (rows.length > 0) {
    const { stdout, environment } = console;
    const width = stdout.isTerminal ? console.columns() : undefined;
    const { bold } = stylesFor(stdout, environment);
    const columns = rows.some((row) => stateOf(row) !== "")
      ? COLUMNS
      : COLUMNS.filter(({ title }) => title !== "STATE");
    const [titles, ...lines] = await formatTable(columns, rows, width);
    for (const line of [bold(titles!), ...lines]) await stdout.write(`${line}\n`);
    await stdout.flush();
  }
  await writeMessage(console.stderr, `${footer(total, offset, rows.length)}\n`);
}

function footer(total: number, offset: number, shown: number): string {
  if (total === 0) return 'The catalog has no plugins yet: run "pluginary scan"';
  const plugins = `${total} plugin${total === 1 ? "" : "s"}`;
  if (shown === total) return plugins;
  if (shown === 0) return `${plugins}, none of them after the first ${offset}`;
  const next = offset + shown < total ? `; --offset ${offset + shown} shows the next ones` : "";
  return `${offset + 1} to ${offset + shown} of ${plugins}${next}`;
}
