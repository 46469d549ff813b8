import { decide, undoDecisions } from "../../catalog/alike/sibling_decisions.ts";
import { areSiblings, siblingsOf } from "../../catalog/alike/siblings.ts";
import { updateSiblings } from "../../catalog/alike/sibling_index.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { DecisionFlags } from "./duplicates_flags.ts";
import { findNamed, noDecision, printDecision } from "./sibling_decision.ts";

/** Runs `pluginary duplicates split`. */
export async function runDuplicatesSplit(
  this: ProgramContext,
  flags: DecisionFlags,
  ...references: string[]
): Promise<void> {
  using catalog = await openCatalog(catalogPath(this.console.environment));
  const plugins = await findNamed(catalog, references);
  const ids = plugins.map(({ id }) => id);
  const [only, ...others] = plugins;
  const isAlone = others.length === 0;
  if (isAlone && references.length > 1) {
    throw usageError(`Cannot split "${only!.id}" from itself: name another plugin, or none`);
  }
  const at = new Date().toISOString();
  const { undone, wasSo } = await catalog.write((db) => {
    if (flags.undo) return { undone: undoDecisions(db, ids, false, at), wasSo: false };
    const wasSo = !isAlone && areSiblings(db, plugins.map(({ rowId }) => rowId), false);
    if (!isAlone) decide(db, ids, false, at);
    else {
      const siblings = siblingsOf(db, [only!.rowId]).get(only!.rowId) ?? [];
      if (siblings.length === 0) {
        throw new PluginaryError("no-siblings", `Cannot split "${only!.id}": it has no siblings`);
      }
      for (const { id } of siblings) decide(db, [only!.id, id], false, at);
    }
    return { undone: undefined, wasSo };
  });
  await updateSiblings(catalog);
  if (undone === 0) throw noDecision("split", "split", ids);
  await printDecision(
    catalog,
    { schema: "duplicates-split", isUndone: flags.undo === true, plugins, wasSo },
    flags,
    this,
  );
}
