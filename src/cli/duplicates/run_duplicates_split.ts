import { decide, undoDecisions } from "../../catalog/alike/sibling_decisions.ts";
import { areSiblings, siblingsOf } from "../../catalog/alike/siblings.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import type { PluginMatch } from "../../catalog/search/find_plugins.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { DecisionFlags } from "./duplicates_flags.ts";
import { findNamed, makeDecision, noDecision, printDecision } from "./sibling_decision.ts";

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
  const rows = plugins.map(({ rowId }) => rowId);
  const { undone, wasSo, siblings } = await makeDecision(catalog, flags, (db) => {
    const wasSo = !flags.undo && !isAlone && areSiblings(db, rows, false);
    const undone = flags.undo ? undoDecisions(db, ids, false, at) : undefined;
    if (!flags.undo && isAlone) splitFromAll(db, only!, at);
    else if (!flags.undo) decide(db, ids, false, at);
    return { undone, wasSo, siblings: siblingsOf(db, rows) };
  });
  if (undone === 0) throw noDecision("split", "split", ids);
  await printDecision(
    {
      schema: "duplicates-split",
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

/** @throws {PluginaryError} `no-siblings`. */
function splitFromAll(db: Catalog["db"], { rowId, id }: PluginMatch, at: string): void {
  const siblings = siblingsOf(db, [rowId]).get(rowId) ?? [];
  if (siblings.length === 0) {
    throw new PluginaryError("no-siblings", `Cannot split "${id}": it has no siblings`);
  }
  for (const sibling of siblings) decide(db, [id, sibling.id], false, at);
}
