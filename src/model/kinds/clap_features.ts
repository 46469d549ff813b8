import { kind, type Meaning, trait } from "./category_meaning.ts";

/** Words of CLAP's `plugin-features.h` that say what a plugin does. */
const KINDS: readonly string[] = [
  "note-effect",
  "note-detector",
  "analyzer",
  "synthesizer",
  "sampler",
  "drum",
  "drum-machine",
  "filter",
  "phaser",
  "equalizer",
  "de-esser",
  "phase-vocoder",
  "granular",
  "frequency-shifter",
  "pitch-shifter",
  "distortion",
  "transient-shaper",
  "compressor",
  "expander",
  "gate",
  "limiter",
  "flanger",
  "chorus",
  "delay",
  "reverb",
  "tremolo",
  "glitch",
  "utility",
  "pitch-correction",
  "restoration",
  "multi-effects",
  "mixing",
  "mastering",
];

/** Its other words. */
const TRAITS: readonly string[] = ["instrument", "audio-effect", "mono", "stereo", "surround", "ambisonic"];

/** CLAP's own words mean themselves. */
export const CLAP_FEATURES: Readonly<Record<string, Meaning>> = Object.fromEntries([
  ...KINDS.map((word) => [word, kind(word, word)] as const),
  ...TRAITS.map((word) => [word, trait(word)] as const),
]);

/** Whether a category is a word of CLAP for what a plugin does. */
export function isClapKind(category: string): boolean {
  return KINDS.includes(category);
}
