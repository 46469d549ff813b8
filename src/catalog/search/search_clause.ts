import type { SearchNode } from "../../model/search/search_query.ts";
import { begunTerm, type IndexedTerm, indexedTerm } from "./search_expression.ts";

/** One way to satisfy a search: all of it must hold. */
export interface SearchClause {
  /** Words for any field, by which plugins are found and ranked. */
  readonly terms: readonly IndexedTerm[];
  /** Words for one field, which also rank. */
  readonly fieldTerms: readonly IndexedTerm[];
  /** All that only has to be true, the words for fields among them. */
  readonly conditions: readonly SearchNode[];
}

/** Alternatives that are searched one by one; with more of them, they are conditions. */
const MOST_CLAUSES = 8;

const NOTHING: SearchClause = { terms: [], fieldTerms: [], conditions: [] };

/** A search as alternatives, each for one look-up in an index. */
export function clausesOf(node: Extract<SearchNode, { kind: "and" }>): SearchClause[] {
  const clauses = expand(node);
  return clauses.length === 0 ? [NOTHING] : clauses;
}

function expand(node: SearchNode): SearchClause[] {
  switch (node.kind) {
    case "and":
      return node.nodes.reduce<SearchClause[]>((clauses, child) => product(clauses, child), [NOTHING]);
    case "or":
      return node.nodes.flatMap(expand).filter((clause) => clause !== NOTHING);
    case "text":
      return [textClause(node)];
    default:
      return [{ ...NOTHING, conditions: [node] }];
  }
}

function textClause(node: Extract<SearchNode, { kind: "text" }>): SearchClause {
  const term = indexedTerm(node);
  if (term === undefined) return NOTHING;
  if (node.field === undefined) return { ...NOTHING, terms: [term] };
  return { ...NOTHING, fieldTerms: [term.isPhrase ? term : begunTerm(term)], conditions: [node] };
}

function product(clauses: readonly SearchClause[], child: SearchNode): SearchClause[] {
  const expanded = expand(child);
  if (expanded.length === 0) return [...clauses];
  if (clauses.length * expanded.length > MOST_CLAUSES) {
    return clauses.map((clause) => ({ ...clause, conditions: [...clause.conditions, child] }));
  }
  return clauses.flatMap((clause) => expanded.map((other) => both(clause, other)));
}

function both(a: SearchClause, b: SearchClause): SearchClause {
  return {
    terms: [...a.terms, ...b.terms],
    fieldTerms: [...a.fieldTerms, ...b.fieldTerms],
    conditions: [...a.conditions, ...b.conditions],
  };
}
