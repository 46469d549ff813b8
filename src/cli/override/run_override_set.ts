import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { namesOfTarget } from "../../catalog/rules/rule_target.ts";
import { readOverrides, replaceOverrides } from "../../catalog/rules/overrides.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { describeRule } from "../rules/named_rule.ts";
import { findRuleTarget } from "../rules/rule_target.ts";
import { applyAssignments } from "./parse_assignments.ts";
import { settingsOf } from "./settings_of.ts";

/** Runs `pluginary override set`. */
export async function runOverrideSet(
  this: ProgramContext,
  flags: OutputFlags,
  input: string,
  ...assignments: string[]
): Promise<void> {
  // Reports mistakes before the catalog is opened.
  applyAssignments({}, assignments);
  using catalog = await openCatalog(catalogPath(this.console.environment));
  const target = await findRuleTarget(catalog, input);
  const overrides = await catalog.write((db) => {
    const merged = applyAssignments(readOverrides(db, target), assignments);
    return replaceOverrides(db, target, merged, new Date().toISOString());
  });
  const names = await catalog.read((db) => namesOfTarget(db, target));
  const line = `${describeRule({ ...target, names })}: ${settingsOf(overrides).join(" ") || "no overrides"}`;
  const document = { schema: "override-set", schemaVersion: 1, ...target, overrides };
  await printAnswer({ document, text: [line] }, flags, this.console);
}
