import { type Sibling, siblingsOf } from "../../catalog/alike/siblings.ts";
import type { PluginMatch } from "../../catalog/search/find_plugins.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { SiblingDecisionDocument } from "../../model/documents/alike/duplicates_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { getPluginMatch } from "../plugins/plugin_reference.ts";

/** A decision that has been stored. */
interface StoredDecision extends Pick<SiblingDecisionDocument, "schema" | "isUndone"> {
  readonly plugins: readonly PluginMatch[];
  /** Whether the plugins were treated in this way without the decision. */
  readonly wasSo: boolean;
}

/**
 * The plugins that a person names, each once.
 *
 * @throws {PluginaryError} `plugin-not-found` or `plugin-ambiguous`.
 */
export async function findNamed(catalog: Catalog, references: readonly string[]): Promise<PluginMatch[]> {
  const found = new Map<string, PluginMatch>();
  for (const reference of references) {
    const match = await getPluginMatch(catalog, reference);
    found.set(match.id, match);
  }
  return [...found.values()];
}

/** The error for taking back a decision that nobody made. */
export function noDecision(what: string, done: string, ids: readonly string[]): PluginaryError {
  const named = ids.map((id) => `"${id}"`).join(" and ");
  return new PluginaryError(
    "no-decision",
    `Cannot undo a ${what} of ${named}: you have not ${done} ${ids.length === 1 ? "it" : "them"}`,
  );
}

/** Prints the siblings that the plugins have after a decision. */
export async function printDecision(
  catalog: Catalog,
  decision: StoredDecision,
  flags: OutputFlags,
  { console }: ProgramContext,
): Promise<void> {
  const { schema, isUndone, plugins } = decision;
  const siblings = await catalog.read((db) => siblingsOf(db, plugins.map(({ rowId }) => rowId)));
  const rows = plugins.map(({ rowId, id }) => ({ id, siblings: (siblings.get(rowId) ?? []).map(shown) }));
  const document: SiblingDecisionDocument = { schema, schemaVersion: 1, isUndone, plugins: rows };
  const text = [done(decision), ...plugins.map((plugin) => line(plugin, siblings.get(plugin.rowId) ?? []))];
  await printAnswer({ document, text }, flags, console);
}

function shown(
  { id, format, reason, confidence }: Sibling,
): SiblingDecisionDocument["plugins"][number]["siblings"][number] {
  return { id, format, reason, confidence };
}

/** The decision in words: `Split: Amp (vst3), Amp (clap)`. */
function done({ schema, isUndone, plugins, wasSo }: StoredDecision): string {
  const names = plugins.map(called).join(", ");
  const isMerge = schema === "duplicates-merge";
  if (isUndone) return `Undid: ${isMerge ? "merge" : "split"} of ${names}`;
  if (plugins.length === 1) return `Split: ${names} from all others`;
  const note = isMerge ? "they were already one plugin" : "they were not one plugin";
  return `${isMerge ? "Merged" : "Split"}: ${names}${wasSo ? `; ${note}, and will stay so` : ""}`;
}

function line(plugin: PluginMatch, siblings: readonly Sibling[]): string {
  return siblings.length === 0
    ? `${called(plugin)}: in no other format`
    : `${called(plugin)}: also ${siblings.map(called).join(", ")}`;
}

/** People know a plugin by its name and format. */
function called({ name, format }: Pick<PluginMatch, "name" | "format">): string {
  return `${name} (${format})`;
}
