import type { DatabaseSync } from "node:sqlite";
import {
  compareTraits,
  type Likeness,
  type PluginTraits,
  type Rarities,
  WEIGHTS,
} from "../../model/alike/likeness.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { keyOf, vendorName } from "../../model/search/search_text.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { categoryHash, featureHash, unpackTraits } from "./likeness_entry.ts";
import { countHaving, forEachHaving } from "./likeness_index.ts";
import { type Sibling, siblingsOf } from "./siblings.ts";

/** Which plugins are wanted. */
export interface SimilarOptions {
  /** Unset for any. */
  readonly formats?: readonly PluginFormat[] | undefined;
  /** Leaves out plugins of the sought one's vendor. */
  readonly isOtherVendors: boolean;
  /** Whether each format of a plugin is listed, not only the nearest one. */
  readonly isSplit: boolean;
}

/** A plugin that is like the sought one. */
export interface SimilarRow {
  readonly rowId: number;
  readonly score: number;
  readonly isSibling: boolean;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

/** Plugins that are compared in full: those that share most with the sought one. */
const CANDIDATES = 200;

/** Plugins below this have hardly anything in common. */
const LEAST_SCORE = 0.3;

/** A trait that more plugins have tells little, and finding them takes long. */
const MOST_HAVING = 5000;
const MOST_HAVING_PART = 0.1;

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
  const siblings = siblingsOf(db, [rowId]).get(rowId) ?? [];
  const rarities = raritiesIn(index);
  const [sought] = readTraits(db, index, [rowId]);
  if (sought === undefined) return [];
  const rows = new Set([
    ...siblings.map((sibling) => sibling.rowId),
    ...findCandidates(index, rowId, sought.traits, rarities),
  ]);
  rows.delete(rowId);
  const compared = readTraits(db, index, [...rows])
    .filter((candidate) => isWanted(candidate, sought, options))
    .map((candidate) => ({ candidate, likeness: compareTraits(sought.traits, candidate.traits, rarities) }));
  const siblingRows = new Map(siblings.map((sibling) => [sibling.rowId, sibling]));
  const same = compared.filter(({ candidate }) => siblingRows.has(candidate.rowId));
  const others = compared.filter(({ candidate, likeness }) =>
    !siblingRows.has(candidate.rowId) && likeness.score >= LEAST_SCORE
  ).sort(byScore);
  const shown = options.isSplit ? others : oneFormatEach(db, others, sought);
  return [
    ...same.map(({ candidate, likeness }) => siblingRow(siblingRows.get(candidate.rowId)!, likeness))
      .sort((a, b) => b.score - a.score || a.rowId - b.rowId),
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

/** Of each plugin the format of the sought one, or else the one that is most like it. */
function oneFormatEach(db: DatabaseSync, compared: readonly Compared[], sought: ReadTraits): Compared[] {
  const siblings = siblingsOf(db, compared.map(({ candidate }) => candidate.rowId));
  const byRow = new Map(compared.map((one) => [one.candidate.rowId, one]));
  const shown: Compared[] = [];
  for (const one of compared) {
    if (!byRow.has(one.candidate.rowId)) continue;
    const group = [
      one.candidate.rowId,
      ...(siblings.get(one.candidate.rowId) ?? []).map(({ rowId }) => rowId),
    ];
    const found = group.map((rowId) => byRow.get(rowId)).filter((other) => other !== undefined);
    for (const rowId of group) byRow.delete(rowId);
    shown.push(found.find(({ candidate }) => candidate.format === sought.format) ?? one);
  }
  return shown.sort(byScore);
}

/** The logarithm of the part of plugins that have a trait, which is read once for each trait. */
function raritiesIn(index: DatabaseSync): Rarities {
  const total = Number(statement(index, "select count(*) as n from likeness_entries").get()!["n"]);
  const known = new Map<number, number>();
  const rarityOf = (hash: number) => {
    let rarity = known.get(hash);
    if (rarity === undefined) {
      rarity = Math.log((total + 1) / Math.max(1, countHaving(index, hash)));
      known.set(hash, rarity);
    }
    return rarity;
  };
  return { ofFeature: (feature) => rarityOf(featureHash(feature)), ofParameter: rarityOf };
}

/** The rows that share most with the sought plugin, by the traits that tell most. */
function findCandidates(
  index: DatabaseSync,
  rowId: number,
  sought: PluginTraits,
  rarities: Rarities,
): number[] {
  const last = Number(
    statement(index, "select ifnull(max(id), 0) as last from likeness_entries").get()!["last"],
  );
  const total = Number(statement(index, "select count(*) as n from likeness_entries").get()!["n"]);
  const most = Math.max(MOST_HAVING, total * MOST_HAVING_PART);
  const shares = new Float32Array(last + 1);
  const add = (hash: number, share: number) => forEachHaving(index, hash, (row) => shares[row]! += share);
  const parameters = sought.parameters.map(({ name, count }) => ({
    name,
    rarity: rarities.ofParameter(name) * Math.sqrt(count),
  }));
  const all = parameters.reduce((sum, { rarity }) => sum + rarity, 0);
  for (const { name, rarity } of parameters) {
    if (rarity > 0 && countHaving(index, name) <= most) add(name, WEIGHTS.parameters * rarity / all);
  }
  if (sought.category !== "other") add(categoryHash(sought.category), WEIGHTS.category);
  const features = sought.features.filter((feature) => feature !== sought.category);
  const allFeatures = features.reduce((sum, feature) => sum + rarities.ofFeature(feature), 0);
  for (const feature of features) {
    const hash = featureHash(feature);
    if (countHaving(index, hash) <= most) {
      add(hash, WEIGHTS.features * rarities.ofFeature(feature) / allFeatures);
    }
  }
  shares[rowId] = 0;
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
    if (values[place]! > 0 && stepOf(values[place]!) >= least) places.push(place);
  }
  return places.sort((a, b) => values[b]! - values[a]! || a - b).slice(0, count);
}

/** A plugin's row as JSON. */
interface PluginFields {
  readonly id: number;
  readonly format: PluginFormat;
  readonly category: string;
  readonly vendor: string | null;
  readonly isInstrument: number;
  readonly isMissing: number;
  readonly features: readonly string[];
}

/** Reads the traits of plugins, in the order of their rows; category, features and vendor as they are now. */
function readTraits(db: DatabaseSync, index: DatabaseSync, rowIds: readonly number[]): ReadTraits[] {
  const ids = JSON.stringify(rowIds);
  const row = statement(
    db,
    `select json_group_array(json_object('id', p.id, 'format', p.format, 'category', p.category,
              'vendor', p.vendor, 'isInstrument', p.is_instrument, 'isMissing', p.missing_at is not null,
              'features', json((select json_group_array(feature) from plugin_features
                                 where plugin_row_id = p.id)))) as found
       from plugins p where p.id in (select value from json_each(?))`,
  ).get(ids)!;
  const plugins = new Map(fromJson<PluginFields[]>(row["found"])!.map((plugin) => [plugin.id, plugin]));
  return statement(
    index,
    `select id, parameter_count, buses, parameters from likeness_entries
      where id in (select value from json_each(?)) order by id`,
  ).all(ids).flatMap((entry) => {
    const plugin = plugins.get(Number(entry["id"]));
    return plugin === undefined ? [] : [readTraitsOf(plugin, entry)];
  });
}

function readTraitsOf(plugin: PluginFields, entry: Record<string, unknown>): ReadTraits {
  const { id, format, category, features } = plugin;
  const vendor = vendorName(plugin.vendor ?? "");
  return {
    rowId: id,
    format,
    isMissing: plugin.isMissing === 1,
    traits: {
      category,
      features,
      isInstrument: plugin.isInstrument === 1,
      vendor: keyOf(vendor) || vendor.trim(),
      buses: Number(entry["buses"]),
      parameters: unpackTraits(entry["parameters"] as Uint8Array),
      parameterCount: Number(entry["parameter_count"]),
    },
  };
}
