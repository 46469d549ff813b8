import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog, openForReading } from "../../catalog/open_catalog.ts";
import { categorizePlugin, previewCategory } from "../../catalog/plugins/categorize_plugin.ts";
import { listRowIds } from "../../catalog/search/list_plugins.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { CategorizeDocument, CategoryChange } from "../../model/documents/alike/category_documents.ts";
import { parseCategory } from "../../model/search/parse_category.ts";
import { parseSearch } from "../../model/search/parse_search.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import { printAnswer } from "../output/print_answer.ts";
import { getPluginMatch } from "../plugins/plugin_reference.ts";
import type { CategorizeFlags } from "./categorize_flags.ts";

/** The plugins to correct: those that match a query, or those that are named. */
type Targets = { readonly query: string } | { readonly references: readonly string[] };

/** Runs `pluginary categorize`. */
export async function runCategorize(
  this: ProgramContext,
  flags: CategorizeFlags,
  ...words: string[]
): Promise<void> {
  const { dryRun: isDryRun = false } = flags;
  // Reports mistakes before standard input and the catalog are read.
  const { category, targets } = readLine(flags, words);
  const path = catalogPath(this.console.environment);
  using catalog = isDryRun ? await openForReading(path) : await openCatalog(path);
  const rows = await findRows(catalog, targets);
  const at = new Date().toISOString();
  const plugins = isDryRun
    ? await catalog.read((db) => rows.map((row) => previewCategory(db, row, category)))
    : await catalog.write((db) => rows.map((row) => categorizePlugin(db, row, category, at)));
  const document: CategorizeDocument = {
    schema: "categorize",
    schemaVersion: 1,
    category: category ?? null,
    isDryRun,
    total: plugins.length,
    plugins,
  };
  await printAnswer(
    {
      document,
      text: [headline(document), ...plugins.map(changeLine)],
      table: { columns: COLUMNS, rows: plugins },
    },
    flags,
    this.console,
  );
}

const COLUMNS = (["id", "name", "before", "after"] as const).map((name) => ({
  name,
  title: name.toUpperCase(),
  cell: (change: CategoryChange) => change[name],
  align: "left" as const,
  priority: 1,
  minimumWidth: 4,
}));

/** @throws {PluginaryError} `usage`. */
function readLine(
  { query, undo = false }: CategorizeFlags,
  words: readonly string[],
): { category: string | undefined; targets: Targets } {
  const references = undo ? words : words.slice(0, -1);
  if (!undo && words.length === 0) {
    throw usageError("Missing CATEGORY", "Name one, as in: categorize PLUGIN eq");
  }
  if (query === undefined && references.length === 0) {
    throw usageError("Missing PLUGIN", "Name a plugin, or choose plugins with --query");
  }
  if (query !== undefined && references.length > 0) {
    throw usageError(
      `Cannot use "${references[0]}" with --query`,
      "Name plugins, or choose them with --query",
    );
  }
  if (query?.trim() === "") throw usageError("Nothing to search for", "Add a word to --query");
  return {
    category: undo ? undefined : parseCategory(words.at(-1)!),
    targets: query === undefined ? { references } : { query },
  };
}

/** The rows of the plugins, each once. */
async function findRows(catalog: Catalog, targets: Targets): Promise<number[]> {
  if ("query" in targets) {
    const { node } = parseSearch(targets.query, new Date());
    return await listRowIds(catalog, [node]);
  }
  const rows = new Set<number>();
  for (const reference of await withStandardInput(targets.references)) {
    rows.add((await getPluginMatch(catalog, reference)).rowId);
  }
  return [...rows];
}

/** Replaces "-" with the lines of standard input. */
async function withStandardInput(references: readonly string[]): Promise<string[]> {
  if (!references.includes("-")) return [...references];
  const text = await new Response(Deno.stdin.readable).text();
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return references.flatMap((reference) => reference === "-" ? lines : [reference]);
}

function headline({ category, isDryRun, total }: CategorizeDocument): string {
  if (total === 0) return "No plugins found";
  const plugins = countText(total, "plugin");
  if (category === null) return `${isDryRun ? "Would undo" : "Undid"} the choice for ${plugins}:`;
  return `${isDryRun ? "Would categorize" : "Categorized"} ${plugins} as ${category}:`;
}

function changeLine({ id, name, before, after }: CategoryChange): string {
  const change = before === after ? `${after} as before` : `${before} before, ${after} now`;
  return `  ${name} (${id}): ${change}`;
}
