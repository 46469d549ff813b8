import { isModuleState, MODULE_STATE_NAMES } from "../../catalog/search/list_module_condition.ts";
import type { SearchNode } from "../../model/search/search_query.ts";
import { usageError } from "../../model/usage_error.ts";
import { filterNodes } from "../plugins/filter_nodes.ts";
import type { ListFlags } from "./list_flags.ts";

/**
 * The filters as conditions on modules.
 *
 * @throws {PluginaryError} `usage` for a state that only plugins have.
 */
export function moduleConditions(flags: ListFlags): SearchNode[] {
  const nodes = filterNodes(flags, new Date());
  for (const node of nodes) {
    if (node.kind !== "state" || isModuleState(node.state)) continue;
    throw usageError(
      `Cannot use "${node.state}" for --is with "--modules": it is a state of plugins`,
      `Expected one of ${MODULE_STATE_NAMES.join(", ")}`,
    );
  }
  return nodes;
}
