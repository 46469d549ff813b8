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
import { findTargets, type PluginTargets } from "../plugins/plugin_targets.ts";
import { shellWord } from "../terminal/shell_word.ts";
import type { MarkChangeFlags } from "./marks_flags.ts";

/** Plugins that a terminal shows one by one. */
const MOST_SHOWN = 20;

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
  const isChanged = ({ before, after }: ChangedPlugin) => before !== after;
  const changed = plugins.filter(isChanged);
  const document: PluginChangesDocument = {
    schema: "plugin-changes",
    schemaVersion: 1,
    command,
    tag: tag ?? null,
    isDryRun,
    total: plugins.length,
    changed: changed.length,
    plugins: [...plugins],
  };
  await printAnswer(
    {
      document,
      text: machineFormat(flags) === undefined
        ? [
          headlineOf(headline, { isDryRun, tag: tag ?? "", products, plugins, isChanged }),
          ...changed.slice(0, console.stdout.isTerminal ? MOST_SHOWN : undefined)
            .map((plugin) => changeLine(plugin, showsValues)),
          ...(console.stdout.isTerminal && changed.length > MOST_SHOWN
            ? [`  ... and ${changed.length - MOST_SHOWN} more`]
            : []),
        ]
        : [],
      table: { columns: COLUMNS, rows: plugins },
    },
    flags,
    console,
  );
}

/** Counts plugins, of which all formats are one, and says what was so before. */
function headlineOf(
  headline: PluginsChange["headline"],
  { isDryRun, tag, products, plugins, isChanged }: {
    readonly isDryRun: boolean;
    readonly tag: string;
    readonly products: readonly (readonly number[])[];
    readonly plugins: readonly ChangedPlugin[];
    readonly isChanged: (plugin: ChangedPlugin) => boolean;
  },
): string {
  let at = 0;
  const changed = products.filter(({ length }) => plugins.slice(at, at += length).some(isChanged)).length;
  const formats = plugins.filter(isChanged).length;
  const text = headline(isDryRun, countText(changed, "plugin") + formatsText(formats, changed), tag);
  const same = products.length - changed;
  const before = same === 0 ? "" : same === 1 ? "; 1 is so already" : `; ${same} are so already`;
  return `${text}${before}${changed === 0 ? "" : ":"}`;
}

function formatsText(total: number, products: number): string {
  if (total === products) return "";
  return products === 1 ? ` in ${total} formats` : " in several formats";
}

function changeLine({ id, name, before, after }: ChangedPlugin, showsValues: boolean): string {
  if (!showsValues) return `  ${name} (${id})`;
  return `  ${name} (${id}): ${before === null ? "" : `${before} before, `}${after ?? "none"} now`;
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
