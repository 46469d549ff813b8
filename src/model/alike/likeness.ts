import { busLikeness } from "./bus_traits.ts";
import { areMeasuresUnlike, areRangesAlike } from "./parameter_measure.ts";
import type { ParameterTrait } from "./parameter_traits.ts";

/** The traits of a plugin that are compared. */
export interface PluginTraits {
  /** `other` is not known. */
  readonly category: string;
  readonly features: readonly string[];
  readonly isInstrument: boolean;
  /** The vendor in one spelling; empty if it is unknown. */
  readonly vendor: string;
  /** See {@linkcode busTraits}. */
  readonly buses: number;
  /** By rising hash of the name. */
  readonly parameters: readonly ParameterTrait[];
  /** Parameters that count, also those beyond the bound of {@linkcode parameters}. */
  readonly parameterCount: number;
}

/** How rare a trait is among all plugins; 0 for one that all have. */
export interface Rarities {
  readonly ofFeature: (feature: string) => number;
  readonly ofParameter: (name: number) => number;
}

/** Why two plugins are alike. */
export interface LikenessReason {
  readonly code: "category" | "features" | "parameters" | "ranges" | "buses" | "vendor";
  readonly message: string;
}

/** How alike two plugins are, 0 to 1, and why. */
export interface Likeness {
  readonly score: number;
  readonly reasons: readonly LikenessReason[];
}

/**
 * The part of each kind of trait. What a plugin does and how it is set count
 * for most; the vendor decides only between plugins that are equal otherwise.
 */
export const WEIGHTS = { parameters: 0.45, category: 0.3, features: 0.1, buses: 0.1, vendor: 0.05 } as const;

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
  readonly reasons: readonly LikenessReason[];
}

/** Compares a plugin with the sought one; traits that the sought one does not have do not count. */
export function compareTraits(sought: PluginTraits, other: PluginTraits, rarities: Rarities): Likeness {
  const parts = [
    compareCategories(sought, other),
    compareParameters(sought, other, rarities),
    compareFeatures(sought, other, rarities),
    compareBuses(sought, other),
    compareVendors(sought, other),
  ].filter((part) => part !== undefined);
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  if (weight === 0) return { score: 0, reasons: [] };
  const likeness = parts.reduce((sum, part) => sum + part.weight * part.likeness, 0) / weight;
  const score = sought.isInstrument === other.isInstrument ? likeness : likeness * ACROSS_INSTRUMENTS;
  return { score: Math.min(1, score), reasons: parts.flatMap(({ reasons }) => reasons) };
}

function compareCategories(sought: PluginTraits, other: PluginTraits): Part | undefined {
  if (sought.category === "other") return undefined;
  const isSame = sought.category === other.category;
  return {
    weight: WEIGHTS.category,
    likeness: Number(isSame),
    reasons: isSame ? [{ code: "category", message: "Same category" }] : [],
  };
}

/** The features beside the category, each by its rarity. */
function compareFeatures(
  sought: PluginTraits,
  other: PluginTraits,
  { ofFeature }: Rarities,
): Part | undefined {
  const [own, others] = [sought, other].map(({ features, category }) =>
    new Set(features.filter((feature) => feature !== category))
  ) as [Set<string>, Set<string>];
  const weigh = (features: Set<string>) =>
    [...features].reduce((sum, feature) => sum + ofFeature(feature), 0);
  const all = weigh(own.union(others));
  if (own.size === 0 || all === 0) return undefined;
  const shared = own.intersection(others);
  const telling = [...shared].filter((feature) => ofFeature(feature) > TELLING_RARITY);
  return {
    weight: WEIGHTS.features,
    likeness: weigh(shared) / all,
    reasons: telling.length > 0 ? [{ code: "features", message: `Both have: ${telling.join(", ")}` }] : [],
  };
}

/**
 * The part of the sought parameters that the other plugin has, by rarity, and
 * the part of its own that are sought. Of many parameters with one name each
 * further one counts less: an equalizer of 31 bands is more than its gains.
 */
function compareParameters(
  sought: PluginTraits,
  other: PluginTraits,
  { ofParameter }: Rarities,
): Part | undefined {
  if (sought.parameterCount === 0) return undefined;
  let [sharedRare, shared, count, sameRanges] = [0, 0, 0, 0];
  for (const [own, its] of pairs(sought.parameters, other.parameters)) {
    const common = Math.min(own.count, its.count);
    const amount = Math.sqrt(common) * strengthOf(own, its);
    sharedRare += amount * ofParameter(own.name);
    shared += amount;
    count += common;
    if (isSameMeasure(own, its)) sameRanges += common;
  }
  const rare = sum(sought.parameters, ({ name }) => ofParameter(name));
  const all = sum(other.parameters, () => 1);
  // Of parameters that all plugins have, none is rare.
  const likeness = rare === 0 || all === 0 ? 0 : Math.sqrt(sharedRare / rare * shared / all);
  return { weight: WEIGHTS.parameters, likeness, reasons: parameterReasons(sought, count, sameRanges) };
}

function parameterReasons(
  { parameterCount }: PluginTraits,
  count: number,
  sameRanges: number,
): LikenessReason[] {
  if (count === 0) return [];
  const nouns = parameterCount === 1 ? "parameter" : "parameters";
  return [
    { code: "parameters", message: `${count} of ${parameterCount} ${nouns} alike` },
    ...sameRanges > 0
      ? [{ code: "ranges", message: `${sameRanges} with the same unit and range` } as const]
      : [],
  ];
}

function sum(traits: readonly ParameterTrait[], weigh: (trait: ParameterTrait) => number): number {
  return traits.reduce((total, trait) => total + Math.sqrt(trait.count) * weigh(trait), 0);
}

/** The traits of two plugins that have one name; both lists rise. */
function* pairs(
  own: readonly ParameterTrait[],
  others: readonly ParameterTrait[],
): Generator<[ParameterTrait, ParameterTrait]> {
  let at = 0;
  for (const trait of own) {
    while (at < others.length && others[at]!.name < trait.name) at++;
    if (others[at]?.name === trait.name) yield [trait, others[at]!];
  }
}

function strengthOf(a: ParameterTrait, b: ParameterTrait): number {
  if (areMeasuresUnlike(a.measure, b.measure)) return OTHER_MEASURE;
  return a.range !== 0 && b.range !== 0 && !areRangesAlike(a.range, b.range) ? OTHER_RANGE : 1;
}

function isSameMeasure(a: ParameterTrait, b: ParameterTrait): boolean {
  return a.measure === b.measure && a.range !== 0 && b.range !== 0 && areRangesAlike(a.range, b.range);
}

function compareBuses(sought: PluginTraits, other: PluginTraits): Part | undefined {
  if (sought.buses < 0) return undefined;
  if (other.buses < 0) return { weight: WEIGHTS.buses, likeness: 0, reasons: [] };
  const likeness = busLikeness(sought.buses, other.buses);
  return {
    weight: WEIGHTS.buses,
    likeness,
    reasons: likeness === 1 ? [{ code: "buses", message: "Same channels" }] : [],
  };
}

function compareVendors(sought: PluginTraits, other: PluginTraits): Part | undefined {
  if (sought.vendor === "") return undefined;
  const isSame = sought.vendor === other.vendor;
  return {
    weight: WEIGHTS.vendor,
    likeness: Number(isSame),
    reasons: isSame ? [{ code: "vendor", message: "Same vendor" }] : [],
  };
}
