import { busLikeness } from "./bus_traits.ts";
import { areMeasuresUnlike, areRangesAlike } from "./parameter_measure.ts";
import { countIn, measureIn, type ParameterTraits, rangeIn } from "./parameter_traits.ts";

/** The traits of a plugin that are compared. */
export interface PluginTraits {
  /** `other` is not known. */
  readonly category: string;
  /** Hashes of features and category. */
  readonly kinds: Uint32Array;
  readonly isInstrument: boolean;
  /** The vendor in one spelling; empty if it is unknown. */
  readonly vendor: string;
  /** See {@linkcode busTraits}. */
  readonly buses: number;
  readonly parameters: ParameterTraits;
}

/** How rare a trait is among all plugins, by its hash; 0 for one that all have. */
export type RarityOf = (hash: number) => number;

/** Why two plugins are alike. */
export interface LikenessReason {
  readonly code: "category" | "features" | "parameters" | "ranges" | "words" | "buses" | "vendor";
  readonly message: string;
}

/**
 * The part of each kind of trait. What a plugin does and how it is set count
 * for most; the vendor decides only between plugins that are equal otherwise.
 */
export const WEIGHTS = { parameters: 0.45, category: 0.3, features: 0.1, buses: 0.1, vendor: 0.05 } as const;

/** The part of whole names in the likeness of parameters; the rest is that of their words. */
const PART_OF_NAMES = 0.6;

/** The part of the likeness that is left where there are no parameters to compare: the rest says little. */
const WITHOUT_PARAMETERS = 0.6;

/** The part of the likeness that is left between an instrument and an effect. */
const ACROSS_INSTRUMENTS = 0.5;

/** The part of an alike name that is left when units contradict each other, or ranges. */
const OTHER_MEASURE = 0.7;
const OTHER_RANGE = 0.9;

/** A feature that is named as a reason is had by less than a third of all plugins. */
const TELLING_RARITY = Math.log(3);

/** One kind of trait of the sought plugin, compared. */
interface Part {
  readonly weight: number;
  /** 0 to 1. */
  readonly likeness: number;
  /** Made when they are asked for: of very many plugins that are compared, few are shown. */
  readonly reasons: () => readonly LikenessReason[];
}

/** A feature of the sought plugin, beside its category. */
export interface SoughtFeature {
  readonly name: string;
  readonly hash: number;
}

/** Compares plugins with the sought one, whose traits are weighed once. */
export class LikenessMeter {
  readonly #sought: PluginTraits;
  readonly #features: readonly SoughtFeature[];
  readonly #rarityOf: RarityOf;
  readonly #names: Weights;
  readonly #words: Weights;

  constructor(sought: PluginTraits, features: readonly SoughtFeature[], rarityOf: RarityOf) {
    const { names, values, words } = sought.parameters;
    this.#sought = sought;
    this.#features = features;
    this.#rarityOf = rarityOf;
    this.#names = weightsOf(Float64Array.from(names, (name, at) => rarityOf(name) * amountOf(values[at]!)));
    this.#words = weightsOf(Float64Array.from(words, rarityOf));
  }

  /** How alike a plugin is, 0 to 1; traits that the sought one does not have do not count. */
  score(other: PluginTraits): number {
    let [weight, likeness] = [0, 0];
    for (const part of this.#compare(other)) {
      weight += part.weight;
      likeness += part.weight * part.likeness;
    }
    if (weight === 0) return 0;
    const { isInstrument, parameters } = this.#sought;
    const across = isInstrument === other.isInstrument ? 1 : ACROSS_INSTRUMENTS;
    const known = parameters.count === 0 ? WITHOUT_PARAMETERS : 1;
    return Math.min(1, likeness / weight) * across * known;
  }

  /** Why a plugin is alike. */
  reasons(other: PluginTraits): LikenessReason[] {
    return this.#compare(other).flatMap(({ reasons }) => reasons());
  }

  #compare(other: PluginTraits): Part[] {
    return [
      this.#compareCategories(other),
      this.#compareParameters(other),
      this.#compareFeatures(other),
      this.#compareBuses(other),
      this.#compareVendors(other),
    ].filter((part) => part !== undefined);
  }

  #compareCategories({ category }: PluginTraits): Part | undefined {
    if (this.#sought.category === "other") return undefined;
    const isSame = this.#sought.category === category;
    return partOf(WEIGHTS.category, isSame, { code: "category", message: "Same category" });
  }

  /** The part of the features that the other plugin has, by rarity. */
  #compareFeatures({ kinds }: PluginTraits): Part | undefined {
    const weigh = (features: readonly SoughtFeature[]) =>
      features.reduce((sum, { hash }) => sum + this.#rarityOf(hash), 0);
    const all = weigh(this.#features);
    if (all === 0) return undefined;
    const shared = this.#features.filter(({ hash }) => kinds.includes(hash));
    return {
      weight: WEIGHTS.features,
      likeness: weigh(shared) / all,
      reasons: () => this.#featureReasons(shared),
    };
  }

  #featureReasons(shared: readonly SoughtFeature[]): LikenessReason[] {
    const telling = shared.filter(({ hash }) => this.#rarityOf(hash) > TELLING_RARITY);
    const message = `Both have: ${telling.map(({ name }) => name).join(", ")}`;
    return telling.length > 0 ? [{ code: "features", message }] : [];
  }

  #compareParameters({ parameters: other }: PluginTraits): Part | undefined {
    const { parameters: sought } = this.#sought;
    if (sought.count === 0) return undefined;
    const names = compareNames(sought, this.#names, other);
    const words = compareWords(sought.words, this.#words, other.words);
    return {
      weight: WEIGHTS.parameters,
      likeness: PART_OF_NAMES * names.likeness + (1 - PART_OF_NAMES) * words.likeness,
      reasons: () => parameterReasons(sought.count, names, words.shared),
    };
  }

  #compareBuses({ buses }: PluginTraits): Part | undefined {
    if (this.#sought.buses < 0) return undefined;
    const likeness = buses < 0 ? 0 : busLikeness(this.#sought.buses, buses);
    return partOf(WEIGHTS.buses, likeness, { code: "buses", message: "Same channels" });
  }

  #compareVendors({ vendor }: PluginTraits): Part | undefined {
    if (this.#sought.vendor === "") return undefined;
    const isSame = this.#sought.vendor === vendor;
    return partOf(WEIGHTS.vendor, isSame, { code: "vendor", message: "Same vendor" });
  }
}

/** A part with a reason where nothing differs. */
function partOf(weight: number, likeness: number | boolean, reason: LikenessReason): Part {
  return { weight, likeness: Number(likeness), reasons: () => Number(likeness) === 1 ? [reason] : [] };
}

/** The weights of the sought traits, in their order. */
interface Weights {
  readonly each: Float64Array;
  readonly all: number;
}

function weightsOf(each: Float64Array): Weights {
  return { each, all: each.reduce((sum, weight) => sum + weight, 0) };
}

/** Of many parameters with one name each further one counts less: an equalizer of 31 bands is more than its gains. */
function amountOf(value: number): number {
  return Math.sqrt(countIn(value));
}

/** How alike the names of two plugins' parameters are. */
interface NamesLikeness {
  readonly likeness: number;
  readonly shared: number;
  /** Those with the same unit and about the same range. */
  readonly sameRanges: number;
}

/** The part of the sought names that the other plugin has, by rarity, and the part of its own that are sought. */
function compareNames(sought: ParameterTraits, weights: Weights, other: ParameterTraits): NamesLikeness {
  let [weight, amount, shared, sameRanges, all] = [0, 0, 0, 0, 0];
  for (const value of other.values) all += amountOf(value);
  forEachShared(sought.names, other.names, (at, otherAt) => {
    const [own, its] = [sought.values[at]!, other.values[otherAt]!];
    const count = Math.min(countIn(own), countIn(its));
    const strength = strengthOf(own, its) * Math.sqrt(count);
    weight += strength * weights.each[at]! / amountOf(own);
    amount += strength;
    shared += count;
    if (isSameMeasure(own, its)) sameRanges += count;
  });
  return { likeness: mean(weight, weights.all, amount, all), shared, sameRanges };
}

function compareWords(
  sought: Uint32Array,
  weights: Weights,
  other: Uint32Array,
): { readonly likeness: number; readonly shared: number } {
  let [weight, shared] = [0, 0];
  forEachShared(sought, other, (at) => {
    weight += weights.each[at]!;
    shared++;
  });
  return { likeness: mean(weight, weights.all, shared, other.length), shared };
}

/** Calls back with the places of each number that two rising lists share. */
function forEachShared(
  a: Uint32Array,
  b: Uint32Array,
  visit: (inA: number, inB: number) => void,
): void {
  for (let [inA, inB] = [0, 0]; inA < a.length && inB < b.length;) {
    const difference = a[inA]! - b[inB]!;
    if (difference === 0) visit(inA, inB);
    if (difference <= 0) inA++;
    if (difference >= 0) inB++;
  }
}

/** The geometric mean of two parts; 0 where there is nothing to have a part of. */
function mean(part: number, all: number, otherPart: number, otherAll: number): number {
  return all === 0 || otherAll === 0 ? 0 : Math.sqrt(part / all * otherPart / otherAll);
}

/** Words are named where they, more than whole names, make the parameters alike. */
function parameterReasons(
  count: number,
  { shared, sameRanges }: NamesLikeness,
  sharedWords: number,
): LikenessReason[] {
  const reasons: LikenessReason[] = [];
  if (shared > 0) {
    reasons.push({ code: "parameters", message: `${shared} of ${nounText(count, "parameter")} alike` });
  }
  if (sameRanges > 0) {
    reasons.push({ code: "ranges", message: `${sameRanges} with the same unit and range` });
  }
  if (sharedWords > 0 && shared * 2 < count) {
    reasons.push({ code: "words", message: `${nounText(sharedWords, "word")} of parameter names alike` });
  }
  return reasons;
}

function nounText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function strengthOf(a: number, b: number): number {
  if (areMeasuresUnlike(measureIn(a), measureIn(b))) return OTHER_MEASURE;
  return rangeIn(a) !== 0 && rangeIn(b) !== 0 && !areRangesAlike(rangeIn(a), rangeIn(b)) ? OTHER_RANGE : 1;
}

function isSameMeasure(a: number, b: number): boolean {
  return measureIn(a) === measureIn(b) && rangeIn(a) !== 0 && rangeIn(b) !== 0 &&
    areRangesAlike(rangeIn(a), rangeIn(b));
}
