import type { PresetContainer } from "../../model/presets/preset_container.ts";
import { wordsOf } from "../../model/search/search_text.ts";
import { HIDDEN_IDS } from "../curation/hidden.ts";
import type { SqlValue } from "../sqlite/json_column.ts";
import { containerMark, originMark, pluginMark, type PresetColumn } from "./rows/preset_index.ts";

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

/** The conditions of a list: the columns of presets decide all but authors and tags. */
export function listConditions(
  { pluginIds, containers, isFactory, isMissing }: PresetFilter,
): PresetCondition[] {
  return [
    ...pluginIds === undefined ? [] : [among("s.plugin_id", pluginIds)],
    ...containers === undefined ? [] : [among("s.container", containers)],
    ...isFactory === undefined ? [] : [{ sql: "s.is_factory = ?", values: [isFactory ? 1 : 0] }],
    ...isMissing === undefined ? [] : [{ sql: `s.missing_at is ${isMissing ? "not " : ""}null`, values: [] }],
  ];
}

/** The conditions of a search, which the index of words does not decide. */
export function searchConditions(filter: PresetFilter): PresetCondition[] {
  return listConditions(filter.pluginIds === undefined ? { isMissing: filter.isMissing } : filter);
}

function among(column: string, values: readonly string[]): PresetCondition {
  return { sql: `${column} in (select value from json_each(?))`, values: [JSON.stringify(values)] };
}

/** Conditions joined for a `where`. */
export function allOf(conditions: readonly PresetCondition[]): PresetCondition {
  return {
    sql: conditions.length === 0 ? "true" : conditions.map(({ sql }) => sql).join(" and "),
    values: conditions.flatMap(({ values }) => values),
  };
}

/**
 * Authors and tags as expressions of FTS5, which all have to match.
 *
 * @returns `undefined` where a text has no letter or digit, so that nothing can have it.
 */
export function wordExpressions({ authors, tags = [] }: PresetFilter): string[] | undefined {
  const phrases = [
    ...authors === undefined ? [] : [anyOf(authors.map((author) => phraseIn("author", author)))],
    ...tags.map((tag) => phraseIn("tags", tag)),
  ];
  return phrases.includes(undefined) ? undefined : phrases as string[];
}

/**
 * All of a filter that the index of words can decide: two of its lists are
 * compared in less time than rows are read. A plugin has few presets, so their
 * rows are read in less time than the index has the list of all in a container.
 */
export function searchExpressions(filter: PresetFilter): string[] | undefined {
  const { pluginIds, containers, isFactory } = filter;
  const marks = [
    pluginIds?.map(pluginMark),
    ...pluginIds !== undefined
      ? []
      : [containers?.map(containerMark), isFactory === undefined ? undefined : [originMark(isFactory)]],
  ].flatMap((words) => words === undefined ? [] : [anyOf(words.map((word) => `marks : "${word}"`))]);
  const words = wordExpressions(filter);
  return words === undefined || marks.includes(undefined) ? undefined : [...words, ...marks as string[]];
}

/** `undefined` for none. */
function anyOf(expressions: readonly (string | undefined)[]): string | undefined {
  const known = expressions.filter((expression) => expression !== undefined);
  return known.length === 0 ? undefined : `(${known.join(" OR ")})`;
}

/** Letters and digits only, so nothing that FTS5 takes for its own is ever in a string of it. */
function phraseIn(column: PresetColumn, text: string): string | undefined {
  const words = wordsOf(text);
  return words.length === 0 ? undefined : `${column} : "${words.join(" ")}"`;
}
