import type { DatabaseSync } from "node:sqlite";
import {
  LikenessMeter,
  type LikenessReason,
  type PluginTraits,
  WEIGHTS,
} from "../../model/alike/likeness.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { hiddenRows, isAnyHidden } from "../curation/hidden.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { rowStatement, statement } from "../sqlite/statement.ts";
import { ANY_PLUGIN, categoryHash, featureHash, unpackTraits } from "./likeness_entry.ts";
import { countsHaving, readPostings } from "./likeness_index.ts";
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
  /** Whether plugins that the user has hidden are left out. */
  readonly leavesOutHidden?: boolean;
}

/** A plugin that is like the sought one. */
export interface SimilarRow {
  readonly rowId: number;
  readonly score: number;
  readonly isSibling: boolean;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

/** Plugins that are like the sought one, without those that are left out. */
export interface SimilarRows {
  readonly rows: readonly SimilarRow[];
  /** Plugins that are left out since they are hidden. */
  readonly hidden: number;
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
): SimilarRows {
  const [sought] = readTraits(db, index, [rowId]);
  if (sought === undefined) return { rows: [], hidden: 0 };
  const features = readFeatures(db, rowId).filter((feature) => feature !== sought.traits.category)
    .map((name) => ({ name, hash: featureHash(name) }));
  const rarity = new Rarity(index, sought.traits);
  const meter = new LikenessMeter(sought.traits, features, (hash) => rarity.of(hash));
  const compare = (rowIds: readonly number[]) =>
    readTraits(db, index, rowIds)
      .filter((candidate) => isWanted(candidate, sought, options))
      .map((candidate) => ({ candidate, score: meter.score(candidate.traits) }));
  const { limit = Infinity, isSplit } = options;
  const rows = new Set(findCandidates(index, sought.traits, rarity));
  rows.delete(rowId);
  const left = options.leavesOutHidden === true && isAnyHidden(db) ? hiddenRows(db) : NONE;
  const isShown = ({ candidate }: Compared) => !left.has(candidate.rowId);
  const all = compare([...rows]).sort(byScore);
  const compared = all.filter(isShown);
  const lookUp = new SiblingLookUp(db);
  const first = isSplit ? [] : compared.slice(0, SIBLINGS_AT_ONCE).map(({ candidate }) => candidate.rowId);
  const siblings = new Map(lookUp.of([rowId, ...first]).get(rowId)?.map((one) => [one.rowId, one]));
  const same = [
    ...compared.filter(({ candidate }) => siblings.has(candidate.rowId)),
    ...compare([...siblings.keys()].filter((sibling) => !rows.has(sibling))).filter(isShown),
  ]
    .sort(byScore)
    .map(({ candidate }) => siblingRow(siblings.get(candidate.rowId)!, meter.reasons(candidate.traits)))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
  const others = compared.filter(({ candidate, score }) =>
    !siblings.has(candidate.rowId) && score >= LEAST_SCORE
  );
  const room = limit - same.length;
  const shown = isSplit ? others.slice(0, room) : oneFormatEach(lookUp, others, sought.format, room);
  const hidden = all.filter((one) => !isShown(one) && one.score >= LEAST_SCORE);
  return {
    rows: [
      ...same,
      ...shown.map(({ candidate: { rowId, traits }, score }) => ({
        ...{ rowId, score },
        isSibling: false,
        reasons: meter.reasons(traits),
      })),
    ],
    hidden: (isSplit ? hidden : oneFormatEach(lookUp, hidden, sought.format, Infinity)).length,
  };
}

const NONE: ReadonlySet<number> = new Set();

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
  readonly score: number;
}

function byScore(a: Compared, b: Compared): number {
  return b.score - a.score || a.candidate.rowId - b.candidate.rowId;
}

/** Reasons for being the same plugin which say already that the vendor is the same. */
const VENDOR_REASONS: ReadonlySet<string> = new Set([
  "name-and-vendor",
  "name-without-vendor",
  "reordered-name",
]);

/** A sibling is the same plugin, however its formats describe it. */
function siblingRow({ rowId, reason, confidence }: Sibling, reasons: readonly LikenessReason[]): SimilarRow {
  const isVendorTold = VENDOR_REASONS.has(reason.code);
  const others = reasons.filter(({ code }) => code !== "vendor" || !isVendorTold);
  return { rowId, score: confidence, isSibling: true, reasons: [reason, ...others] };
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
  lookUp: SiblingLookUp,
  compared: readonly Compared[],
  format: PluginFormat,
  limit: number,
): Compared[] {
  const waiting = new Map(compared.map((one) => [one.candidate.rowId, one]));
  const shown: Compared[] = [];
  while (shown.length < limit && waiting.size > 0) {
    const next = [...waiting.values().take(SIBLINGS_AT_ONCE)];
    const siblings = lookUp.of(next.map(({ candidate }) => candidate.rowId));
    for (const one of next) {
      const { rowId } = one.candidate;
      if (!waiting.has(rowId)) continue;
      const group = [rowId, ...(siblings.get(rowId) ?? []).map((sibling) => sibling.rowId)];
      const found = group.map((member) => waiting.get(member)).filter((member) => member !== undefined);
      for (const member of group) waiting.delete(member);
      const isNear = ({ candidate, score }: Compared) =>
        candidate.format === format && score >= one.score - HARDLY_LESS;
      shown.push(found.find(isNear) ?? one);
    }
  }
  return shown.sort(byScore).slice(0, limit);
}

/** The siblings of plugins; those of each are looked up once. */
class SiblingLookUp {
  readonly #db: DatabaseSync;
  readonly #known = new Map<number, readonly Sibling[]>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  of(rowIds: readonly number[]): ReadonlyMap<number, readonly Sibling[]> {
    const unknown = rowIds.filter((rowId) => !this.#known.has(rowId));
    if (unknown.length > 0) {
      const found = siblingsOf(this.#db, unknown);
      for (const rowId of unknown) this.#known.set(rowId, found.get(rowId) ?? []);
    }
    return this.#known;
  }
}

/** How rare the traits of the sought plugin are. */
class Rarity {
  readonly total: number;
  readonly #counts: ReadonlyMap<number, number>;
  readonly #rarities = new Map<number, number>();

  constructor(index: DatabaseSync, { kinds, parameters: { names, words } }: PluginTraits) {
    const hashes = [...new Set([ANY_PLUGIN, ...kinds, ...names, ...words])];
    const counts = countsHaving(index, hashes);
    this.#counts = new Map(hashes.map((hash, at) => [hash, counts[at]!]));
    this.total = this.countOf(ANY_PLUGIN);
    for (const [hash, count] of this.#counts) this.#rarities.set(hash, this.#rarityAt(count));
  }

  countOf(hash: number): number {
    return this.#counts.get(hash) ?? 0;
  }

  of(hash: number): number {
    return this.#rarities.get(hash) ?? this.#rarityAt(0);
  }

  #rarityAt(count: number): number {
    return Math.log((this.total + 1) / Math.max(1, count));
  }
}

/** The rows that share most with the sought plugin, by the traits that tell most. */
function findCandidates(index: DatabaseSync, sought: PluginTraits, rarity: Rarity): number[] {
  const last = Number(
    statement(index, "select ifnull(max(id), 0) as last from likeness_entries").get()!["last"],
  );
  const shares = new Float32Array(last + 1);
  const shareOf = sharesOf(sought, rarity);
  for (const { hash, first, places } of readPostings(index, shareOf.keys())) {
    const share = shareOf.get(hash)!;
    for (let at = 0; at < places.length; at++) shares[first + places[at]!]! += share;
  }
  return largest(shares, CANDIDATES);
}

/** What each of the traits that tell most adds to the share of a plugin that has it. */
function sharesOf({ category, kinds, parameters }: PluginTraits, rarity: Rarity): Map<number, number> {
  const most = Math.max(MOST_HAVING, rarity.total * MOST_HAVING_PART);
  const shares = new Map<number, number>();
  const addAll = (weight: number, hashes: Uint32Array) => {
    const all = hashes.reduce((sum, hash) => sum + rarity.of(hash), 0);
    // One plugin alone has the trait: the sought one.
    const telling = [...hashes].filter((hash) => rarity.countOf(hash) > 1 && rarity.countOf(hash) <= most)
      .sort((a, b) => rarity.of(b) - rarity.of(a)).slice(0, MOST_SOUGHT);
    for (const hash of telling) shares.set(hash, weight * rarity.of(hash) / all);
  };
  addAll(WEIGHTS.parameters / 2, parameters.names);
  addAll(WEIGHTS.parameters / 2, parameters.words);
  const ofCategory = categoryHash(category);
  addAll(WEIGHTS.features, kinds.filter((hash) => hash !== ANY_PLUGIN && hash !== ofCategory));
  if (category !== "other") shares.set(ofCategory, WEIGHTS.category);
  return shares;
}

/** Steps in which shares are counted, instead of sorting those of all plugins. */
const STEPS = 1024;

/** The places of the largest values, which lie between 0 and 1. */
function largest(values: Float32Array, count: number): number[] {
  const inStep = new Uint32Array(STEPS);
  for (let place = 0; place < values.length; place++) {
    const value = values[place]!;
    if (value > 0) inStep[stepOf(value)]!++;
  }
  let least = STEPS - 1;
  for (let found = inStep[least]!; least > 0 && found < count; found += inStep[least]!) least--;
  const places: number[] = [];
  // Those of the last step are as good as each other, and may be most of a catalog.
  const inLast: number[] = [];
  for (let place = 0; place < values.length; place++) {
    const value = values[place]!;
    if (value <= 0) continue;
    const step = stepOf(value);
    if (step > least) places.push(place);
    else if (step === least && inLast.length < count) inLast.push(place);
  }
  return [...places, ...inLast.slice(0, Math.max(0, count - places.length))];
}

function stepOf(value: number): number {
  return Math.min(STEPS - 1, Math.floor(value * STEPS));
}

function readFeatures(db: DatabaseSync, rowId: number): string[] {
  return statement(db, "select feature from plugin_features where plugin_row_id = ? order by feature")
    .all(rowId).map(({ feature }) => String(feature));
}

/** A plugin's row as JSON, with the key of its vendor, however the plugin writes it. */
type PluginRow = readonly [
  id: number,
  format: PluginFormat,
  category: string,
  vendorKey: string | null,
  isInstrument: number,
  isMissing: number,
];

type EntryRow = [id: number, parameterCount: number, buses: number, traits: Uint8Array];

/** Reads the traits of plugins, in the order of their rows; category and vendor as they are now. */
function readTraits(db: DatabaseSync, index: DatabaseSync, rowIds: readonly number[]): ReadTraits[] {
  const ids = JSON.stringify(rowIds);
  const { found } = statement(
    db,
    `select json_group_array(json_array(id, format, category, vendor_key, is_instrument, missing_at is not null))
         as found
       from plugins where id in (select value from json_each(?))`,
  ).get(ids)!;
  const plugins = new Map(fromJson<PluginRow[]>(found)!.map((plugin) => [plugin[0], plugin]));
  const entries = rowStatement<EntryRow>(
    index,
    `select id, parameter_count, buses, traits from likeness_entries
      where id in (select value from json_each(?)) order by id`,
  ).all(ids);
  return entries.flatMap((entry) => {
    const plugin = plugins.get(entry[0]);
    return plugin === undefined ? [] : [traitsOf(plugin, entry)];
  });
}

function traitsOf(
  [rowId, format, category, vendorKey, isInstrument, isMissing]: PluginRow,
  [, count, buses, packed]: EntryRow,
): ReadTraits {
  const { kinds, parameters } = unpackTraits(packed);
  return {
    rowId,
    format,
    isMissing: isMissing === 1,
    traits: {
      category,
      kinds,
      isInstrument: isInstrument === 1,
      vendor: vendorKey ?? "",
      buses,
      parameters: { ...parameters, count },
    },
  };
}
