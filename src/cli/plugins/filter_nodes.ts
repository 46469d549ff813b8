import { FieldValueError, type SearchNode } from "../../model/search/search_query.ts";
import { noLetters } from "../../model/search/parse_search.ts";
import { SEARCH_FIELDS } from "../../model/search/search_fields.ts";
import { keyOf } from "../../model/search/search_text.ts";
import { FILTER_NAMES, type FilterFlags } from "./filter_options.ts";
import { usageError } from "../../model/usage_error.ts";

/** Options of which one value has to match; of the others, all values have to. */
const ALTERNATIVES: readonly (keyof FilterFlags)[] = ["name", "vendor", "format", "category"];

/**
 * Turns the options into conditions of a search.
 *
 * @throws {PluginaryError} `usage` for a value that its field cannot have.
 */
export function filterNodes(flags: FilterFlags, now: Date): SearchNode[] {
  return FILTER_NAMES.flatMap((name) => {
    const nodes = (flags[name] ?? []).map((value) => fieldNode(name, value, now));
    const isEither = nodes.length > 1 && ALTERNATIVES.includes(name);
    return isEither ? [{ kind: "or" as const, nodes }] : nodes;
  });
}

/** Sentences about values in which there is nothing to look for. */
export function filterNotes(flags: FilterFlags): string[] {
  return FILTER_NAMES.filter((name) => SEARCH_FIELDS.get(name)!.kind === "text").flatMap((name) =>
    (flags[name] ?? []).filter((value) => keyOf(value) === "").map((value) => noLetters(`--${name} ${value}`))
  );
}

function fieldNode(name: keyof FilterFlags, value: string, now: Date): SearchNode {
  const field = SEARCH_FIELDS.get(name)!;
  if (field.kind === "text") {
    if (keyOf(value) === "") return { kind: "nothing" };
    const isPrefix = value.length > 1 && value.endsWith("*");
    return { kind: "text", field: field.field, text: value, isPhrase: false, isPrefix };
  }
  try {
    return field.parse(value, now);
  } catch (error) {
    if (!(error instanceof FieldValueError)) throw error;
    throw usageError(`Cannot use "${value}" for --${name}: ${error.message}`, error.hint);
  }
}
