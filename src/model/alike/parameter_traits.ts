import type { Parameter } from "../plugin.ts";
import type { PluginFormat } from "../plugin_format.ts";
import { wordsOf } from "../search/search_text.ts";
import { isSetByPeople } from "./parameter_keys.ts";
import { textHash } from "./text_hash.ts";
import { measureOf, rangeOf } from "./parameter_measure.ts";

/** Most traits of one plugin. No real one has so many names; a hostile one has any number. */
const MOST_TRAITS = 500;

/** The largest count that an entry of the index holds. */
const MOST_COUNTED = 0xffff;

/** Names of parameters that belong to the host or its wrapper, run together. */
const HOST_NAMES: ReadonlySet<string> = new Set(
  [
    ...["bypass", "softbypass", "enable", "enabled", "active", "power", "on", "onoff"],
    ...["buffersize", "blocksize", "samplerate", "latency", "lv2latency", "freewheel", "freewheeling"],
    ...["program", "preset", "midichannel", "reset"],
  ],
);

/** Short forms in names, with the words that other plugins write out. */
const SHORT_FORMS: ReadonlyMap<string, string> = new Map(Object.entries({
  amt: "amount",
  frq: "frequency",
  bw: "bandwidth",
  q: "bandwidth",
  quality: "bandwidth",
  predelay: "delay",
  damp: "damping",
  att: "attack",
  dly: "delay",
  env: "envelope",
  fb: "feedback",
  fdbk: "feedback",
  filt: "filter",
  freq: "frequency",
  frequ: "frequency",
  hf: "high",
  hi: "high",
  in: "input",
  len: "length",
  lf: "low",
  lo: "low",
  lvl: "level",
  mod: "modulation",
  osc: "oscillator",
  out: "output",
  rel: "release",
  res: "resonance",
  thr: "threshold",
  thresh: "threshold",
  treshold: "threshold",
  vel: "velocity",
  vol: "volume",
}));

/** Words that say nothing of their own beside another word; LADSPA has units in names. */
const FILLERS: ReadonlySet<string> = new Set(
  [
    ...["the", "of", "knob", "slider", "control", "param", "parameter"],
    ...["hz", "khz", "db", "ms", "sec", "seconds", "semitones", "cents", "percent", "bpm"],
  ],
);

/** Places of one parameter among others, which leave two names alike. */
const PLACES: ReadonlySet<string> = new Set([
  ...["left", "right", "mid", "side"],
  ..."abcdefghijklmnoprstuvwxyz",
]);

/**
 * The traits of a plugin's parameters, as hashes in rising order, which two
 * plugins compare in one pass.
 */
export interface ParameterTraits {
  /** Names without numbers: the gains of all bands are one trait. */
  readonly names: Uint32Array;
  /** Of each name, in the same order, what {@linkcode countIn}, {@linkcode measureIn} and {@linkcode rangeIn} read. */
  readonly values: Uint32Array;
  /** The words of the names: "decay" makes "Decay" and "Decay Time" somewhat alike. */
  readonly words: Uint32Array;
  /** Parameters that count, also those beyond {@linkcode MOST_TRAITS}. */
  readonly count: number;
}

/** The number of parameters with a name. */
export function countIn(value: number): number {
  return value >>> 16;
}

/** Unit and kind of the first parameter with a name; see {@linkcode measureOf}. */
export function measureIn(value: number): number {
  return value >>> 8 & 0xff;
}

/** Bounds of the first parameter with a name; see {@linkcode rangeOf}. */
export function rangeIn(value: number): number {
  return value & 0xff;
}

/** The traits of a plugin's parameters. Of names and words each, there are at most {@linkcode MOST_TRAITS}. */
export function parameterTraits(parameters: readonly Parameter[], format: PluginFormat): ParameterTraits {
  const traits = new Map<number, { count: number; readonly first: Parameter }>();
  const words = new Set<number>();
  let count = 0;
  for (const parameter of parameters) {
    if (!isSetByPeople(parameter)) continue;
    const telling = tellingWords(parameter.name);
    if (telling.length === 0) continue;
    count++;
    for (const word of telling) if (words.size < MOST_TRAITS) words.add(textHash(`word ${word}`));
    const name = textHash(`parameter ${telling.join(" ")}`);
    const known = traits.get(name);
    if (known !== undefined) known.count = Math.min(MOST_COUNTED, known.count + 1);
    else if (traits.size < MOST_TRAITS) traits.set(name, { count: 1, first: parameter });
  }
  const names = Uint32Array.from(traits.keys()).sort();
  const values = names.map((name) => {
    const { count, first } = traits.get(name)!;
    return count << 16 | measureOf(first) << 8 | rangeOf(first, format);
  });
  return { names, values, words: Uint32Array.from(words).sort(), count };
}

/** The words of a name in one spelling and order, without numbers and the like; none for the host's parameters. */
function tellingWords(name: string): string[] {
  const words = wordsOf(name);
  if (HOST_NAMES.has(words.join(""))) return [];
  const named = words.filter((word) => !/^\p{N}+$/u.test(word) && !FILLERS.has(word));
  const telling = named.filter((word) => !PLACES.has(word));
  const kept = [telling, named, words].find((some) => some.length > 0) ?? [name.trim()];
  return [...new Set(kept.map((word) => SHORT_FORMS.get(word) ?? word))].filter((word) => word !== "").sort();
}
