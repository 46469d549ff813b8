import { kind, type Meaning, trait } from "./category_meaning.ts";
import { CLAP_FEATURES, isClapKind } from "./clap_features.ts";
import { LV2_CLASSES, LV2_PARENTS } from "./lv2_classes.ts";
import type { PluginFormat } from "../plugin_format.ts";

/** A plugin's own categories in our words. */
export interface Categorization {
  /** The most specific known kind, or `other`. */
  readonly category: string;
  /** All known kinds, the most specific first. */
  readonly kinds: readonly string[];
  /** Words of CLAP's `plugin-features.h`. */
  readonly features: string[];
  readonly isInstrument: boolean;
}

/**
 * VST3 sub-categories (`PlugType` in `ivstaudioprocessor.h`) by lower-case
 * word. `dynamics`, `modulation` and others that CLAP lacks are our own
 * categories, not features.
 */
const VST3_WORDS: Readonly<Record<string, Meaning>> = {
  "fx": trait("audio-effect"),
  "instrument": trait("instrument"),
  "analyzer": kind("analyzer", "analyzer"),
  "bass": kind("bass"),
  "channel strip": kind("channel-strip", "mixing"),
  "delay": kind("delay", "delay"),
  "distortion": kind("distortion", "distortion"),
  "drums": kind("drum", "drum"),
  "drum": kind("drum", "drum"),
  "dynamics": kind("dynamics"),
  "eq": kind("equalizer", "equalizer"),
  "filter": kind("filter", "filter"),
  "generator": kind("generator"),
  "guitar": kind("guitar"),
  "mastering": kind("mastering", "mastering"),
  "microphone": kind("microphone"),
  "modulation": kind("modulation"),
  "network": kind("network"),
  "piano": kind("piano"),
  "pitch shift": kind("pitch-shifter", "pitch-shifter"),
  "restoration": kind("restoration", "restoration"),
  "reverb": kind("reverb", "reverb"),
  "sampler": kind("sampler", "sampler"),
  "spatial": kind("spatial"),
  "surround": trait("surround"),
  "synth": kind("synthesizer", "synthesizer"),
  "tools": kind("utility", "utility"),
  "up-downmix": kind("utility", "utility"),
  "vocals": kind("vocals"),
  "ambisonics": trait("ambisonic"),
  "mono": trait("mono"),
  "stereo": trait("stereo"),
};

/** The words of all formats in one spelling, since plugins also use words of other formats. */
const ANY_WORDS: Readonly<Record<string, Meaning>> = {
  ...inOneForm(LV2_CLASSES),
  ...inOneForm(VST3_WORDS),
  ...CLAP_FEATURES,
};

function inOneForm(words: Readonly<Record<string, Meaning>>): Record<string, Meaning> {
  return Object.fromEntries(Object.entries(words).map(([word, meaning]) => [oneForm(word), meaning]));
}

function oneForm(word: string): string {
  return className(word).toLowerCase().replaceAll(/[ _]/g, "-");
}

/** A class of LV2 without the "lv2:" or the URI before it and the "Plugin" at its end. */
function className(word: string): string {
  return word.replace(/^(?:lv2:|.*[#/])(?=.)/, "").replace(/(?<=.)Plugin$/i, "");
}

/**
 * Words that say where a plugin is used rather than what it does, or that name
 * a whole family: any other kind beside them is more specific.
 */
const BROAD_CATEGORIES: readonly string[] = [
  "utility",
  "generator",
  "mastering",
  "mixing",
  "modulation",
  "multi-effects",
  "dynamics",
  "simulation",
  "spectral",
  "note-effect",
  "note-detector",
  "bass",
  "guitar",
  "vocals",
  "microphone",
  "network",
];

/**
 * Broad categories that are not words of CLAP: a name that says more goes
 * before them.
 */
const FAMILIES: ReadonlySet<string> = new Set(BROAD_CATEGORIES.filter((category) => !isClapKind(category)));

/** Whether a category names a family of kinds, or a use, rather than a kind. */
export function isFamily(category: string): boolean {
  return FAMILIES.has(category);
}

/** Kinds that say no more of an instrument than that it is one. */
const NO_KINDS_OF_INSTRUMENT: readonly (string | undefined)[] = [undefined, "generator"];

/** Reads a plugin's own categories; its name and parameters play no part. */
export function categorize(format: PluginFormat, rawCategories: readonly string[]): Categorization {
  // Several words in one, as in the class infos of VST3, are found in any format.
  const meanings = meaningsOf(format, rawCategories.flatMap((words) => words.split("|")));
  const features = [...new Set(meanings.flatMap((meaning) => meaning.features))];
  const categories = meanings.flatMap((meaning) => meaning.category ?? []);
  const isBroad = (category: string) => BROAD_CATEGORIES.includes(category);
  const kinds = [...new Set([...categories.filter((one) => !isBroad(one)), ...categories.filter(isBroad)])];
  const [category] = kinds;
  const isInstrument = features.includes("instrument");
  return {
    category: isInstrument && NO_KINDS_OF_INSTRUMENT.includes(category) ? "instrument" : category ?? "other",
    kinds,
    features,
    isInstrument,
  };
}

function meaningsOf(format: PluginFormat, rawCategories: readonly string[]): Meaning[] {
  const words = rawCategories.map((word) => word.trim());
  switch (format) {
    case "clap":
      return words.flatMap((word) => meaningOf(CLAP_FEATURES, word.toLowerCase()));
    case "lv2":
    case "ladspa":
      return mostSpecific(words).flatMap((word) => meaningOf(LV2_CLASSES, word));
    default:
      return words.flatMap((word) => meaningOf(VST3_WORDS, word.toLowerCase()));
  }
}

/** The meaning of a word in its own format, else in any other. */
function meaningOf(table: Readonly<Record<string, Meaning>>, word: string): Meaning[] {
  const meaning = own(table, word);
  return meaning.length > 0 ? meaning : own(ANY_WORDS, oneForm(word));
}

/** The classes that are not parents of another class of the same plugin, without "Plugin" at their end. */
function mostSpecific(classes: readonly string[]): string[] {
  const names = classes.map(className);
  const parents = new Set(names.flatMap((name) => own(LV2_PARENTS, name)).flat());
  return names.filter((name) => !parents.has(name));
}

/** Own values only, as a list of one or none: plugins may use the word "constructor". */
function own<T>(table: Readonly<Record<string, T>>, word: string): T[] {
  return Object.hasOwn(table, word) ? [table[word]!] : [];
}
