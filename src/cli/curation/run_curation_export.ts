import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { type CurationRow, curationRows, exportCuration } from "../../catalog/transfer/export_curation.ts";
import type { CurationDocument } from "../../model/documents/curation/exchange_documents.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { jsonText } from "../output/json_text.ts";
import { type MachineFormat, machineFormat } from "../output/output_options.ts";
import { withOutput } from "../output/with_output.ts";
import type { Output } from "../terminal/output.ts";
import type { CurationExportFlags } from "./curation_flags.ts";

/** Has no time, so that two exports of one catalog are identical. */
const HEAD = { schema: "curation", schemaVersion: 1 } as const;

/** Runs `pluginary curation export`. */
export async function runCurationExport(this: ProgramContext, flags: CurationExportFlags): Promise<void> {
  const format = machineFormat(flags);
  if (format === undefined) {
    throw usageError(
      'Missing option "--json", "--ndjson", "--yaml" or "--csv"',
      'Run "pluginary curation export --output tags.json"',
    );
  }
  if (flags.query?.trim() === "") throw usageError("Nothing to search for", "Add a word to --query");
  using catalog = await openForReading(catalogPath(this.console.environment));
  await withOutput(flags, this.console, async ({ stdout }) => {
    const rows = flags.query === undefined ? undefined : await rowsOf(catalog, flags.query);
    const content = await catalog.read((db) => exportCuration(db, rows));
    await WRITERS[format](content, stdout);
    return countText(content.plugins.length, "plugin");
  });
}

async function rowsOf(catalog: Catalog, query: string): Promise<number[]> {
  const { parseSearch } = await import("../../model/search/parse_search.ts");
  const { listRowIds } = await import("../../catalog/search/list_plugins.ts");
  const { savedSearchesIn } = await import("../../catalog/curation/saved_searches.ts");
  const saved = await catalog.read(savedSearchesIn);
  const { node } = parseSearch(query, new Date(), saved);
  return await listRowIds(catalog, [node]);
}

type Content = Pick<CurationDocument, "registers" | "plugins">;

const WRITERS: Readonly<Record<MachineFormat, (content: Content, stdout: Output) => Promise<void>>> = {
  async json(content, stdout) {
    await stdout.write(`${jsonText({ ...HEAD, ...content })}\n`);
  },
  async ndjson({ registers, plugins }, stdout) {
    await stdout.write(`${jsonText({ event: "started", ...HEAD })}\n`);
    for (const register of registers) await stdout.write(`${jsonText({ event: "register", register })}\n`);
    for (const plugin of plugins) await stdout.write(`${jsonText({ event: "plugin", plugin })}\n`);
    await stdout.write(`${jsonText({ event: "finished" })}\n`);
  },
  async yaml(content, stdout) {
    const { yamlText } = await import("../output/yaml_text.ts");
    await stdout.write(yamlText({ ...HEAD, ...content }));
  },
  async csv(content, stdout) {
    const { writeCsv } = await import("../output/csv_records.ts");
    await writeCsv({ columns: COLUMNS, rows: curationRows(content) }, {}, stdout);
  },
};

const COLUMNS: readonly Column<CurationRow>[] = [
  column("id", ({ id }) => id),
  column("name", ({ name }) => name),
  column("vendor", ({ vendor }) => vendor),
  column("format", ({ format }) => format),
  column("tag", ({ tag }) => tag),
  column("favorite", ({ favorite }) => favorite),
  column("hidden", ({ hidden }) => hidden),
  column("rating", ({ rating }) => rating),
  column("note", ({ note }) => note),
  // The separator of lists can be part of a name.
  column("collections", ({ collections }) => collections.map((name) => name.replaceAll(/[\\;]/g, "\\$&"))),
  column("updatedAt", ({ updatedAt }) => updatedAt),
];

function column(name: string, cell: Column<CurationRow>["cell"]): Column<CurationRow> {
  return { name, title: name, cell, align: "left", priority: 1, minimumWidth: 1 };
}
