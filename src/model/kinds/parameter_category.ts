import type { Parameter } from "../plugin.ts";
import { wordsOfName } from "./name_category.ts";

/** A kind of plugin with the parameters that speak for it. */
export interface ParameterKind {
  readonly category: string;
  /** Names of parameters as the plugin writes them, one for each word of the rule. */
  readonly names: readonly string[];
}

/** What the parameters of a kind of plugin are called. */
interface Rule {
  readonly category: string;
  /** Groups of words: a parameter must have a word of each group. */
  readonly all: readonly (readonly string[])[];
  /** Words that no parameter may have. */
  readonly none?: readonly string[];
  /** Smallest number of parameters with a word of the first group. */
  readonly atLeast?: number;
}

const LFO = ["rate", "lfo", "speed"];
const DECAY = ["decay", "reverb", "rt", "tail", "roomsize", "room", "size"];
const OSCILLATOR = ["osc", "oscillator", "dco", "vco", "waveform", "envelope", "env", "sustain", "velocity"];
const THRESHOLD = ["threshold", "thresh", "thr"];

/**
 * The rules, strongest first. Gain, level, mix, attack and the like are in
 * plugins of all kinds, so no rule rests on one of them.
 */
const RULES: readonly Rule[] = [
  { category: "reverb", all: [DECAY, ["damp", "damping", "diffusion", "predelay", "reflections", "early"]] },
  { category: "gate", all: [THRESHOLD, ["hold"], ["range", "reduction", "hysteresis", "close"]] },
  { category: "compressor", all: [THRESHOLD, ["ratio"], ["attack", "release", "knee", "makeup"]] },
  {
    category: "limiter",
    all: [["ceiling", "limit"], ["release", "threshold", "lookahead"]],
    none: ["ratio"],
  },
  {
    category: "equalizer",
    all: [["freq", "frequency", "hz", "khz"], ["gain", "level", "db"], ["q", "bandwidth", "bw"]],
    none: OSCILLATOR,
    atLeast: 3,
  },
  { category: "phaser", all: [LFO, ["depth", "feedback"], ["stages", "poles", "notches"]], none: OSCILLATOR },
  { category: "chorus", all: [LFO, ["depth", "width"], ["voices", "voice"]], none: OSCILLATOR },
  { category: "flanger", all: [LFO, ["depth", "width"], ["delay"], ["feedback", "regen"]], none: OSCILLATOR },
  { category: "delay", all: [["delay", "time", "bpm"], ["feedback"]], none: [...OSCILLATOR, ...LFO] },
  { category: "synthesizer", all: [["osc", "oscillator", "dco", "vco"], ["sustain", "cutoff"]] },
  {
    category: "filter",
    all: [["cutoff"], ["resonance", "q", "res"]],
    none: ["osc", "oscillator", "dco", "vco"],
  },
  { category: "pitch-shifter", all: [["semitone", "semitones", "cents"]], none: OSCILLATOR },
  { category: "distortion", all: [["drive", "overdrive", "distortion", "saturation"]], none: OSCILLATOR },
];

/** Most parameters to read; plugins with more are hosts, or have their rules fulfilled by then. */
const MOST_PARAMETERS = 1000;

/** The kind that a plugin's parameters speak for; most speak for none. */
export function kindOfParameters(
  parameters: readonly Pick<Parameter, "name" | "flags">[],
): ParameterKind | undefined {
  const byWord = new Map<string, string[]>();
  let count = 0;
  for (const { name, flags } of parameters) {
    if (flags.includes("midi-controller") || flags.includes("output")) continue;
    if (++count > MOST_PARAMETERS) break;
    for (const word of new Set(wordsOfName(name))) {
      const names = byWord.get(word);
      if (names === undefined) byWord.set(word, [name]);
      else names.push(name);
    }
  }
  for (const rule of RULES) {
    const names = namesFor(rule, byWord);
    if (names !== undefined) return { category: rule.category, names };
  }
  return undefined;
}

/** A parameter for each group of a rule; `undefined` if one is missing. */
function namesFor(
  { all, none = [], atLeast = 1 }: Rule,
  byWord: ReadonlyMap<string, readonly string[]>,
): string[] | undefined {
  if (none.some((word) => byWord.has(word))) return undefined;
  const found = all.map((group) => group.flatMap((word) => byWord.get(word) ?? []));
  if (found.some((names) => names.length === 0) || found[0]!.length < atLeast) return undefined;
  return [...new Set(found.map(([name]) => name!))];
}
