import type { DatabaseSync } from "node:sqlite";
import { type Likeness, LikenessMeter, type PluginTraits, WEIGHTS } from "../../model/alike/likeness.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { ANY_PLUGIN, categoryHash, featureHash, unpackTraits } from "./likeness_entry.ts";
import { countsHaving, forEachHaving } from "./likeness_index.ts";
import { type Sibling, siblingsOf } from "./siblings.ts";

/** Which plugins are wanted. */
export interface SimilarOptions {
  /** Unset for any. */
  readonly formats?: readonly PluginFormat[] | undefined;
  /** Leaves out plugins of the sought one's vendor. */
  readonly isOtherVendors: boolean;
  /** Whether each format of a plugin is listed, not only the nearest one. */
  readonly isSplit: boolean;
  /** Unset for all that have much in common, up to {@linkcode CANDIDATES}. */
  readonly limit?: number | undefined;
}

/** A plugin that is like the sought one. */
export interface SimilarRow {
  readonly rowId: number;
  readonly score: number;
  readonly isSibling: boolean;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

/** Plugins that are compared in full: those that share most with the sought one. */
const CANDIDATES = 120;

/** Plugins below this have hardly anything in common. */
const LEAST_SCORE = 0.3;

/** A trait that more plugins have tells little, and finding them takes long. */
const MOST_HAVING = 5000;
const MOST_HAVING_PART = 0.1;

/** Names of parameters, and words in them, by which candidates are found: the rarest that others have. */
const MOST_SOUGHT = 40;

/**
 * The plugins that are like one, the nearest first; the same plugin in other
 * formats comes before all others. Missing plugins are left out.
 *
 * @param index The catalog with an index that is up to date; usually the same.
 */
export function findSimilar(
  db: DatabaseSync,
  rowId: number,
  options: SimilarOptions,
  index: DatabaseSync = db,
): SimilarRow[] {
  const [sought] = readTraits(db, index, [rowId]);
  if (sought === undefined) return [];
  const features = readFeatures(db, rowId).filter((feature) => feature !== sought.traits.category)
    .map((name) => ({ name, hash: featureHash(name) }));
  const rarity = new Rarity(index, sought.traits);
  const meter = new LikenessMeter(sought.traits, features, (hash) => rarity.of(hash));
  const siblings = new Map((siblingsOf(db, [rowId]).get(rowId) ?? []).map((one) => [one.rowId, one]));
  const rows = new Set([...siblings.keys(), ...findCandidates(index, sought.traits, rarity)]);
  rows.delete(rowId);
  const compared = readTraits(db, index, [...rows])
    .filter((candidate) => isWanted(candidate, sought, options))
    .map((candidate) => ({ candidate, likeness: meter.compare(candidate.traits) }))
    .sort(byScore);
  const { limit = Infinity } = options;
  const same = compared.filter(({ candidate }) => siblings.has(candidate.rowId))
    .map(({ candidate, likeness }) => siblingRow(siblings.get(candidate.rowId)!, likeness))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
  const others = compared.filter(({ candidate, likeness }) =>
    !siblings.has(candidate.rowId) && likeness.score >= LEAST_SCORE
  );
  const left = limit - same.length;
  const shown = options.isSplit ? others.slice(0, left) : oneFormatEach(db, others, sought.format, left);
  return [
    ...same,
    ...shown.map(({ candidate, likeness }) => ({ rowId: candidate.rowId, isSibling: false, ...likeness })),
  ];
}

/** A plugin with what is read of it. */
interface ReadTraits {
  readonly rowId: number;
  readonly format: PluginFormat;
  readonly isMissing: boolean;
  readonly traits: PluginTraits;
}

/** A plugin that was compared with the sought one. */
interface Compared {
  readonly candidate: ReadTraits;
  readonly likeness: Likeness;
}

function byScore(a: Compared, b: Compared): number {
  return b.likeness.score - a.likeness.score || a.candidate.rowId - b.candidate.rowId;
}

/** A sibling is the same plugin, however its formats describe it. */
function siblingRow({ rowId, reason, confidence }: Sibling, { reasons }: Likeness): SimilarRow {
  return { rowId, score: confidence, isSibling: true, reasons: [reason, ...reasons] };
}

function isWanted(
  { format, isMissing, traits }: ReadTraits,
  sought: ReadTraits,
  { formats, isOtherVendors }: SimilarOptions,
): boolean {
  if (isMissing || (formats !== undefined && !formats.includes(format))) return false;
  return !isOtherVendors || traits.vendor === "" || traits.vendor !== sought.traits.vendor;
}

/** Plugins whose siblings are looked up at once: hardly more than a page needs. */
const SIBLINGS_AT_ONCE = 12;

/** A format that is hardly less alike than another one of its plugin is preferred for being the wanted one. */
const HARDLY_LESS = 0.05;

/** Of each plugin the wanted format, or else the one that is most like the sought plugin. */
function oneFormatEach(
  db: DatabaseSync,
  compared: readonly Compared[],
  format: PluginFormat,
  limit: number,
): Compared[] {
  const waiting = new Map(compared.map((one) => [one.candidate.rowId, one]));
  const shown: Compared[] = [];
  while (shown.length < limit && waiting.size > 0) {
    const next = [...waiting.values().take(SIBLINGS_AT_ONCE)];
    const siblings = siblingsOf(db, next.map(({ candidate }) => candidate.rowId));
    for (const one of next) {
      const { rowId } = one.candidate;
      if (!waiting.has(rowId)) continue;
      const group = [rowId, ...(siblings.get(rowId) ?? []).map((sibling) => sibling.rowId)];
      const found = group.map((member) => waiting.get(member)).filter((member) => member !== undefined);
      for (const member of group) waiting.delete(member);
      const isNear = ({ candidate, likeness }: Compared) =>
        candidate.format === format && likeness.score >= one.likeness.score - HARDLY_LESS;
      shown.push(found.find(isNear) ?? one);
    }
  }
  return shown.sort(byScore).slice(0, limit);
}

/** How rare the traits of plugins are. Those of the sought plugin are read at once, all others when they are needed. */
class Rarity {
  readonly total: number;
  readonly #counts: ReadonlyMap<number, number>;

  constructor(index: DatabaseSync, { kinds, parameters: { names, words } }: PluginTraits) {
    this.#counts = countsHaving(index, [ANY_PLUGIN, ...kinds, ...names, ...words]);
    this.total = this.countOf(ANY_PLUGIN);
  }

  countOf(hash: number): number {
    return this.#counts.get(hash) ?? 0;
  }

  of(hash: number): number {
    return Math.log((this.total + 1) / Math.max(1, this.countOf(hash)));
  }
}

/** The rows that share most with the sought plugin, by the traits that tell most. */
function findCandidates(index: DatabaseSync, sought: PluginTraits, rarity: Rarity): number[] {
  const last = Number(
    statement(index, "select ifnull(max(id), 0) as last from likeness_entries").get()!["last"],
  );
  const most = Math.max(MOST_HAVING, rarity.total * MOST_HAVING_PART);
  const shares = new Float32Array(last + 1);
  const add = (hash: number, share: number) => forEachHaving(index, hash, (row) => shares[row]! += share);
  const addAll = (weight: number, hashes: Uint32Array) => {
    const all = hashes.reduce((sum, hash) => sum + rarity.of(hash), 0);
    // One plugin alone has the trait: the sought one.
    const telling = [...hashes].filter((hash) => rarity.countOf(hash) > 1 && rarity.countOf(hash) <= most)
      .sort((a, b) => rarity.of(b) - rarity.of(a)).slice(0, MOST_SOUGHT);
    for (const hash of telling) add(hash, weight * rarity.of(hash) / all);
  };
  const { names, words } = sought.parameters;
  addAll(WEIGHTS.parameters / 2, names);
  addAll(WEIGHTS.parameters / 2, words);
  const category = categoryHash(sought.category);
  addAll(WEIGHTS.features, sought.kinds.filter((hash) => hash !== ANY_PLUGIN && hash !== category));
  if (sought.category !== "other") add(category, WEIGHTS.category);
  return largest(shares, CANDIDATES);
}

/** Steps in which shares are counted, instead of sorting those of all plugins. */
const STEPS = 1024;

/** The places of the largest values, which lie between 0 and 1. */
function largest(values: Float32Array, count: number): number[] {
  const stepOf = (value: number) => Math.min(STEPS - 1, Math.floor(value * STEPS));
  const inStep = new Uint32Array(STEPS);
  for (const value of values) if (value > 0) inStep[stepOf(value)]!++;
  let least = STEPS - 1;
  for (let found = inStep[least]!; least > 0 && found < count; found += inStep[least]!) least--;
  const places: number[] = [];
  for (let place = 0; place < values.length; place++) {
    if (values[place]! > 0 && stepOf(values[place]!) > least) places.push(place);
  }
  // Those of the last step are as good as each other, and may be most of a catalog.
  for (let place = 0; place < values.length && places.length < count; place++) {
    if (values[place]! > 0 && stepOf(values[place]!) === least) places.push(place);
  }
  return places;
}

function readFeatures(db: DatabaseSync, rowId: number): string[] {
  return statement(db, "select feature from plugin_features where plugin_row_id = ? order by feature")
    .all(rowId).map(({ feature }) => String(feature));
}

/** A plugin's row as JSON. */
interface PluginFields {
  readonly id: number;
  readonly format: PluginFormat;
  readonly category: string;
  /** Of the vendor, however the plugin writes it. */
  readonly vendorKey: string | null;
  readonly isInstrument: number;
  readonly isMissing: number;
}

/** Reads the traits of plugins, in the order of their rows; category and vendor as they are now. */
function readTraits(db: DatabaseSync, index: DatabaseSync, rowIds: readonly number[]): ReadTraits[] {
  const ids = JSON.stringify(rowIds);
  const { found } = statement(
    db,
    `select json_group_array(json_object('id', id, 'format', format, 'category', category,
              'vendorKey', vendor_key, 'isInstrument', is_instrument, 'isMissing', missing_at is not null)) as found
       from plugins where id in (select value from json_each(?))`,
  ).get(ids)!;
  const plugins = new Map(fromJson<PluginFields[]>(found)!.map((plugin) => [plugin.id, plugin]));
  const entries = statement(
    index,
    `select id, parameter_count, buses, traits from likeness_entries
      where id in (select value from json_each(?)) order by id`,
  ).all(ids);
  return entries.flatMap((entry) => {
    const plugin = plugins.get(Number(entry["id"]));
    return plugin === undefined ? [] : [readTraitsOf(plugin, entry)];
  });
}

function readTraitsOf(plugin: PluginFields, entry: Record<string, unknown>): ReadTraits {
  const { id, format, category } = plugin;
  const { kinds, parameters } = unpackTraits(entry["traits"] as Uint8Array);
  return {
    rowId: id,
    format,
    isMissing: plugin.isMissing === 1,
    traits: {
      category,
      kinds,
      isInstrument: plugin.isInstrument === 1,
      vendor: plugin.vendorKey ?? "",
      buses: Number(entry["buses"]),
      parameters: { ...parameters, count: Number(entry["parameter_count"]) },
    },
  };
}
