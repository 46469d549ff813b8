import type { DatabaseSync } from "node:sqlite";
import { searchPlugins } from "../../../src/catalog/search/search_plugins.ts";
import { parseSearch } from "../../../src/model/search/parse_search.ts";
import type { RelevanceQuery } from "./relevance_data.ts";

/** Answers that are looked through for an expected one. */
const LOOKED_THROUGH = 20;

/** Where a query has what it should have first. */
export interface Rank {
  readonly query: string;
  /** From 1; unset where it is not among the first answers. */
  readonly rank: number | undefined;
  readonly first: string | undefined;
}

/** Asks the queries, and sees where the expected plugins stand. */
export function measureRelevance(db: DatabaseSync, queries: readonly RelevanceQuery[]): Rank[] {
  const nameOf = db.prepare("select name, vendor from plugins where id = ?");
  return queries.map(({ query, expected }) => {
    const { hits } = searchPlugins(db, {
      query: parseSearch(query).node,
      isReversed: false,
      limit: LOOKED_THROUGH,
      offset: 0,
      isSplit: false,
      isNamesOnly: false,
    });
    const found = hits.map(({ rowId }) => nameOf.get(rowId)!);
    const place = found.findIndex(({ name, vendor }) =>
      expected.includes(String(name)) || expected.includes(`${vendor} / ${name}`)
    );
    return {
      query,
      rank: place < 0 ? undefined : place + 1,
      first: found[0] === undefined ? undefined : String(found[0]["name"]),
    };
  });
}

/** 1 when each query has what is expected first, one half when each has it second. */
export function meanReciprocalRank(ranks: readonly Rank[]): number {
  return ranks.reduce((sum, { rank }) => sum + (rank === undefined ? 0 : 1 / rank), 0) / ranks.length;
}
