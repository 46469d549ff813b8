import { nameKey } from "../curation/names.ts";
import { closestWord } from "./closest_word.ts";
import { parseDuration } from "../duration.ts";
import { CATEGORIES, categoriesCalled, categoryNames } from "../kinds/kind_words.ts";
import { PLUGIN_FORMATS, type PluginFormat } from "../plugin_format.ts";
import {
  type Condition,
  FieldValueError,
  PLUGIN_STATES,
  type PluginState,
  type TimeField,
} from "./search_query.ts";
import { typedWordsOf } from "./search_text.ts";
import { QUERY_FIELDS, type TextField } from "./text_fields.ts";

/** A field by the kind of its value. */
export type SearchField =
  | { readonly kind: "text"; readonly field: TextField }
  | { readonly kind: "condition"; readonly parse: (value: string, now: Date) => Condition };

const condition = (parse: (value: string, now: Date) => Condition): SearchField => ({
  kind: "condition",
  parse,
});
const time = (field: TimeField): SearchField =>
  condition((value, now) => ({ kind: "time", field, ...parseTimes(value, now) }));

/** The fields of a search by all their names: those of {@linkcode QUERY_FIELDS}, and the conditions. */
export const SEARCH_FIELDS: ReadonlyMap<string, SearchField> = new Map<string, SearchField>([
  ...QUERY_FIELDS.flatMap(({ name, query }) =>
    [name, ...query.aliases].map((called): [string, SearchField] => [called, { kind: "text", field: name }])
  ),
  ["format", condition(parseFormats)],
  ["category", condition(parseCategories)],
  ["cat", condition(parseCategories)],
  ["id", condition((value) => ({ kind: "id", text: value.toLowerCase() }))],
  ["location", condition(parseLocation)],
  ["path", condition(parseLocation)],
  ["is", condition(parseState)],
  ["parameters", condition(parseParameters)],
  ["params", condition(parseParameters)],
  ["tag", condition(parseTag)],
  ["collection", condition(parseCollection)],
  ["note", condition((value) => ({ kind: "note", text: value.toLowerCase() }))],
  ["rating", condition(parseRatings)],
  ["used", condition(parseUses)],
  ["added", time("added")],
  ["updated", time("updated")],
  ["scanned", time("scanned")],
]);

/** Other names of formats that people use. */
const FORMAT_NAMES: ReadonlyMap<string, PluginFormat> = new Map([
  ...PLUGIN_FORMATS.map((format) => [format, format] as const),
  ["aufx", "au"],
  ["component", "au"],
  ["vst", "vst2"],
]);

/** Reads `vst3` or `vst3,clap`. @throws {FieldValueError} */
function parseFormats(value: string): Condition {
  const formats = partsOf(value).map((part) => {
    const format = FORMAT_NAMES.get(part);
    if (format !== undefined) return format;
    throw new FieldValueError(`"${part}" is not a plugin format`, hintOf(part, PLUGIN_FORMATS));
  });
  return { kind: "format", formats: [...new Set(formats)] };
}

/** Reads a category, what people call it, or the beginning of one. @throws {FieldValueError} */
function parseCategories(value: string): Condition {
  const categories = partsOf(value).flatMap((part) => {
    const called = categoriesCalled(typedWordsOf(part).join("")).concat(categoriesCalled(part));
    if (called.length > 0) return called;
    const begun = part.length < 2 ? [] : CATEGORIES.filter((category) => category.startsWith(part));
    if (begun.length > 0) return begun;
    const closest = closestWord(part, [...CATEGORIES, ...categoryNames()]);
    throw new FieldValueError(
      `"${part}" is not a category`,
      closest === undefined ? `Categories are ${CATEGORIES.join(", ")}` : `Did you mean "${closest}"?`,
    );
  });
  return { kind: "category", categories: [...new Set(categories)] };
}

/** Reads a part of a path. */
function parseLocation(value: string): Condition {
  return { kind: "path", text: value.toLowerCase() };
}

/** Reads `missing`, `instrument` and the like. @throws {FieldValueError} */
function parseState(value: string): Condition {
  const state = PLUGIN_STATES.find((known) => known === value.toLowerCase());
  if (state !== undefined) return { kind: "state", state };
  throw new FieldValueError(`"${value}" is not a state`, hintOf(value, PLUGIN_STATES));
}

/** Reads a tag, which also finds those below it. @throws {FieldValueError} */
function parseTag(value: string): Condition {
  return { kind: "tag", key: keyOf(value, "tag") };
}

/** Reads the name of a collection. @throws {FieldValueError} */
function parseCollection(value: string): Condition {
  return { kind: "collection", key: keyOf(value, "collection") };
}

function keyOf(value: string, what: string): string {
  const key = nameKey(value.trim());
  if (key === "") {
    throw new FieldValueError(`the name of a ${what} is missing`, `Write it like ${what}:drums`);
  }
  return key;
}

/** As for those who rate; a test compares the two, since that module would be one more to load. */
const BEST_RATING = 5;

/** Reads a rating, or a range with at least one rating in it. @throws {FieldValueError} */
function parseRatings(value: string): Condition {
  const { minimum, maximum } = parseCount(value, "rating");
  if (minimum <= BEST_RATING && maximum >= 1) return { kind: "rating", minimum, maximum };
  throw new FieldValueError(`"${value}" is not a rating`, `Ratings are from 1 to ${BEST_RATING}`);
}

/** Reads a number of parameters in the same ways. @throws {FieldValueError} */
function parseParameters(value: string): Condition {
  return { kind: "parameters", ...parseCount(value, "parameters") };
}

/** Reads a number of places in projects in the same ways. @throws {FieldValueError} */
function parseUses(value: string): Condition {
  return { kind: "used", ...parseCount(value, "uses") };
}

/** What is counted, as people call it, and how to write a number of it. */
const COUNTED = {
  parameters: { called: "number of parameters", hint: "Write it like 50, 50+, ..50 or 10..50" },
  rating: { called: "rating", hint: "Write it like 4, 3+ or >3" },
  uses: { called: "number of uses", hint: "Write it like 10, 10+, >10 or 0" },
} as const;

/** Reads `50`, `50+`, `>50`, `<=50`, `10..50`, `10..` or `..50`. @throws {FieldValueError} */
function parseCount(value: string, kind: keyof typeof COUNTED): { minimum: number; maximum: number } {
  const bounds = comparisonsIn(value).map(({ sign, operand }) =>
    boundsOf(sign, wholeNumber(operand, value, kind))
  );
  const minimum = Math.max(...bounds.map((bound) => bound.minimum));
  const maximum = Math.min(...bounds.map((bound) => bound.maximum));
  if (bounds.length > 1 && minimum > maximum) throw endsBeforeItBegins(value);
  return { minimum, maximum };
}

const MOST = Number.MAX_SAFE_INTEGER;

function boundsOf(sign: Sign, number: number): { minimum: number; maximum: number } {
  switch (sign) {
    case ">":
      return { minimum: number + 1, maximum: MOST };
    case ">=":
      return { minimum: number, maximum: MOST };
    case "<":
      return { minimum: 0, maximum: number - 1 };
    case "<=":
      return { minimum: 0, maximum: number };
    case "":
      return { minimum: number, maximum: number };
  }
}

function wholeNumber(digits: string, value: string, kind: keyof typeof COUNTED): number {
  const number = Number(digits);
  if (/^\d+$/.test(digits) && number < MOST) return number;
  throw new FieldValueError(`"${value}" is not a ${COUNTED[kind].called}`, COUNTED[kind].hint);
}

/**
 * Reads `30d` (less than 30 days ago), `30d+` (earlier), `2026-01-31` (on that
 * day), `2026-01-31+` (on that day or later), and comparisons and ranges as for
 * numbers.
 *
 * @throws {FieldValueError}
 */
function parseTimes(value: string, now: Date): { from?: string; before?: string } {
  const ranges = comparisonsIn(value).map(({ sign, operand }) => timesOf(sign, operand, value, now));
  const range = Object.assign({}, ...ranges) as { from?: string; before?: string };
  const { from = "", before } = range;
  if (ranges.length > 1 && before !== undefined && from >= before) throw endsBeforeItBegins(value);
  return range;
}

function timesOf(sign: Sign, operand: string, value: string, now: Date): { from?: string; before?: string } {
  const day = dayOf(operand);
  if (day !== undefined) return daysOf(sign, day);
  const at = timeAgo(operand, value, now);
  // Less than 30 days ago means later than a point in time.
  return sign === ">" || sign === ">=" ? { before: at } : { from: at };
}

function endsBeforeItBegins(value: string): FieldValueError {
  const [from, to] = value.split("..");
  return new FieldValueError(`"${value}" ends before it begins`, `Write it like ${to}..${from}`);
}

const DAY_MS = 86_400_000;

function dayOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = Date.parse(`${text}T00:00:00.000Z`);
  // February 30 would be a day of March.
  if (!Number.isNaN(day) && new Date(day).toISOString().startsWith(text)) return day;
  throw new FieldValueError(`"${text}" is not a calendar day`, "Write a day like 2026-01-31");
}

function daysOf(sign: Sign, day: number): { from?: string; before?: string } {
  const start = new Date(day).toISOString();
  const end = new Date(day + DAY_MS).toISOString();
  switch (sign) {
    case ">":
      return { from: end };
    case ">=":
      return { from: start };
    case "<":
      return { before: start };
    case "<=":
      return { before: end };
    case "":
      return { from: start, before: end };
  }
}

function timeAgo(age: string, value: string, now: Date): string {
  try {
    return new Date(Math.max(0, now.getTime() - ageMs(age))).toISOString();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new FieldValueError(
      `"${value}" is neither an age nor a day`,
      "Write it like 30d, 30d+, 2026-01-31 or 2026-01-31+",
    );
  }
}

/** Lengths of time as everywhere, and weeks, which ages have. */
function ageMs(age: string): number {
  return age.endsWith("w") ? parseDuration(`${age.slice(0, -1)}d`) * 7 : parseDuration(age);
}

type Sign = "" | "<" | "<=" | ">" | ">=";

/** One comparison, or the two of a range. */
type Comparisons = readonly { readonly sign: Sign; readonly operand: string }[];

/** Takes `>50`, `50+`, `10..50`, `10..` or `..50` apart; both ends belong to a range. */
function comparisonsIn(value: string): Comparisons {
  const [, from, to] = /^(.*?)\.\.(.*)$/s.exec(value) ?? [];
  if (from !== undefined && to !== undefined && from + to !== "") {
    const ends = [{ sign: ">=", operand: from.trim() }, { sign: "<=", operand: to.trim() }] as const;
    return ends.filter(({ operand }) => operand !== "");
  }
  const [, least] = /^([^<>=+]+)\+$/.exec(value) ?? [];
  if (least !== undefined) return [{ sign: ">=", operand: least.trim() }];
  const [, sign = "", operand = ""] = /^(<=|>=|<|>|=|)\s*(.*)$/s.exec(value) ?? [];
  return [{ sign: sign === "=" ? "" : sign as Sign, operand }];
}

function partsOf(value: string): string[] {
  return value.toLowerCase().split(",").map((part) => part.trim());
}

function hintOf(value: string, known: readonly (PluginFormat | PluginState)[]): string {
  const closest = closestWord(value, known);
  return closest === undefined ? `It can be ${known.join(", ")}` : `Did you mean "${closest}"?`;
}
