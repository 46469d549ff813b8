import type { Parameter } from "../plugin.ts";
import type { PluginFormat } from "../plugin_format.ts";
import { wordsOf } from "../search/search_text.ts";
import { textHash } from "./text_hash.ts";
import { measureOf, rangeOf } from "./parameter_measure.ts";

/** Parameters of one name, but for its number: the gains of all bands are one trait. */
export interface ParameterTrait {
  /** The hash of the name, by which plugins share traits. */
  readonly name: number;
  readonly count: number;
  /** Unit and kind of the first one; see {@linkcode measureOf}. */
  readonly measure: number;
  /** Bounds of the first one; see {@linkcode rangeOf}. */
  readonly range: number;
}

/** Most traits of one plugin. No real one has so many names; a hostile one has any number. */
const MOST_TRAITS = 500;

/** The largest count that an entry of the index holds. */
const MOST_COUNTED = 0xffff;

/** Flags of parameters that no person sets: meters, proxies of MIDI controllers and the host's own. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
  "output",
  "read-only",
  "hidden",
  "bypass",
  "midi-controller",
]);

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

/** Words that say nothing of their own beside another word. */
const FILLERS: ReadonlySet<string> = new Set([
  "the",
  "of",
  "knob",
  "slider",
  "control",
  "param",
  "parameter",
]);

/** The traits of a plugin's parameters, by rising hash; at most {@linkcode MOST_TRAITS}. */
export function parameterTraits(
  parameters: readonly Parameter[],
  format: PluginFormat,
): { traits: ParameterTrait[]; count: number } {
  const traits = new Map<number, { -readonly [Field in keyof ParameterTrait]: ParameterTrait[Field] }>();
  let count = 0;
  for (const parameter of parameters) {
    if (parameter.flags.some((flag) => NOT_COMPARED.has(flag))) continue;
    const key = nameKey(parameter.name);
    if (key === undefined) continue;
    count++;
    const name = textHash(`parameter ${key}`);
    const known = traits.get(name);
    if (known !== undefined) known.count = Math.min(MOST_COUNTED, known.count + 1);
    else if (traits.size < MOST_TRAITS) {
      traits.set(name, { name, count: 1, measure: measureOf(parameter), range: rangeOf(parameter, format) });
    }
  }
  return { traits: [...traits.values()].sort((a, b) => a.name - b.name), count };
}

/** The words of a name in one spelling and order, without numbers; `undefined` for the host's parameters. */
function nameKey(name: string): string | undefined {
  const words = wordsOf(name);
  if (HOST_NAMES.has(words.join(""))) return undefined;
  const telling = words.filter((word) => !/^\p{N}+$/u.test(word) && !FILLERS.has(word));
  if (telling.length === 0) return words.join(" ") || name.trim() || undefined;
  return telling.map((word) => SHORT_FORMS.get(word) ?? word).sort().join(" ");
}
