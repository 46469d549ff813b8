import type { Plugin, PluginCategory } from "../plugin.ts";
import { type Categorization, categorize, isFamily } from "./category.ts";
import { kindsOfName } from "./name_category.ts";
import { kindOfParameters } from "./parameter_category.ts";

/** The category of a plugin about which nothing is known. */
const UNKNOWN = "other";

/** What the rules read of a plugin. */
export interface CategorizedPlugin extends Pick<Plugin, "format" | "name"> {
  readonly rawCategories: readonly string[];
  readonly vendor?: string | undefined;
  /** Whether it says elsewhere that it is an instrument. */
  readonly isInstrument?: boolean | undefined;
  /** Called only where neither the plugin's own category nor its name is enough. */
  readonly parameters: () => NonNullable<Plugin["parameters"]>;
}

/** Kinds of instruments; an instrument is of no other kind, and an effect of none of these. */
const INSTRUMENTS: ReadonlySet<string> = new Set([
  "drum",
  "drum-machine",
  "instrument",
  "piano",
  "sampler",
  "synthesizer",
]);

/** Confidence of each source, from agreement with lists that people have made (scripts/measure_categories.ts). */
const CONFIDENCE = { own: 1, family: 0.5, name: 0.9, weakName: 0.7, parameters: 0.6 } as const;

/**
 * The categories of a plugin, the primary one first: those that it declares,
 * those in its name, and, where both are silent, that of its parameters.
 *
 * Families of kinds, like the dynamics of VST3 or the simulators of LV2, are no
 * words of CLAP, so the name or the parameters go before them.
 */
export function categoriesOf(plugin: CategorizedPlugin): PluginCategory[] {
  const own = categorize(plugin.format, plugin.rawCategories);
  const reason = plugin.rawCategories.join("|");
  const declared = (category: string, confidence: number): PluginCategory => ({
    category,
    source: "own",
    confidence,
    reason,
  });
  const sure = own.kinds.filter((category) => !isFamily(category)).map((category) =>
    declared(category, CONFIDENCE.own)
  );
  const families = own.kinds.filter(isFamily).map((category) => declared(category, CONFIDENCE.family));
  const isPossible = possibleKinds(own, plugin);
  const named = categoriesOfName(plugin).filter(isPossible);
  if (sure.length > 0) {
    const strong = named.filter(({ confidence }) => confidence === CONFIDENCE.name);
    return eachOnce([...sure, ...strong, ...families]);
  }
  const guessed = named.length > 0 ? named : categoriesOfParameters(plugin).filter(isPossible);
  const general = own.isInstrument || plugin.isInstrument === true
    ? [declared("instrument", CONFIDENCE.family)]
    : [];
  return eachOnce([...guessed, ...general, ...families]);
}

/** A plugin with the categories that the rules find, whatever it had before. */
export function withFoundCategories<T extends Omit<CategorizedPlugin, "format" | "parameters">>(
  plugin: T,
  { format, parameters }: Pick<CategorizedPlugin, "format" | "parameters">,
): T & { category: string; categories: PluginCategory[] } {
  const { name, vendor, rawCategories, isInstrument } = plugin;
  const categories = categoriesOf({ name, vendor, rawCategories, isInstrument, format, parameters });
  return { ...plugin, category: categories[0]?.category ?? UNKNOWN, categories };
}

function categoriesOfName({ name, vendor = "" }: CategorizedPlugin): PluginCategory[] {
  return kindsOfName(name, vendor).map(({ category, words, isWeak }) => ({
    category,
    source: "name",
    confidence: isWeak ? CONFIDENCE.weakName : CONFIDENCE.name,
    reason: words,
  }));
}

function categoriesOfParameters({ parameters }: CategorizedPlugin): PluginCategory[] {
  const found = kindOfParameters(parameters());
  if (found === undefined) return [];
  const { category, names } = found;
  return [{ category, source: "parameters", confidence: CONFIDENCE.parameters, reason: names.join(", ") }];
}

/** Tells the kinds that a plugin can be of, if it says whether it is an instrument or an effect. */
function possibleKinds(
  { isInstrument, features }: Categorization,
  plugin: CategorizedPlugin,
): (one: PluginCategory) => boolean {
  if (isInstrument || plugin.isInstrument === true) return ({ category }) => INSTRUMENTS.has(category);
  if (features.includes("audio-effect")) return ({ category }) => !INSTRUMENTS.has(category);
  return () => true;
}

function eachOnce(categories: readonly PluginCategory[]): PluginCategory[] {
  const known = new Set<string>();
  return categories.filter(({ category }) => !known.has(category) && known.add(category));
}
