import type { PluginFormat } from "./plugin_format.ts";

/** A plugin's own categories in our words. */
export interface Categorization {
  /** The most specific kind that is known, `other` where nothing is. */
  readonly category: string;
  /** Words of CLAP's `plugin-features.h`. */
  readonly features: string[];
  readonly isInstrument: boolean;
}

/** What one word of a plugin format says. */
interface Meaning {
  /** The kind of plugin, when the word says one; CLAP's word where CLAP has one. */
  readonly category?: string;
  readonly features: readonly string[];
}

function kind(category: string, ...features: string[]): Meaning {
  return { category, features };
}

function trait(...features: string[]): Meaning {
  return { features };
}

/**
 * VST3 sub-categories (`PlugType` in `ivstaudioprocessor.h`) by lower-case
 * word. `dynamics`, `modulation` and others that CLAP lacks are categories of
 * ours and no features.
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

/**
 * Words that say where a plugin is used rather than what it does, or that hold
 * a whole family: any other kind beside them is more specific.
 */
const BROAD_CATEGORIES: readonly string[] = [
  "utility",
  "generator",
  "mastering",
  "modulation",
  "dynamics",
  "bass",
  "guitar",
  "vocals",
  "microphone",
  "network",
];

/** Reads a plugin's own categories; its name and parameters play no part. */
export function categorize(_format: PluginFormat, rawCategories: readonly string[]): Categorization {
  const meanings = rawCategories.flatMap((word) => VST3_WORDS[word.trim().toLowerCase()] ?? []);
  const features = [...new Set(meanings.flatMap((meaning) => meaning.features))];
  const categories = meanings.flatMap((meaning) => meaning.category ?? []);
  const specific = categories.find((category) => !BROAD_CATEGORIES.includes(category));
  return {
    category: specific ?? categories[0] ?? "other",
    features,
    isInstrument: features.includes("instrument"),
  };
}
