import type { Parameter } from "../plugin.ts";
import { quantityOf } from "./displayed_text.ts";

/** How two parameters were found to belong together. */
export const PARAMETER_MATCHES = ["id", "name", "unit"] as const;

/**
 * By the same id, the same name, or similar names and the same unit.
 *
 * @see PARAMETER_MATCHES
 */
export type ParameterMatch = (typeof PARAMETER_MATCHES)[number];

/** Two parameters of two plugins that do the same, as far as names tell. */
export interface ParameterPair {
  readonly from: Parameter;
  readonly to: Parameter;
  readonly matchedBy: ParameterMatch;
}

/** The parameters of two plugins, paired. */
export interface MatchedParameters {
  /** In the order of the first plugin. */
  readonly pairs: readonly ParameterPair[];
  /** Parameters of the first plugin without a counterpart. */
  readonly onlyFrom: readonly Parameter[];
  /** Parameters of the second plugin without a counterpart. */
  readonly onlyTo: readonly Parameter[];
}

/** Flags of parameters that no preset sets: meters, those that plugins hide from people, and stand-ins for MIDI. */
const UNSETTABLE: readonly Parameter["flags"][number][] = [
  "read-only",
  "output",
  "hidden",
  "midi-controller",
];

/** Whether a preset can set a parameter. */
export function isSettable({ flags }: Pick<Parameter, "flags">): boolean {
  return !flags.some((flag) => UNSETTABLE.includes(flag));
}

/** Least likeness of two names for a match by unit. */
const LEAST_LIKENESS = 0.5;

/**
 * Pairs the parameters of two plugins, each at most once, leaving out those
 * that no preset can set. Names are compared without capitals, signs and what
 * stands in brackets.
 *
 * @param hasSameIds Whether both are the same plugin in the same format, whose ids mean the same.
 */
export function matchParameters(
  from: readonly Parameter[],
  to: readonly Parameter[],
  hasSameIds: boolean,
): MatchedParameters {
  const left = from.filter(isSettable);
  const matching = new Matching(to.filter(isSettable));
  if (hasSameIds) matching.pair(left, "id", (one, two) => one.id === two.id ? 1 : 0);
  // Several parameters of one name belong together by their groups, then by their order.
  matching.pair(left, "name", (one, two) => fullName(one) === fullName(two) ? 1 : 0);
  matching.pair(left, "name", (one, two) => plainName(one) === plainName(two) ? 1 : 0);
  matching.pairBest(left, "unit", likeness);
  return {
    pairs: left.flatMap((parameter) => matching.pairOf(parameter) ?? []),
    onlyFrom: left.filter((parameter) => matching.pairOf(parameter) === undefined),
    onlyTo: matching.rest,
  };
}

/** Collects pairs; a parameter that has a partner gets no other. */
class Matching {
  readonly #pairs = new Map<Parameter, ParameterPair>();
  readonly #free: Set<Parameter>;

  constructor(to: readonly Parameter[]) {
    this.#free = new Set(to);
  }

  get rest(): Parameter[] {
    return [...this.#free];
  }

  pairOf(from: Parameter): ParameterPair | undefined {
    return this.#pairs.get(from);
  }

  /** Pairs each with the first one that fits. */
  pair(
    left: readonly Parameter[],
    matchedBy: ParameterMatch,
    fits: (one: Parameter, two: Parameter) => number,
  ): void {
    for (const from of left) {
      if (this.#pairs.has(from)) continue;
      const to = this.rest.find((candidate) => fits(from, candidate) > 0);
      if (to !== undefined) this.#add({ from, to, matchedBy });
    }
  }

  /** Pairs those that are most alike first. */
  pairBest(
    left: readonly Parameter[],
    matchedBy: ParameterMatch,
    score: (one: Parameter, two: Parameter) => number,
  ): void {
    const candidates = left.filter((from) => !this.#pairs.has(from)).flatMap((from) =>
      this.rest.map((to) => ({ from, to, score: score(from, to) }))
    ).filter(({ score }) => score >= LEAST_LIKENESS);
    for (const { from, to } of candidates.sort((a, b) => b.score - a.score)) {
      if (!this.#pairs.has(from) && this.#free.has(to)) this.#add({ from, to, matchedBy });
    }
  }

  #add(pair: ParameterPair): void {
    this.#pairs.set(pair.from, pair);
    this.#free.delete(pair.to);
  }
}

function fullName(parameter: Parameter): string {
  return `${letters(parameter.group)}/${letters(parameter.name)}`;
}

/** The name without brackets, unless nothing else is left. */
function plainName({ name }: Parameter): string {
  return letters(name.replace(BRACKETS, "")) || letters(name);
}

const BRACKETS = /[([][^)\]]*[)\]]/g;

function letters(text: string): string {
  return text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** The part of words that two names share, if kind and unit agree; else 0. */
function likeness(one: Parameter, two: Parameter): number {
  if (isSwitch(one) !== isSwitch(two)) return 0;
  const [a, b] = [unitOf(one), unitOf(two)];
  if (a !== "" && b !== "" && a !== b) return 0;
  const [first, second] = [words(one.name), words(two.name)];
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared / Math.max(1, Math.min(first.size, second.size));
}

function isSwitch({ flags, stepCount }: Parameter): boolean {
  return flags.includes("toggle") || flags.includes("bypass") || stepCount === 1;
}

/** Words that say too little to match by. */
const WEAK_WORDS = new Set(["the", "of", "to", "in", "out", "a", "b", "l", "r", "left", "right"]);

function words(name: string): Set<string> {
  const all = name.replace(BRACKETS, "").normalize("NFKD").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(all.filter((word) => !WEAK_WORDS.has(word) && !/^\d+$/.test(word)));
}

/** The plain unit of a parameter: its own, the one in its texts, or the one in brackets behind its name. */
export function unitOf(parameter: Parameter): string {
  const candidates = [
    `0 ${parameter.unit}`,
    parameter.maximumText,
    parameter.defaultText,
    `0 ${unitInName(parameter)}`,
  ];
  return candidates.map((text) => quantityOf(text)?.unit ?? "").find((unit) => unit !== "") ?? "";
}

/** Units as they stand in brackets behind names. */
const UNITS_IN_NAMES =
  /[([]\s*(dB|k?Hz|m?s|msec|sec|seconds|%|percent|bpm|cents?|semitones?|octaves?)\s*[)\]]/i;

/** The unit in brackets behind a name, which stands for the texts of a format that has none; empty without one. */
export function unitInName({ name }: Pick<Parameter, "name">): string {
  return UNITS_IN_NAMES.exec(name)?.[1] ?? "";
}
