import { addBlock, findBlock } from "../../catalog/rules/blocklist.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import type { RuleTarget } from "../../catalog/rules/rule_target.ts";
import { MAXIMUM_TEXT_BYTES } from "../../model/plugin.ts";
import { cleanText } from "../../model/text.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { BlocklistAddFlags } from "./blocklist_flags.ts";
import { printAnswer } from "../output/print_answer.ts";
import { describeRule } from "../rules/named_rule.ts";
import { findRuleTarget } from "../rules/rule_target.ts";
import type { BlocklistAddDocument } from "../../model/documents/blocklist_documents.ts";

/** Runs `pluginary blocklist add`. */
export async function runBlocklistAdd(
  this: ProgramContext,
  flags: BlocklistAddFlags,
  ...inputs: string[]
): Promise<void> {
  using catalog = await openCatalog(catalogPath(this.console.environment));
  const targets: RuleTarget[] = [];
  for (const input of inputs) targets.push(await findRuleTarget(catalog, input));
  const { text: reason } = cleanText(flags.reason ?? "", MAXIMUM_TEXT_BYTES);
  const at = new Date().toISOString();
  const added = await catalog.write((db) => {
    for (const target of targets) addBlock(db, target, reason, at);
    return targets.map((target) => findBlock(db, target)!);
  });
  const document: BlocklistAddDocument = { schema: "blocklist-add", schemaVersion: 1, added };
  const lines = added.map((entry) => `Blocked: ${describeRule(entry)}`);
  await printAnswer({ document, text: lines }, flags, this.console);
}
