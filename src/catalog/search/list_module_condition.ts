import type { PluginState, SearchNode } from "../../model/search/search_query.ts";
import { FAILED } from "../plugins/count_failures.ts";
import { joined, places, type SqlCondition, timeCondition } from "./search_condition.ts";

/** States that a module can have, as conditions on a row `m` of modules. */
const MODULE_STATES = {
  "missing": "m.missing_at is not null",
  "installed": "m.missing_at is null",
  "failed": endedWith(FAILED),
  "crashed": endedWith("'crashed'"),
  "timed-out": endedWith("'timed-out'"),
  "blocked": endedWith("'blocked'"),
  "unsupported": endedWith("'unsupported'"),
  "scanned": "m.outcome = 'scanned'",
} as const satisfies Partial<Record<PluginState, string>>;

/** A state that a module can have. */
export type ModuleState = keyof typeof MODULE_STATES;

/** All states that a module can have. */
export const MODULE_STATE_NAMES = Object.keys(MODULE_STATES) as readonly ModuleState[];

/** Whether a state is one of modules, unlike `instrument`. */
export function isModuleState(state: PluginState): state is ModuleState {
  return state in MODULE_STATES;
}

/** Whether a condition is one that modules can meet themselves, unlike one on a plugin's name. */
export function isModuleCondition(node: SearchNode): boolean {
  switch (node.kind) {
    case "or":
      return node.nodes.every(isModuleCondition);
    case "state":
      return isModuleState(node.state);
    default:
      return node.kind === "format" || node.kind === "path" || node.kind === "time";
  }
}

/** The condition that each module meets. */
export const EVERY_MODULE: SqlCondition = { sql: "true", values: [] };

/**
 * All conditions, for a `where` about modules.
 *
 * @throws {TypeError} for a condition that only plugins can meet; commands reject it first.
 */
export function moduleCondition(nodes: readonly SearchNode[]): SqlCondition {
  return joined(nodes.map(conditionOf), " and ", EVERY_MODULE);
}

function conditionOf(node: SearchNode): SqlCondition {
  switch (node.kind) {
    case "or":
      return joined(node.nodes.map(conditionOf), " or ", EVERY_MODULE);
    case "format":
      return { sql: `m.format in (${places(node.formats)})`, values: node.formats };
    case "path":
      return { sql: "instr(lower(m.location), ?) > 0", values: [node.text] };
    case "time":
      return timeCondition(`m.${node.field}_at`, node);
    case "state":
      if (isModuleState(node.state)) return { sql: MODULE_STATES[node.state], values: [] };
  }
  throw new TypeError(`Modules have no ${node.kind}`);
}

/** A module that ended so, or in which a plugin did. */
function endedWith(outcomes: string): string {
  return `(m.outcome in (${outcomes}) or exists
    (select 1 from json_each(m.failures) where value ->> 'outcome' in (${outcomes})))`;
}
