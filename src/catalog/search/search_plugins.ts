import type { DatabaseSync } from "node:sqlite";
import { compareFormats } from "../../model/plugin_format.ts";
import {
  compareEntries,
  compareNames,
  orderedEntry,
  type SearchEntry,
} from "../../model/search/search_ranking.ts";
import { asksForHidden } from "../../model/search/asks_for_hidden.ts";
import type { SearchQuery } from "../../model/search/search_query.ts";
import { hiddenRows, isAnyHidden } from "../curation/hidden.ts";
import { type ListOrder, orderTerms } from "./list_order.ts";
import {
  type Candidate,
  type Candidates,
  findCandidates,
  MOST_NAMED,
  type SearchExtent,
} from "./search_candidates.ts";
import { clausesOf, type SearchClause } from "./search_clause.ts";
import type { IndexedTerm } from "./search_expression.ts";
import { type AnswerSiblings, answerSiblings, siblingGroups } from "./answer_siblings.ts";
import { missingAmong } from "../plugins/other_formats.ts";
import type { OtherFormat } from "../../model/alike/other_format.ts";

/** A search, and the wanted part of its answers. */
export interface SearchRequest {
  readonly query: SearchQuery["node"];
  /** Unset for the best answers first. */
  readonly order?: ListOrder | undefined;
  readonly isReversed: boolean;
  /** Unset for all. */
  readonly limit?: number | undefined;
  readonly offset: number;
  /** Whether each format of a plugin is an answer of its own. */
  readonly isSplit: boolean;
  /** Whether words are looked for in names, vendors and kinds only, as at each key that somebody types. */
  readonly isNamesOnly: boolean;
  /** Whether hidden plugins are left out, unless the query asks for them. */
  readonly leavesOutHidden?: boolean;
}

/** One answer. */
export interface SearchHit {
  readonly rowId: number;
  /** 0 to 1; 1 for the plugin whose name was typed. */
  readonly score: number;
  /** The same plugin in other formats, unless split. */
  readonly formats: readonly OtherFormat[];
}

/** A page of answers. */
export interface SearchResult {
  /** Answers without limit and offset. */
  readonly total: number;
  /** Answers that are left out since they are hidden. */
  readonly hidden: number;
  /** False if there can be more; very common words are not counted to the end. */
  readonly isTotalExact: boolean;
  readonly hits: readonly SearchHit[];
  /** Corrected words, where no plugin has the words as typed. */
  readonly readings: readonly string[];
  /** By which the answers were found. */
  readonly terms: readonly IndexedTerm[];
}

/** A plugin in the formats that answer, the best first. */
interface Group {
  readonly score: number;
  readonly members: SearchEntry[];
}

/** Finds plugins by what a person typed. */
export function searchPlugins(db: DatabaseSync, request: SearchRequest): SearchResult {
  const clauses = clausesOf(request.query);
  const { offset, limit, isReversed, order, isNamesOnly } = request;
  const hidden = hiddenFrom(db, request);
  const first = findAll(db, clauses, { isAll: false, isNamesOnly });
  const isPageRanked = hidden.size === 0 ||
    MOST_NAMED / 2 <= first.found.keys().filter((id) => !hidden.has(id)).toArray().length;
  const isEnough = limit !== undefined && offset + limit <= MOST_NAMED / 2 && !isReversed &&
    order === undefined && isPageRanked;
  const needsAll = !first.isComplete && !isEnough;
  const all = needsAll ? findAll(db, clauses, { isAll: true, isNamesOnly }) : first;
  const ranked = order === undefined ? rank(first, all) : sorted(db, all, order);
  const siblings = request.isSplit ? undefined : answerSiblings(db, ranked.map(({ entry }) => entry));
  const groupsOf = (candidates: readonly Candidate[]) =>
    siblings === undefined ? candidates.map(alone) : grouped(candidates, siblings);
  const found = groupsOf(ranked);
  const groups = hidden.size === 0 ? found : groupsOf(ranked.filter(({ entry }) => !hidden.has(entry.id)));
  if (isReversed) groups.reverse();
  const page = groups.slice(offset, limit === undefined ? undefined : offset + limit);
  return {
    total: groups.length,
    hidden: found.length - groups.length,
    isTotalExact: all.isComplete,
    hits: hitsOf(db, page, siblings),
    readings: [...new Set(all.readings)],
    terms: all.terms,
  };
}

const NONE: ReadonlySet<number> = new Set();

/**
 * The rows to leave out. What is found and how it is ranked does not depend on
 * them: a hidden name must not look like a mistyped one.
 */
function hiddenFrom(
  db: DatabaseSync,
  { leavesOutHidden = false, query }: SearchRequest,
): ReadonlySet<number> {
  if (!leavesOutHidden || !isAnyHidden(db) || asksForHidden(query)) return NONE;
  return hiddenRows(db);
}

/** Candidates of all alternatives. */
function findAll(db: DatabaseSync, clauses: readonly SearchClause[], extent: SearchExtent): Candidates {
  const [first, ...others] = clauses.map((clause) => findCandidates(db, clause, extent));
  for (const { found, isComplete, readings, terms } of others) {
    first!.isComplete &&= isComplete;
    first!.readings.push(...readings);
    first!.terms.push(...terms);
    for (const [id, candidate] of found) {
      const known = first!.found.get(id);
      if (known === undefined || known.score < candidate.score) first!.found.set(id, candidate);
    }
  }
  return first!;
}

/** Those that were ranked at once stay where they are when more are asked for, so that pages go on. */
function rank(first: Candidates, all: Candidates): Candidate[] {
  const order = first.terms.length === 0 ? byName : inOrder;
  const ranked = order(first.found.values());
  if (all === first) return ranked;
  const least = ranked.at(-1)?.score ?? 1;
  const rest = order([...all.found.values()].filter(({ entry }) => !first.found.has(entry.id)));
  return [...ranked, ...rest.map(({ entry, score }) => ({ entry, score: Math.min(score, least) }))];
}

function inOrder(candidates: Iterable<Candidate>): Candidate[] {
  return Array.from(candidates, (candidate) => ({ candidate, order: orderedEntry(candidate.entry) }))
    .sort((a, b) => b.candidate.score - a.candidate.score || compareEntries(a.order, b.order))
    .map(({ candidate }) => candidate);
}

function byName(candidates: Iterable<Candidate>): Candidate[] {
  return [...candidates].sort((a, b) => compareNames(a.entry, b.entry));
}

function sorted(db: DatabaseSync, { found }: Candidates, order: ListOrder): Candidate[] {
  const rows = db.prepare(
    `select json_group_array(id) as ids from
       (select id from plugins p where id in (select value from json_each(?)) order by ${
      orderTerms(order, false)
    })`,
  ).get(JSON.stringify([...found.keys()]))!;
  return (JSON.parse(String(rows["ids"])) as number[]).map((id) => found.get(id)!);
}

function alone({ entry, score }: Candidate): Group {
  return { score, members: [entry] };
}

/** The best answer of a plugin decides where it stands. */
function grouped(candidates: readonly Candidate[], siblings: AnswerSiblings): Group[] {
  const scores = new Map(candidates.map(({ entry, score }) => [entry.id, score]));
  return siblingGroups(candidates.map(({ entry }) => entry), siblings)
    .map((members) => ({ score: scores.get(members[0]!.id)!, members }));
}

function hitsOf(
  db: DatabaseSync,
  groups: readonly Group[],
  siblings: AnswerSiblings | undefined,
): SearchHit[] {
  const shown = membersShown(db, groups);
  const formats = siblings?.formatsOf(shown.map(({ id }) => id));
  return groups.map(({ score }, index) => {
    const { id } = shown[index]!;
    return { rowId: id, score: Math.round(score * 1000) / 1000, formats: formats?.get(id) ?? [] };
  });
}

/** Of each group the preferred format that is there; of one that is gone altogether, the preferred one. */
function membersShown(db: DatabaseSync, groups: readonly Group[]): SearchEntry[] {
  const ids = groups.flatMap(({ members }) => members.length > 1 ? members.map(({ id }) => id) : []);
  const gone = new Set(missingAmong(db, ids));
  return groups.map(({ members }) =>
    members.toSorted((a, b) =>
      Number(gone.has(a.id)) - Number(gone.has(b.id)) || compareFormats(a.format, b.format)
    )[0]!
  );
}
