import { catalogPath } from "../../catalog/catalog_path.ts";
import type { PluginChange } from "../../catalog/curation/curate_plugins.ts";
import { inOperation } from "../../catalog/curation/operations.ts";
import type { CurationWriter } from "../../catalog/curation/registers.ts";
import { openCatalog, openForReading } from "../../catalog/open_catalog.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type {
  ChangedPlugin,
  PluginChangesDocument,
} from "../../model/documents/curation/changes_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { machineFormat } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { byProduct, productCount, productLines, shownLines } from "../plugins/change_lines.ts";
import { findTargets, type PluginTargets } from "../plugins/plugin_targets.ts";
import { shellWord } from "../terminal/shell_word.ts";
import type { MarkChangeFlags } from "./marks_flags.ts";

/** A change to what is said of plugins. */
export interface PluginsChange {
  /** Like "tag add". */
  readonly command: string;
  readonly targets: PluginTargets;
  /** @param writer Unset to learn only of the changes. */
  readonly change: (
    db: Catalog["db"],
    rows: readonly number[],
    writer?: CurationWriter,
  ) => { readonly tag?: string; readonly changes: readonly PluginChange[] };
  /** @param plugins The number of changed plugins in words. */
  readonly headline: (isDryRun: boolean, plugins: string, tag: string) => string;
  /** Whether a line for each plugin tells the values before and after. */
  readonly showsValues: boolean;
}

/** Changes what is said of plugins, or shows what would be changed, and prints it. */
export async function changePlugins(
  { console, words }: ProgramContext,
  flags: MarkChangeFlags,
  { command, targets, change, headline, showsValues }: PluginsChange,
): Promise<void> {
  const { dryRun: isDryRun = false } = flags;
  const path = catalogPath(console.environment);
  using catalog = isDryRun ? await openForReading(path) : await openCatalog(path);
  const products = await findTargets(catalog, targets, { only: flags.only });
  const rows = products.flat();
  const { tag, changes } = isDryRun
    ? await catalog.read((db) => change(db, rows))
    : await catalog.write((db) =>
      inOperation(db, words.map(shellWord).join(" "), new Date(), (writer) => change(db, rows, writer))
    );
  const plugins = changes as readonly ChangedPlugin[];
  const changed = byProduct(products, plugins)
    .map((product) => product.filter(({ before, after }) => before !== after))
    .filter(({ length }) => length > 0);
  const document: PluginChangesDocument = {
    schema: "plugin-changes",
    schemaVersion: 1,
    command,
    tag: tag ?? null,
    isDryRun,
    total: plugins.length,
    changed: changed.flat().length,
    plugins: [...plugins],
  };
  await printAnswer(
    {
      document,
      text: machineFormat(flags) === undefined
        ? [
          headlineOf(changed, products.length - changed.length, (count) =>
            headline(isDryRun, count, tag ?? "")),
          ...shownLines(
            productLines(changed, (plugin) =>
              showsValues ? valuesText(plugin) : ""),
            console.stdout,
          ),
        ]
        : [],
      table: { columns: COLUMNS, rows: plugins },
    },
    flags,
    console,
  );
}

/** @param same Plugins that need no change. */
function headlineOf(
  changed: readonly (readonly ChangedPlugin[])[],
  same: number,
  headline: (count: string) => string,
): string {
  if (changed.length === 0) {
    return `Nothing changed: ${countText(same, "plugin")} needed no change`;
  }
  return `${headline(productCount(changed))}${same === 0 ? "" : `; ${same} needed no change`}:`;
}

function valuesText({ before, after }: ChangedPlugin): string {
  return `: ${before === null ? "" : `${valueText(before)} before, `}${valueText(after)} now`;
}

function valueText(value: ChangedPlugin["before"]): string {
  return typeof value === "string" ? `"${value}"` : String(value ?? "none");
}

const COLUMNS: readonly Column<ChangedPlugin>[] = (["id", "name", "before", "after"] as const).map((
  name,
) => ({
  name,
  title: name.toUpperCase(),
  cell: (change) => change[name],
  align: "left",
  priority: 1,
  minimumWidth: 4,
}));
