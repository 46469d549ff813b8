import type { DatabaseSync } from "node:sqlite";
import { type Liking, likingOf, likingOfUses } from "../../model/curation/liking.ts";
import type { Recommendation } from "../../model/documents/curation/recommend_document.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { curatedIds } from "../curation/curated_ids.ts";
import { readCuration } from "../curation/read_curation.ts";
import { readPlugins } from "../plugins/read_plugin.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { USAGE } from "../sqlite/usage.ts";
import { productsOf } from "./products.ts";
import { findSimilar, type SimilarRow } from "./similar_plugins.ts";

/** Which plugins are recommended. */
export interface RecommendOptions {
  /** Unset for any. */
  readonly formats?: readonly PluginFormat[] | undefined;
  /** Unset for all. */
  readonly limit?: number | undefined;
  readonly offset: number;
}

/** A page of recommendations. */
export interface RecommendPage {
  /** Recommendations without limit and offset. */
  readonly total: number;
  /** The liked plugins that they follow from. */
  readonly liked: number;
  readonly recommendations: readonly Recommendation[];
}

/** Liked plugins that are compared with others; more take too long, and make no better list. */
const MOST_LIKED = 50;

/** Liked plugins that are named as the reasons for one recommendation. */
const MOST_REASONS = 3;

/** What each further liked plugin adds of the rest to a full score. */
const FURTHER = 0.2;

/** Traits in common that one reason names. */
const MOST_TRAITS = 2;

/** A plugin that somebody likes. */
interface Liked {
  readonly rowId: number;
  readonly id: string;
  readonly name: string;
  readonly liking: Liking;
}

/** How one plugin is like a liked one. */
interface Resemblance {
  readonly liked: Liked;
  readonly score: number;
  readonly traits: SimilarRow["reasons"];
}

/**
 * Recommends installed plugins about which nothing is said, in any of their
 * formats, by those that are liked.
 *
 * @param index As for `findSimilar()`.
 */
export function recommendPlugins(
  db: DatabaseSync,
  { formats, limit, offset }: RecommendOptions,
  index: DatabaseSync = db,
): RecommendPage {
  const curated = curatedRows(db);
  const used = usedRows(db);
  const liked = likedPlugins(db, curated, used);
  const touched = new Set([...curated, ...used].map(({ rowId }) => rowId));
  const found = new Map<number, Resemblance[]>();
  for (const one of liked) {
    const similar = findSimilar(db, one.rowId, { formats, isOtherVendors: false, isSplit: true }, index);
    for (const { rowId, isSibling, score, reasons } of similar.rows) {
      if (isSibling || touched.has(rowId)) continue;
      const resemblance = { liked: one, score: score * one.liking.strength, traits: reasons };
      const known = found.get(rowId);
      if (known === undefined) found.set(rowId, [resemblance]);
      else known.push(resemblance);
    }
  }
  const ranked = usableAmong(db, [...found.keys()])
    .map((rowId) => ({ rowId, ...rated(found.get(rowId)!) }))
    .sort((a, b) => b.score - a.score || a.rowId - b.rowId);
  const byRow = new Map(ranked.map((one) => [one.rowId, one]));
  const best = productsOf(db, ranked.map(({ rowId }) => rowId))
    .filter((formatsOfOne) => !formatsOfOne.some((rowId) => touched.has(rowId)))
    .map(([rowId]) => byRow.get(rowId!)!);
  const page = best.slice(offset, limit === undefined ? undefined : offset + limit);
  const plugins = readPlugins(db, page.map(({ rowId }) => rowId));
  return {
    total: best.length,
    liked: liked.length,
    recommendations: page.map(({ score, resemblances }, at) => ({
      plugin: plugins[at]!,
      score: Math.round(score * 1000) / 1000,
      reasons: resemblances.map(reasonOf),
    })),
  };
}

/** Plugins about which something is said, the latest first. */
function curatedRows(db: DatabaseSync): Omit<Liked, "liking">[] {
  const { found } = statement(
    db,
    `select json_group_array(json_object('rowId', p.id, 'id', p.plugin_id, 'name', p.name)
         order by wanted.key) as found
       from json_each(?) as wanted cross join plugins p on p.plugin_id = wanted.value`,
  ).get(JSON.stringify(curatedIds(db)))!;
  return fromJson<Omit<Liked, "liking">[]>(found)!;
}

/** A plugin that projects use. */
interface Used extends Omit<Liked, "liking"> {
  readonly uses: number;
}

/** Plugins that projects use, the most used first. */
function usedRows(db: DatabaseSync): Used[] {
  const { found } = statement(
    db,
    `select json_group_array(json_object('rowId', p.id, 'id', p.plugin_id, 'name', p.name, 'uses', u.uses)
         order by u.uses desc, p.plugin_id) as found
       from (${USAGE}) u join plugins p on p.plugin_id = u.meant_id`,
  ).get()!;
  return fromJson<Used[]>(found)!;
}

/** The plugins that are liked most, each in one format; what a person says of one counts before its use. */
function likedPlugins(
  db: DatabaseSync,
  curated: readonly Omit<Liked, "liking">[],
  used: readonly Used[],
): Liked[] {
  const curation = readCuration(db, curated.map(({ id }) => id));
  const said = curated.flatMap((one) => {
    const curationOf = curation.get(one.id);
    const liking = curationOf === undefined ? undefined : likingOf(curationOf);
    return liking === undefined ? [] : [{ ...one, liking }];
  });
  const isCurated = new Set(curated.map(({ rowId }) => rowId));
  const liked = [
    ...said,
    ...used.filter(({ rowId }) => !isCurated.has(rowId)).flatMap(({ uses, ...one }) => {
      const liking = likingOfUses(uses);
      return liking === undefined ? [] : [{ ...one, liking }];
    }),
  ];
  liked.sort((a, b) => b.liking.strength - a.liking.strength);
  const byRow = new Map(liked.map((one) => [one.rowId, one]));
  return productsOf(db, [...byRow.keys()]).map(([rowId]) => byRow.get(rowId!)!).slice(0, MOST_LIKED);
}

/** Those that were scanned without a problem. */
function usableAmong(db: DatabaseSync, rowIds: readonly number[]): number[] {
  const { ids } = statement(
    db,
    `select json_group_array(id) as ids from plugins
      where id in (select value from json_each(?)) and outcome = 'scanned' and missing_at is null`,
  ).get(JSON.stringify(rowIds))!;
  return fromJson<number[]>(ids)!;
}

/** The nearest liked plugin decides; others only add to it. */
function rated(all: readonly Resemblance[]): { score: number; resemblances: readonly Resemblance[] } {
  const resemblances = all.toSorted((a, b) => b.score - a.score).slice(0, MOST_REASONS);
  const [nearest, ...further] = resemblances;
  const rest = further.reduce((rest, { score }) => rest * (1 - FURTHER * score), 1 - nearest!.score);
  return { score: 1 - rest, resemblances };
}

function reasonOf({ liked: { id, name, liking }, traits }: Resemblance): Recommendation["reasons"][number] {
  const shared = traits.slice(0, MOST_TRAITS)
    .map(({ message }) => message.charAt(0).toLowerCase() + message.slice(1)).join("; ");
  return { code: liking.code, message: `Like ${name}, ${liking.words}: ${shared}`, because: id };
}
