import type { DatabaseSync } from "node:sqlite";
import type { Condition, PluginState, SearchNode, TimeField } from "../../model/search/search_query.ts";
import {
  begunTerm,
  contentExpression,
  type IndexedTerm,
  indexedTerm,
  nameExpression,
} from "./search_expression.ts";
import { FAILED } from "../plugins/count_failures.ts";
import { vendorIn } from "../plugins/vendor_keys.ts";
import { statement } from "../sqlite/statement.ts";
import { USAGE } from "../sqlite/usage.ts";
import { TEXT_FIELDS } from "../../model/search/text_fields.ts";
import { missingCollection, readCollections, sourcesOf } from "../curation/collections.ts";
import { LOCAL_OWNER } from "../curation/registers.ts";
import { savedSearchesIn } from "../curation/saved_searches.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { lowerFirst, parseStoredQuery } from "../../model/search/parse_stored_query.ts";
import { circleError, collectionReference } from "../../model/search/saved_search.ts";
import { tagCondition, taggedCondition, untaggedCondition, withoutTagCondition } from "./tag_condition.ts";
import type { SqlValue } from "../sqlite/json_column.ts";

/** A condition on a row `p` of plugins. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** The condition that every plugin meets. */
export const ALWAYS: SqlCondition = { sql: "true", values: [] };

/** The condition that no plugin meets. */
const NEVER: SqlCondition = { sql: "false", values: [] };

/** Smart collections that one search can evaluate, those that they name among them. */
const MOST_SMART = 64;

/** Registers that say something about plugins. */
const SAID = `select target from curation
  where owner = '${LOCAL_OWNER}' and kind = 'plugin' and value is not null`;

/** The condition on a row `p` that something is said of it. */
function saidOf(condition: string): string {
  return `p.plugin_id in (${SAID} and ${condition})`;
}

const STATES: Readonly<Record<Exclude<PluginState, "tagged" | "untagged">, string>> = {
  "instrument": "p.is_instrument = 1",
  "effect": "p.is_instrument = 0",
  "missing": "p.missing_at is not null",
  "installed": "p.missing_at is null",
  "failed": `p.outcome in (${FAILED})`,
  "crashed": "p.outcome = 'crashed'",
  "timed-out": "p.outcome = 'timed-out'",
  "blocked": "p.outcome = 'blocked'",
  "unsupported": "p.outcome = 'unsupported'",
  "scanned": "p.outcome = 'scanned'",
  "favorite": saidOf("field = 'favorite'"),
  "hidden": saidOf("field = 'hidden'"),
  "rated": saidOf("field = 'rating'"),
  "used": `p.plugin_id in (select meant_id from (${USAGE}))`,
  "unused": `p.plugin_id not in (select meant_id from (${USAGE}))`,
};

const TIMES: Readonly<Record<TimeField, string>> = {
  added: "p.added_at",
  updated: "p.updated_at",
  scanned: "p.scanned_at",
};

/**
 * All conditions, for a `where`. Typed text is only ever among the values.
 *
 * @param chain The collection whose query this is, if any; saved searches are in the nodes.
 * @throws {PluginaryError} `stored-query`, `query-circle` for a collection that cannot be read.
 */
export function allConditions(
  db: DatabaseSync,
  nodes: readonly SearchNode[],
  chain: readonly string[] = [],
): SqlCondition {
  return conditionWithin({ db, now: new Date(), chain, smart: { count: 0 } }, nodes);
}

/** What all parts of a search are read with. */
interface Surroundings {
  readonly db: DatabaseSync;
  readonly now: Date;
  /** The collections and saved searches that lead to a stored query, the first one first. */
  readonly chain: readonly string[];
  /** Shared by the whole search. */
  readonly smart: { count: number };
}

function conditionWithin(surroundings: Surroundings, nodes: readonly SearchNode[]): SqlCondition {
  return joined(nodes.map((node) => conditionOf(surroundings, node, false)), " and ", ALWAYS);
}

function conditionOf(surroundings: Surroundings, node: SearchNode, isNegated: boolean): SqlCondition {
  switch (node.kind) {
    case "and":
      return joined(node.nodes.map((child) => conditionOf(surroundings, child, isNegated)), " and ", ALWAYS);
    case "or":
      return joined(node.nodes.map((child) => conditionOf(surroundings, child, isNegated)), " or ", ALWAYS);
    case "not": {
      if (node.node.kind === "tag") return withoutTagCondition(surroundings.db, node.node.key);
      const { sql, values } = conditionOf(surroundings, node.node, true);
      return sql === ALWAYS.sql ? ALWAYS : { sql: `not (${sql})`, values };
    }
    case "text":
      return textCondition(surroundings.db, node, isNegated);
    case "collection":
      return collectionCondition(surroundings, node);
    case "tag":
      return tagCondition(surroundings.db, node.key);
    case "state":
      return stateCondition(surroundings.db, node.state);
    case "note":
      return noteCondition(surroundings.db, node.text);
    default:
      return plainCondition(node);
  }
}

/** A bare word that must not be there is about names, vendors and kinds: parameters have nearly every word. */
function textCondition(
  db: DatabaseSync,
  node: Extract<SearchNode, { kind: "text" }>,
  isNegated: boolean,
): SqlCondition {
  const term = indexedTerm(node);
  if (term === undefined) return ALWAYS;
  const vendorKey = node.field === "vendor" && !node.isPrefix ? knownVendor(db, node.text) : undefined;
  if (vendorKey !== undefined) {
    return { sql: "p.vendor_key is null = 0 and p.vendor_key = ?", values: [vendorKey] };
  }
  if (node.field !== undefined) {
    return TEXT_FIELDS[node.field].form === "contents"
      ? fieldCondition("plugin_contents_fts", term, (term) => contentExpression(term, true))
      : fieldCondition("plugins_fts", term, nameExpression);
  }
  if (isNegated) return indexed("plugins_fts", nameExpression(term));
  const begun = term.isPhrase ? term : begunTerm(term);
  // One list, from which the search can begin: two would be looked up for every plugin.
  return {
    sql: `p.id in (select rowid from plugins_fts where plugins_fts match ?
      union all select rowid from plugin_contents_fts where plugin_contents_fts match ?)`,
    values: [nameExpression(begun), contentExpression(begun, true)],
  };
}

/** The key of the vendor that a text names, if plugins are of this vendor. */
function knownVendor(db: DatabaseSync, text: string): string | undefined {
  const { key } = vendorIn(db, text);
  const known = statement(
    db,
    "select 1 from plugins where vendor_key is null = 0 and vendor_key = ? limit 1",
  );
  return known.get(key) === undefined ? undefined : key;
}

/** Whole words; where no plugin has them, beginnings of words, as for words that stand in no field. */
function fieldCondition(
  table: IndexTable,
  term: IndexedTerm,
  expressionOf: (term: IndexedTerm) => string,
): SqlCondition {
  const whole = expressionOf(term);
  const begun = term.isPhrase ? whole : expressionOf(begunTerm(term));
  if (begun === whole) return indexed(table, whole);
  const isThere = `exists (select 1 from ${table} where ${table} match ?)`;
  const beginnings = indexed(table, begun);
  return joined(
    [indexed(table, whole), { sql: `not ${isThere} and ${beginnings.sql}`, values: [whole, begun] }],
    " or ",
    ALWAYS,
  );
}

type IndexTable = "plugins_fts" | "plugin_contents_fts";

function indexed(table: IndexTable, expression: string): SqlCondition {
  return { sql: `p.id in (select rowid from ${table} where ${table} match ?)`, values: [expression] };
}

/**
 * The plugins of a collection and of those below it. It has the same plugins
 * where they must not be, so that bare words of its query mean the same there.
 */
function collectionCondition(
  surroundings: Surroundings,
  { key, via = [] }: Extract<Condition, { kind: "collection" }>,
): SqlCondition {
  const { db, now, smart: evaluated } = surroundings;
  const again = via.findIndex((step) => surroundings.chain.includes(step));
  if (again >= 0) throw circleError([...surroundings.chain, ...via.slice(0, again + 1)]);
  const chain = [...surroundings.chain, ...via];
  const collections = readCollections(db);
  const collection = collections.get(key);
  if (collection === undefined) {
    // Whoever types a name that is unknown sees that nothing is found; nobody looks at a stored query.
    if (chain.length === 0) return NEVER;
    const { message, hint } = missingCollection(collections, key);
    throw new PluginaryError(
      "stored-query",
      `Cannot read the query of ${chain.at(-1)}: ${lowerFirst(message)}`,
      hint,
    );
  }
  const { keys, smart } = sourcesOf(collections, collection, chain);
  evaluated.count += smart.length;
  if (evaluated.count > MOST_SMART) {
    throw new PluginaryError(
      "stored-query",
      `Cannot read ${
        collectionReference(collection.name)
      }: it needs more than ${MOST_SMART} smart collections`,
      "Use fewer of them in one search",
    );
  }
  const queries = smart.map(({ name, query, chain }) => {
    const { nodes } = parseStoredQuery(query, collectionReference(name), now, savedSearchesIn(db));
    return conditionWithin({ ...surroundings, chain }, nodes);
  });
  return queries.includes(ALWAYS)
    ? ALWAYS
    : joined([...keys.length === 0 ? [] : [itemCondition(keys)], ...queries], " or ", NEVER);
}

/** Plugins that a person has put into collections. */
function itemCondition(keys: readonly string[]): SqlCondition {
  return {
    sql: `p.plugin_id in (select substr(field, length('item:') + 1) from curation
      where owner = '${LOCAL_OWNER}' and kind = 'collection' and target in (select value from json_each(?))
        and value is not null and field >= 'item:' and field < 'item;')`,
    values: [JSON.stringify(keys)],
  };
}

function stateCondition(db: DatabaseSync, state: PluginState): SqlCondition {
  switch (state) {
    case "tagged":
      return taggedCondition(db);
    case "untagged":
      return untaggedCondition(db);
    default:
      return { sql: STATES[state], values: [] };
  }
}

/** SQLite knows the capitals of ASCII alone; other notes are compared here. */
function noteCondition(db: DatabaseSync, text: string): SqlCondition {
  if (/^[ -~]*$/.test(text)) {
    return { sql: saidOf("field = 'note' and instr(lower(value ->> '$'), ?) > 0"), values: [text] };
  }
  const sought = text.normalize();
  const notes = statement(
    db,
    `select target, value ->> '$' as note from curation
      where owner = '${LOCAL_OWNER}' and kind = 'plugin' and value is not null and field = 'note'`,
  ).all();
  const having = notes.filter(({ note }) => String(note).toLowerCase().normalize().includes(sought));
  return {
    sql: "p.plugin_id in (select value from json_each(?))",
    values: [JSON.stringify(having.map(({ target }) => target))],
  };
}

function plainCondition(
  condition: Exclude<Condition, { kind: "collection" | "tag" | "state" | "note" }>,
): SqlCondition {
  switch (condition.kind) {
    case "nothing":
      return NEVER;
    case "format":
      return { sql: `p.format in (${places(condition.formats)})`, values: condition.formats };
    case "category":
      return categoryCondition(condition.categories);
    case "id":
      return {
        sql: `(instr(lower(p.plugin_id), ?) > 0 or p.id in
          (select plugin_row_id from plugin_aliases where instr(lower(alias), ?) > 0))`,
        values: [condition.text, condition.text],
      };
    case "path":
      return {
        sql: `(instr(lower(ifnull(p.location, '')), ?) > 0 or p.id in
          (select i.plugin_row_id from installations i join modules m on m.id = i.module_id
            where instr(lower(m.location), ?) > 0))`,
        values: [condition.text, condition.text],
      };
    case "rating":
      return {
        sql: saidOf("field = 'rating' and value ->> '$' between ? and ?"),
        values: [condition.minimum, condition.maximum],
      };
    case "used":
      return usedCondition(condition);
    case "parameters":
      return {
        sql: "ifnull(p.parameter_count between ? and ?, false)",
        values: [condition.minimum, condition.maximum],
      };
    case "time":
      return timeCondition(TIMES[condition.field], condition);
  }
}

/** Plugins that no project uses have no entry, and are used zero times. */
function usedCondition(
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): SqlCondition {
  return minimum > 0
    ? {
      sql: `p.plugin_id in (select meant_id from (${USAGE}) where uses between ? and ?)`,
      values: [minimum, maximum],
    }
    : { sql: `p.plugin_id not in (select meant_id from (${USAGE}) where uses > ?)`, values: [maximum] };
}

/** An instrument that does not say of which kind it is may be a synthesizer, as most are. */
function categoryCondition(categories: readonly string[]): SqlCondition {
  const possible = categories.includes("synthesizer") ? [...categories, "instrument"] : categories;
  return {
    sql: `(p.category in (${places(possible)}) or p.id in
      (select plugin_row_id from plugin_features where feature in (${places(categories)})))`,
    values: [...possible, ...categories],
  };
}

/** A range of time, for a column. */
export function timeCondition(
  column: string,
  { from, before }: Extract<Condition, { kind: "time" }>,
): SqlCondition {
  return joined(
    [
      ...(from === undefined ? [] : [{ sql: `${column} >= ?`, values: [from] }]),
      ...(before === undefined ? [] : [{ sql: `${column} < ?`, values: [before] }]),
    ],
    " and ",
    ALWAYS,
  );
}

/** Conditions as one, without those that are always met. */
export function joined(
  parts: readonly SqlCondition[],
  by: " and " | " or ",
  none: SqlCondition,
): SqlCondition {
  const told = parts.filter(({ sql }) => sql !== ALWAYS.sql);
  if (told.length === 0) return none;
  if (told.length === 1) return told[0]!;
  return { sql: told.map(({ sql }) => `(${sql})`).join(by), values: told.flatMap(({ values }) => values) };
}

/** A placeholder for each value. */
export function places(values: readonly unknown[]): string {
  return values.map(() => "?").join(", ");
}
