import type { PluginCuration } from "../plugin.ts";

/** Why a plugin is taken for one that a person likes. */
export interface Liking {
  readonly code: "favorite" | "rating" | "collection" | "tag" | "usage";
  /** 0 to 1. */
  readonly strength: number;
  /** Follows the plugin's name: "a favorite". */
  readonly words: string;
}

/** Strengths of ratings that say that a plugin is liked. */
const RATINGS: ReadonlyMap<number | null, number> = new Map([[5, 0.95], [4, 0.8]]);

/** The best rating that says that a plugin is not liked, whatever else is said. */
const POOR = 2;

/** Uses from which on a plugin is taken for one that is liked: what was used once may have been a try. */
const MANY_USES = 3;

/** What the use in projects says of a plugin; `undefined` for a few uses. */
export function likingOfUses(uses: number): Liking | undefined {
  if (uses < MANY_USES) return undefined;
  return { code: "usage", strength: 0.7, words: `used in ${uses} places of your projects` };
}

/** The strongest sign that a person likes a plugin; `undefined` without any. */
export function likingOf(
  { isFavorite, isHidden, rating, collections, tags }: PluginCuration,
): Liking | undefined {
  if (isHidden) return undefined;
  if (isFavorite) return { code: "favorite", strength: 1, words: "a favorite" };
  const strength = RATINGS.get(rating);
  if (strength !== undefined) return { code: "rating", strength, words: `rated ${rating} of 5` };
  if (rating !== null && rating <= POOR) return undefined;
  const [collection] = collections;
  if (collection !== undefined) {
    return { code: "collection", strength: 0.6, words: `in the collection "${collection}"` };
  }
  const [tag] = tags;
  return tag === undefined ? undefined : { code: "tag", strength: 0.5, words: `tagged "${tag}"` };
}
