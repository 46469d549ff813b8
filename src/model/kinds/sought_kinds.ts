import type { Plugin } from "../plugin.ts";
import { isClapKind } from "./clap_features.ts";

/** The kinds by which lists and search find a plugin. */
export interface SoughtKinds {
  readonly category: string;
  /** Its features, and its further categories. */
  readonly features: string[];
  /** Its own words for its kinds. */
  readonly rawCategories: string[];
}

/**
 * The kinds by which lists and search find a plugin. Once a person has chosen
 * its category, no other one finds it.
 */
export function soughtKinds(
  { category, categories = [], features, rawCategories }: Pick<
    Plugin,
    "category" | "categories" | "features" | "rawCategories"
  >,
  chosen: string | undefined,
): SoughtKinds {
  if (chosen !== undefined) {
    return {
      category: chosen,
      features: features.filter((one) => !isClapKind(one)),
      rawCategories: [],
    };
  }
  const further = categories.slice(1).map((one) => one.category);
  return { category, features: [...new Set([...features, ...further])], rawCategories };
}
