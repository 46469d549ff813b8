import { catalogPath } from "../../catalog/catalog_path.ts";
import { inOperation } from "../../catalog/curation/operations.ts";
import { openCatalog, openForReading } from "../../catalog/open_catalog.ts";
import { categorizePlugin, previewCategory } from "../../catalog/plugins/categorize_plugin.ts";
import { siblingsOf } from "../../catalog/alike/siblings.ts";
import { findChosenCategory } from "../../catalog/curation/chosen_category.ts";
import { listRowIds } from "../../catalog/search/list_plugins.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { CategorizeDocument, CategoryChange } from "../../model/documents/alike/category_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { isCategory, parseCategory } from "../../model/search/parse_category.ts";
import { parseSearch } from "../../model/search/parse_search.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import { printAnswer } from "../output/print_answer.ts";
import { getPluginMatch } from "../plugins/plugin_reference.ts";
import type { CategorizeFlags } from "./categorize_flags.ts";

/** The plugins to correct: those that match a query, or those that are named. */
type Targets = { readonly query: string } | { readonly references: readonly string[] };

/** The changed plugins, and how many they are where all formats of a plugin count once. */
interface Changes {
  readonly products: number;
  readonly plugins: CategoryChange[];
}

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
  const named = await findRows(catalog, targets, flags);
  const change = (db: Catalog["db"], changeOne: (row: number) => CategoryChange): Changes => {
    const products = flags.only ? named.map((row) => [row]) : withFormats(db, named);
    const changed = category === undefined ? onlyChosen(db, products) : products;
    return { products: changed.length, plugins: changed.flat().map(changeOne) };
  };
  const { products, plugins } = isDryRun
    ? await catalog.read((db) => change(db, (row) => previewCategory(db, row, category)))
    : await catalog.write((db) =>
      inOperation(
        db,
        commandText(flags, words),
        new Date(),
        (writer) => change(db, (row) => categorizePlugin(db, row, category, writer)),
      )
    );
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
      text: [headline(document, products), ...plugins.map(changeLine)],
      table: { columns: COLUMNS, rows: plugins },
    },
    flags,
    this.console,
  );
}

/** The command as a person would type it, for the list of what can be taken back. */
function commandText({ query, undo }: CategorizeFlags, words: readonly string[]): string {
  return [
    "categorize",
    ...words,
    ...query === undefined ? [] : ["--query", query],
    ...undo === true ? ["--undo"] : [],
  ].join(" ");
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
  if (query === undefined && references.length === 0) throw missing(words);
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

/** A word alone is a category or a plugin; the other one is missing. */
function missing([word]: readonly string[]): PluginaryError {
  if (word !== undefined && !isCategory(word)) {
    return usageError("Missing CATEGORY", `Name one after the plugin, as in: categorize '${word}' eq`);
  }
  return usageError("Missing PLUGIN", "Name a plugin, or choose plugins with --query");
}

/**
 * The rows of the plugins, each once.
 *
 * @throws {PluginaryError} `plugin-not-found`, `plugin-ambiguous`, `usage` for two categories.
 */
async function findRows(catalog: Catalog, targets: Targets, { only }: CategorizeFlags): Promise<number[]> {
  if ("query" in targets) {
    const { node } = parseSearch(targets.query, new Date());
    const rows = await listRowIds(catalog, [node]);
    if (rows.length > 0) return rows;
    throw new PluginaryError(
      "plugin-not-found",
      `Cannot find a plugin that matches "${targets.query}"`,
      'Try the words with "pluginary search" first',
    );
  }
  const rows = new Set<number>();
  for (const [index, reference] of (await withStandardInput(targets.references)).entries()) {
    const match = await getPluginMatch(catalog, reference, { isAnyFormat: !only }).catch((error) => {
      throw index > 0 && isNotFound(error) && isCategory(reference) ? twoCategories(reference) : error;
    });
    rows.add(match.rowId);
  }
  return [...rows];
}

function isNotFound(error: unknown): boolean {
  return error instanceof PluginaryError && error.code === "plugin-not-found";
}

function twoCategories(word: string): PluginaryError {
  return usageError(
    `Cannot use "${word}" as a plugin: it is a category, and a plugin gets one`,
    "Name one category, after the plugins",
  );
}

/** Each plugin with its other formats; a plugin that is another one's format comes once. */
function withFormats(db: Catalog["db"], rows: readonly number[]): number[][] {
  const siblings = siblingsOf(db, rows);
  const seen = new Set<number>();
  return rows.flatMap((row) => {
    const formats = [row, ...(siblings.get(row) ?? []).map(({ rowId }) => rowId)].filter((one) =>
      !seen.has(one)
    );
    for (const one of formats) seen.add(one);
    return formats[0] === row ? [formats] : [];
  });
}

/**
 * What a person has chosen a category for.
 *
 * @throws {PluginaryError} `no-decision` if that is nothing.
 */
function onlyChosen(db: Catalog["db"], products: readonly number[][]): number[][] {
  const chosen = products.map((rows) =>
    rows.filter((row) => findChosenCategory(db, previewCategory(db, row).id) !== undefined)
  )
    .filter((rows) => rows.length > 0);
  if (chosen.length > 0) return chosen;
  const [first] = products.map(([row]) => previewCategory(db, row!).name);
  const named = products.length === 1 ? `"${first}"` : `any of ${countText(products.length, "plugin")}`;
  throw new PluginaryError(
    "no-decision",
    `Cannot undo the category of ${named}: you have not chosen one`,
    '"pluginary info" shows where a category comes from',
  );
}

/** Replaces "-" with the lines of standard input. */
async function withStandardInput(references: readonly string[]): Promise<string[]> {
  if (!references.includes("-")) return [...references];
  const text = await new Response(Deno.stdin.readable).text();
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return references.flatMap((reference) => reference === "-" ? lines : [reference]);
}

function headline({ category, isDryRun, total }: CategorizeDocument, products: number): string {
  const plugins = `${countText(products, "plugin")}${formatsText(total, products)}`;
  if (category === null) return `${isDryRun ? "Would undo" : "Undid"} the choice for ${plugins}:`;
  return `${isDryRun ? "Would categorize" : "Categorized"} ${plugins} as ${category}:`;
}

/** Says that a choice has reached several formats; the ids of the lines below name them. */
function formatsText(total: number, products: number): string {
  if (total === products) return "";
  return products === 1 ? ` in ${total} formats` : " in several formats";
}

function changeLine({ id, name, before, after }: CategoryChange): string {
  const change = before === after ? `${after} as before` : `${before} before, ${after} now`;
  return `  ${name} (${id}): ${change}`;
}
