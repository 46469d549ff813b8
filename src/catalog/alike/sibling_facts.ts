import type { DatabaseSync } from "node:sqlite";
import { parameterKeys } from "../../model/alike/parameter_keys.ts";
import { referredId, type SiblingFacts, siblingFacts } from "../../model/alike/sibling_rules.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { unpackDocument } from "../plugins/description_document.ts";
import { missingAmong } from "../plugins/other_formats.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** Rounds of looking for siblings of siblings, and most plugins that they may lead to. */
const MOST_ROUNDS = 4;
const MOST_REACHED = 5000;

/** After every id with this beginning. */
const LAST_CHARACTER = "\u{10FFFF}";

/** Columns by which siblings are found, with the values that say nothing. */
const KEYS = [
  ["name_key", "<> ''"],
  ["sibling_key", "<> ''"],
  ["id_key", "<> ''"],
  ["parameter_fingerprint", "is not null"],
  ["native_code", "is not null"],
] as const;

/** Rows of plugins of other formats that have one of the keys. */
const HAVING_THE_SAME = KEYS.map(([key, isKnown]) =>
  `select o.id from json_each(:rows) as wanted cross join search_entries e on e.id = wanted.value
      cross join search_entries o on o.${key} = e.${key} and o.${key} ${isKnown}
    where e.${key} ${isKnown} and o.format <> e.format`
).join(" union ");

/** The columns of a plugin's facts, as one text for all rows: node:sqlite takes longer for each column. */
const FACTS = `json_group_array(json_array(p.id, p.plugin_id, p.format, p.native_id, p.name, p.vendor,
  p.vendor_key, p.is_instrument, e.name_key, e.sibling_key, e.id_key, e.parameter_fingerprint, (
    select json_group_array(alias) from plugin_aliases a where a.plugin_row_id = p.id and a.kind = 'replaces'
  ))) as facts`;

/** A row of {@linkcode FACTS}. */
type FactsRow = readonly [
  rowId: number,
  id: string,
  format: PluginFormat,
  nativeId: string,
  name: string,
  vendor: string | null,
  vendorKey: string | null,
  isInstrument: number,
  nameKey: string | null,
  siblingKey: string | null,
  idKey: string | null,
  fingerprint: number | null,
  replaces: readonly string[],
];

/** Reads all plugins that are there. */
export function readAllFacts(db: DatabaseSync): SiblingFacts[] {
  const row = statement(
    db,
    `select ${FACTS} from plugins p left join search_entries e on e.id = p.id where p.missing_at is null`,
  ).get()!;
  return factsIn(db, row);
}

/**
 * Reads plugins with all those that may be one with them, and all that may be
 * one with these. Those that are missing are left out, unless they are among
 * the rows asked for.
 */
export function readFactsAround(db: DatabaseSync, rowIds: readonly number[]): SiblingFacts[] {
  const known = new Map<number, SiblingFacts>();
  let reached = new Set(rowIds);
  for (let round = 0; round < MOST_ROUNDS && reached.size > 0 && known.size < MOST_REACHED; round++) {
    const read = readFacts(db, [...reached], round === 0);
    for (const facts of read) known.set(facts.rowId, facts);
    reached = new Set(candidates(db, read).filter((rowId) => !known.has(rowId)));
  }
  return [...known.values()].sort((a, b) => a.rowId - b.rowId);
}

/**
 * Reads all plugins that are there and that decide about the groups of these
 * rows; `undefined` where they are too many.
 */
export function readConnectedFacts(db: DatabaseSync, rowIds: readonly number[]): SiblingFacts[] | undefined {
  const known = new Map<number, SiblingFacts>();
  const asked = new Set<number>();
  let reached: readonly number[] = rowIds;
  while (reached.length > 0) {
    for (const rowId of reached) asked.add(rowId);
    if (asked.size > MOST_REACHED) return undefined;
    const read = readFacts(db, reached, false);
    for (const facts of read) known.set(facts.rowId, facts);
    reached = candidates(db, read).filter((rowId) => !asked.has(rowId));
  }
  return [...known.values()].sort((a, b) => a.rowId - b.rowId);
}

/** Missing plugins that may be one with these. */
export function missingRelatives(db: DatabaseSync, rowIds: readonly number[]): number[] {
  const isAnyMissing = statement(db, "select 1 from plugins where missing_at is not null limit 1").get();
  return isAnyMissing === undefined ? [] : missingAmong(db, candidates(db, readFacts(db, rowIds, true)));
}

function readFacts(db: DatabaseSync, rowIds: readonly number[], withMissing: boolean): SiblingFacts[] {
  const row = statement(
    db,
    `select ${FACTS} from json_each(?) as wanted cross join plugins p on p.id = wanted.value
       left join search_entries e on e.id = p.id
      where ? or p.missing_at is null`,
  ).get(JSON.stringify(rowIds), withMissing ? 1 : 0)!;
  return factsIn(db, row);
}

/** Rows of plugins of other formats with a name or another key in common, and those that an id leads to. */
function candidates(db: DatabaseSync, plugins: readonly SiblingFacts[]): number[] {
  const found = statement(
    db,
    `${HAVING_THE_SAME}
      union
     select a.plugin_row_id from json_each(:ids) as wanted cross join plugin_aliases a on a.alias = wanted.value
      union
     select p.id from json_each(:public) as wanted
        cross join sibling_decisions d on d.plugin_id = wanted.value
        cross join plugins p on p.plugin_id = d.other_id where d.deleted_at is null
      union
     select p.id from json_each(:public) as wanted
        cross join sibling_decisions d on d.other_id = wanted.value
        cross join plugins p on p.plugin_id = d.plugin_id where d.deleted_at is null
      union
     select p.id from json_each(:begun) as wanted
        cross join plugins p on p.plugin_id >= wanted.value and p.plugin_id < wanted.value || :last`,
  ).all({
    rows: JSON.stringify(plugins.map(({ rowId }) => rowId)),
    ids: JSON.stringify(plugins.flatMap((plugin) => [referredId(plugin), ...plugin.replaces])),
    public: JSON.stringify(plugins.map(({ id }) => id)),
    begun: JSON.stringify(plugins.flatMap(({ replaces }) => replaces)),
    last: LAST_CHARACTER,
  });
  return found.map(({ id }) => Number(id));
}

function factsIn(db: DatabaseSync, { facts }: Record<string, unknown>): SiblingFacts[] {
  return fromJson<FactsRow[]>(facts)!.map((row) => factsOf(db, row));
}

function factsOf(
  db: DatabaseSync,
  row: FactsRow,
): SiblingFacts {
  const [rowId, id, format, nativeId, name, vendor, vendorKey, isInstrument, ...keys] = row;
  const [nameKey, siblingKey, idKey, fingerprint, replaces] = keys;
  let parameters: { readonly keys: ReadonlySet<string> | undefined } | undefined;
  return siblingFacts({
    ...{ rowId, id, format, nativeId, name, replaces },
    vendor: vendor ?? undefined,
    vendorKey: vendorKey ?? undefined,
    isInstrument: isInstrument === 1,
    nameKey: nameKey ?? "",
    siblingKey: siblingKey ?? "",
    idKey: idKey ?? "",
    fingerprint: fingerprint ?? undefined,
    parameters: () => (parameters ??= { keys: readParameters(db, rowId) }).keys,
  });
}

function readParameters(db: DatabaseSync, rowId: number): ReadonlySet<string> | undefined {
  const row = statement(
    db,
    "select d.document from plugins p join descriptions d on d.id = p.shown_description_id where p.id = ?",
  ).get(rowId);
  if (row === undefined) return undefined;
  const { parameters } = unpackDocument(row["document"] as Uint8Array);
  return parameters === undefined ? undefined : parameterKeys(parameters);
}
