import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { countText } from "../output/count_text.ts";
import { isModuleState } from "../../catalog/search/list_module_condition.ts";
import { countUnlisted } from "../../catalog/search/list_modules.ts";
import type { SearchNode } from "../../model/search/search_query.ts";
import { FILTER_NAMES, type FilterFlags } from "../plugins/filter_options.ts";

import { type ListFlags, MODULE_FILTERS } from "./list_flags.ts";

/** Ends of sentences about one module and several, by the state in `--is`. Other states hide nothing. */
const PHRASES: Readonly<Record<string, readonly [one: string, several: string]>> = {
  "failed": ["failed without a plugin", "failed without a plugin"],
  "crashed": ["crashed without a plugin", "crashed without a plugin"],
  "timed-out": ["timed out without a plugin", "timed out without a plugin"],
  "blocked": ["without a plugin is blocked", "without a plugin are blocked"],
  "unsupported": ["without a plugin is unsupported", "without a plugin are unsupported"],
  "missing": ["without a plugin is missing", "without a plugin are missing"],
};

/** For several states at once. */
const MATCHES = ["without a plugin matches", "without a plugin match"] as const;

/** For none, in a catalog without plugins. */
const ON_RECORD = ["without a plugin is on record", "without a plugin are on record"] as const;

/**
 * A line about the modules that meet the filters although none of their plugins
 * does, with the command that lists them; none if there are no such modules.
 */
export async function unlistedModulesLine(
  catalog: Catalog,
  flags: ListFlags,
  conditions: readonly SearchNode[],
): Promise<string[]> {
  const phrases = (flags.is ?? []).map((state) => PHRASES[state.toLowerCase()]);
  const given = FILTER_NAMES.filter((name) => flags[name] !== undefined);
  const areOfModules = conditions.every((node) => node.kind !== "state" || isModuleState(node.state)) &&
    given.every((name) => (MODULE_FILTERS as readonly string[]).includes(name));
  if (phrases.includes(undefined) || !areOfModules) return [];
  const { matched, unlisted } = await catalog.read((db) => countUnlisted(db, conditions));
  if (unlisted === 0) return [];
  const phrase = phrases.length > 1 ? MATCHES : phrases[0] ?? ON_RECORD;
  const inAll = matched === unlisted ? "" : `, ${matched} in all`;
  return [
    `${countText(unlisted, "module")} ${phrase[unlisted === 1 ? 0 : 1]}${inAll}: ${commandFor(flags, given)}`,
  ];
}

function commandFor(flags: ListFlags, filters: readonly (keyof FilterFlags)[]): string {
  const options = filters.flatMap((name) => flags[name]!.map((value) => `--${name} ${shellWord(value)}`));
  return ["pluginary list --modules", ...options].join(" ");
}

/** A value as a person types it into a shell. */
function shellWord(value: string): string {
  return /^[\w.,:/+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
