import { usageError } from "../../model/usage_error.ts";
import { kebabCase } from "../command_line/kebab_case.ts";
import { FILTER_NAMES } from "../plugins/filter_options.ts";
import {
  LIST_SORTS,
  LISTED_COLUMNS,
  type ListFlags,
  MODULE_COLUMN_NAMES,
  MODULE_COUNT_KEYS,
  MODULE_FILTERS,
  MODULE_SORTS,
  PLUGIN_COUNT_KEYS,
} from "./list_flags.ts";

/** The values that options have for plugins and for modules. */
const KINDS = {
  plugins: { sort: LIST_SORTS, columns: LISTED_COLUMNS, countBy: PLUGIN_COUNT_KEYS },
  modules: { sort: MODULE_SORTS, columns: MODULE_COLUMN_NAMES, countBy: MODULE_COUNT_KEYS },
} as const;

/** Options that change only lists of plugins or modules, not counts. */
const NOT_FOR_COUNTS = ["sort", "columns", "wide", "full", "group"] as const;

/**
 * Rejects options and values that do not apply to the list.
 *
 * @throws {PluginaryError} `usage`.
 */
export function checkListFlags(flags: ListFlags): void {
  if (flags.countBy !== undefined) {
    for (const name of NOT_FOR_COUNTS) if (flags[name] !== undefined) throw exclusive("countBy", name);
  }
  if (flags.modules) checkForModules(flags);
  const kind = flags.modules ? "modules" : "plugins";
  const { sort, columns, countBy } = KINDS[kind];
  check(flags.sort, sort, (value) => `Cannot sort ${kind} by "${value}"`);
  check(flags.countBy, countBy, (value) => `Cannot count ${kind} by "${value}"`);
  for (const column of flags.columns ?? []) {
    check(column, columns, (value) => `Cannot show the column "${value}" for ${kind}`);
  }
}

function checkForModules(flags: ListFlags): void {
  for (const name of ["full", "group", "hidden"] as const) if (flags[name]) throw exclusive("modules", name);
  const filters: readonly string[] = MODULE_FILTERS;
  for (const name of FILTER_NAMES) {
    if (flags[name] === undefined || filters.includes(name)) continue;
    const { message } = exclusive("modules", name);
    throw usageError(message, `Filters of modules: ${filters.map((filter) => `--${filter}`).join(", ")}`);
  }
}

function check(
  value: string | undefined,
  known: readonly string[],
  messageFor: (value: string) => string,
): void {
  if (value === undefined || known.includes(value)) return;
  throw usageError(messageFor(value), `Expected one of ${known.join(", ")}`);
}

function exclusive(option: string, other: string): ReturnType<typeof usageError> {
  return usageError(`Options "--${kebabCase(option)}" and "--${kebabCase(other)}" cannot be combined`);
}
