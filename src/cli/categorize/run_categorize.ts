import { catalogPath } from "../../catalog/catalog_path.ts";
import { inOperation } from "../../catalog/curation/operations.ts";
import { openCatalog, openForReading } from "../../catalog/open_catalog.ts";
import { categorizePlugins, previewCategory } from "../../catalog/plugins/categorize_plugin.ts";
import { findChosenCategory } from "../../catalog/curation/chosen_category.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { CategorizeDocument, CategoryChange } from "../../model/documents/alike/category_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { isCategory, parseCategory } from "../../model/search/parse_category.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { countText } from "../output/count_text.ts";
import { printAnswer } from "../output/print_answer.ts";
import { byProduct, productCount, productLines, shownLines } from "../plugins/change_lines.ts";
import { findTargets, type PluginTargets, readTargets } from "../plugins/plugin_targets.ts";
import { shellWord } from "../terminal/shell_word.ts";
import type { CategorizeFlags } from "./categorize_flags.ts";

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
  const products = await findTargets(catalog, targets, {
    only: flags.only,
    explain: (reference, error) =>
      reference !== words[0] && isCategory(reference) ? twoCategories(reference) : error,
  });
  const change = (
    db: Catalog["db"],
    changeAll: (rows: readonly number[]) => CategoryChange[],
  ): CategoryChange[][] => {
    const changed = category === undefined ? onlyChosen(db, products) : products;
    return byProduct(changed, changeAll(changed.flat()));
  };
  const changes = isDryRun
    ? await catalog.read((db) => change(db, (rows) => rows.map((row) => previewCategory(db, row, category))))
    : await catalog.write((db) =>
      inOperation(
        db,
        this.words.map(shellWord).join(" "),
        new Date(),
        (writer) => change(db, (rows) => categorizePlugins(db, rows, category, writer)),
      )
    );
  const plugins = changes.flat();
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
      text: [
        headline(document, productCount(changes)),
        ...shownLines(productLines(changes, changeText), this.console.stdout),
      ],
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
): { category: string | undefined; targets: PluginTargets } {
  const references = undo ? words : words.slice(0, -1);
  if (!undo && words.length === 0) {
    throw usageError("Missing CATEGORY", "Name one, as in: categorize PLUGIN eq");
  }
  if (query === undefined && references.length === 0) throw missing(words);
  const targets = readTargets(query, references);
  return { category: undo ? undefined : parseCategory(words.at(-1)!), targets };
}

/** A word alone is a category or a plugin; the other one is missing. */
function missing([word]: readonly string[]): PluginaryError {
  if (word !== undefined && !isCategory(word)) {
    return usageError("Missing CATEGORY", `Name one after the plugin, as in: categorize '${word}' eq`);
  }
  return usageError("Missing PLUGIN", "Name a plugin, or choose plugins with --query");
}

function twoCategories(word: string): PluginaryError {
  return usageError(
    `Cannot use "${word}" as a plugin: it is a category, and a plugin gets one`,
    "Name one category, after the plugins",
  );
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

function headline({ category, isDryRun }: CategorizeDocument, plugins: string): string {
  if (category === null) return `${isDryRun ? "Would undo" : "Undid"} the choice for ${plugins}:`;
  return `${isDryRun ? "Would categorize" : "Categorized"} ${plugins} as ${category}:`;
}

function changeText({ before, after }: CategoryChange): string {
  return before === after ? `: ${after} as before` : `: ${before} before, ${after} now`;
}
