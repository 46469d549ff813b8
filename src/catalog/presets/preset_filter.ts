import type { PresetContainer } from "../../model/presets/preset_container.ts";
import { wordsOf } from "../../model/search/search_text.ts";
import { HIDDEN_IDS } from "../curation/hidden.ts";
import type { SqlValue } from "../sqlite/json_column.ts";
import type { PresetColumn } from "./rows/preset_index.ts";

/** Which presets are wanted; all that is set has to be true. */
export interface PresetFilter {
  /** Public ids of plugins, of which one has to be the preset's. */
  readonly pluginIds?: readonly string[] | undefined;
  readonly containers?: readonly PresetContainer[] | undefined;
  /** One of them has to have its words in the author's name. */
  readonly authors?: readonly string[] | undefined;
  /** Each has to have its words in a tag. */
  readonly tags?: readonly string[] | undefined;
  readonly isFactory?: boolean | undefined;
  readonly isMissing?: boolean | undefined;
}

/** A condition on a row `s` of presets. */
export interface PresetCondition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** The condition on a row `s` that the user has hidden its plugin. */
export const IS_OF_HIDDEN = `s.plugin_id in (${HIDDEN_IDS})`;

/** The condition on a row `s` that the user has not hidden its plugin. */
export const NOT_OF_HIDDEN = `s.plugin_id not in (${HIDDEN_IDS})`;

/** The part of a filter that the columns of presets decide; empty for every preset. */
export function filterConditions(filter: PresetFilter): PresetCondition[] {
  const { pluginIds, containers, isFactory, isMissing } = filter;
  const conditions: PresetCondition[] = [];
  const among = (column: string, values: readonly string[] | undefined) => {
    if (values === undefined) return;
    conditions.push({
      sql: `${column} in (select value from json_each(?))`,
      values: [JSON.stringify(values)],
    });
  };
  among("s.plugin_id", pluginIds);
  among("s.container", containers);
  if (isFactory !== undefined) {
    conditions.push({ sql: "s.is_factory = ?", values: [isFactory ? 1 : 0] });
  }
  if (isMissing !== undefined) {
    conditions.push({ sql: `(s.missing_at is not null) = ?`, values: [isMissing ? 1 : 0] });
  }
  return conditions;
}

/** Conditions joined for a `where`. */
export function allOf(conditions: readonly PresetCondition[]): PresetCondition {
  return {
    sql: conditions.length === 0 ? "true" : conditions.map(({ sql }) => sql).join(" and "),
    values: conditions.flatMap(({ values }) => values),
  };
}

/**
 * The part of a filter that the index of words decides, as expressions of FTS5
 * which all have to match.
 *
 * @returns `undefined` where a text has no letter or digit, so that nothing can have it.
 */
export function filterExpressions({ authors = [], tags = [] }: PresetFilter): string[] | undefined {
  const anyAuthor = authors.map((author) => phraseIn("author", author));
  const expressions = [
    ...anyAuthor.length === 0
      ? []
      : [anyAuthor.includes(undefined) ? undefined : `(${anyAuthor.join(" OR ")})`],
    ...tags.map((tag) => phraseIn("tags", tag)),
  ];
  return expressions.includes(undefined) ? undefined : expressions as string[];
}

/** Letters and digits only, so nothing that FTS5 takes for its own is ever in a string of it. */
function phraseIn(column: PresetColumn, text: string): string | undefined {
  const words = wordsOf(text);
  return words.length === 0 ? undefined : `${column} : "${words.join(" ")}"`;
}
