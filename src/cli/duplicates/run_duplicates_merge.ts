import { decide, undoDecisions } from "../../catalog/alike/sibling_decisions.ts";
import { areSiblings, siblingsOf } from "../../catalog/alike/siblings.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { DecisionFlags } from "./duplicates_flags.ts";
import { findNamed, makeDecision, noDecision, printDecision } from "./sibling_decision.ts";

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
  const rows = plugins.map(({ rowId }) => rowId);
  const { undone, wasSo, siblings } = await makeDecision(catalog, flags, (db) => {
    const wasSo = !flags.undo && areSiblings(db, rows, true);
    const undone = flags.undo ? undoDecisions(db, ids, true, at) : undefined;
    if (!flags.undo) decide(db, ids, true, at);
    return { undone, wasSo, siblings: siblingsOf(db, rows) };
  });
  if (undone === 0) throw noDecision("merge", "merged", ids);
  await printDecision(
    {
      schema: "duplicates-merge",
      isUndone: flags.undo === true,
      isDryRun: flags.dryRun === true,
      plugins,
      siblings,
      wasSo,
    },
    flags,
    this,
  );
}
