import { updateSiblings } from "../../catalog/alike/sibling_index.ts";
import type { Sibling } from "../../catalog/alike/siblings.ts";
import type { PluginMatch } from "../../catalog/search/find_plugins.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type { SiblingDecisionDocument } from "../../model/documents/alike/duplicates_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { DecisionFlags } from "./duplicates_flags.ts";
import { getPluginMatch } from "../plugins/plugin_reference.ts";

/** A decision that has been stored, or would be. */
interface MadeDecision extends Pick<SiblingDecisionDocument, "schema" | "isUndone" | "isDryRun"> {
  readonly plugins: readonly PluginMatch[];
  /** The siblings that the plugins have after it, by their rows. */
  readonly siblings: ReadonlyMap<number, readonly Sibling[]>;
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

/** Stores a decision, unless it is only to be shown. */
export async function makeDecision<T>(
  catalog: Catalog,
  { dryRun = false }: DecisionFlags,
  work: (db: Catalog["db"]) => T,
): Promise<T> {
  if (dryRun) return await catalog.rehearse(work);
  const made = await catalog.write(work);
  await updateSiblings(catalog);
  return made;
}

/** Prints the siblings that the plugins have after a decision. */
export async function printDecision(
  decision: MadeDecision,
  flags: OutputFlags,
  { console }: ProgramContext,
): Promise<void> {
  const { schema, isUndone, isDryRun, plugins, siblings } = decision;
  const rows = plugins.map(({ rowId, id }) => ({ id, siblings: (siblings.get(rowId) ?? []).map(shown) }));
  const document: SiblingDecisionDocument = { schema, schemaVersion: 1, isUndone, isDryRun, plugins: rows };
  const text = [done(decision), ...plugins.map((plugin) => line(plugin, siblings.get(plugin.rowId) ?? []))];
  await printAnswer({ document, text }, flags, console);
}

function shown(
  { id, format, reason, confidence }: Sibling,
): SiblingDecisionDocument["plugins"][number]["siblings"][number] {
  return { id, format, reason, confidence };
}

/** The decision in words: `Split: Amp (vst3), Amp (clap)`. */
function done({ schema, isUndone, isDryRun, plugins, wasSo }: MadeDecision): string {
  const names = plugins.map(called).join(", ");
  const isMerge = schema === "duplicates-merge";
  if (isUndone) return `${isDryRun ? "Would undo" : "Undid"}: ${isMerge ? "merge" : "split"} of ${names}`;
  const verb = isDryRun ? `Would ${isMerge ? "merge" : "split"}` : isMerge ? "Merged" : "Split";
  if (plugins.length === 1) return `${verb}: ${names} from all others`;
  const note = isMerge ? "they were already one plugin" : "they were not one plugin";
  return `${verb}: ${names}${wasSo ? `; ${note}, and will stay so` : ""}`;
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
