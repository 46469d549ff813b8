import { decide, undoDecisions } from "../../catalog/alike/sibling_decisions.ts";
import { areSiblings } from "../../catalog/alike/siblings.ts";
import { updateSiblings } from "../../catalog/alike/sibling_index.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { DecisionFlags } from "./duplicates_flags.ts";
import { findNamed, noDecision, printDecision } from "./sibling_decision.ts";

/** Runs `pluginary duplicates merge`. */
export async function runDuplicatesMerge(
  this: ProgramContext,
  flags: DecisionFlags,
  ...references: string[]
): Promise<void> {
  using catalog = await openCatalog(catalogPath(this.console.environment));
  const plugins = await findNamed(catalog, references);
  const ids = plugins.map(({ id }) => id);
  if (ids.length < 2) throw usageError(`Cannot merge "${ids[0]}" with itself: name another plugin`);
  const at = new Date().toISOString();
  const { undone, wasSo } = await catalog.write((db) => {
    if (flags.undo) return { undone: undoDecisions(db, ids, true, at), wasSo: false };
    const wasSo = areSiblings(db, plugins.map(({ rowId }) => rowId), true);
    decide(db, ids, true, at);
    return { undone: undefined, wasSo };
  });
  await updateSiblings(catalog);
  if (undone === 0) throw noDecision("merge", "merged", ids);
  await printDecision(
    catalog,
    { schema: "duplicates-merge", isUndone: flags.undo === true, plugins, wasSo },
    flags,
    this,
  );
}
