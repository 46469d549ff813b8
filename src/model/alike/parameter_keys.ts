import type { Parameter } from "../plugin.ts";
import { keyOf } from "../search/search_text.ts";

/** Most parameters that are compared; more tell no more. */
const MOST_PARAMETERS = 2000;

/** Kinds of parameters that a person does not set, or that only some formats have. */
const LEFT_OUT: readonly Parameter["flags"][number][] = [
  "output",
  "read-only",
  "hidden",
  "midi-controller",
  "bypass",
];

/** Names of switches that one format of a plugin has and another leaves to the host. */
const SWITCHES: ReadonlySet<string> = new Set(["bypass", "enable", "enabled"]);

/** Units beside a name: LADSPA has no other place for them. */
const UNITS = /\([^()]*\)|\[[^[\]]*\]/g;

/** Fewest parameters that say which plugin it is. */
export const LEAST_TELLING = 6;

/** The parameters that a person sets, each by its name without its unit, run together. */
export function parameterKeys(parameters: readonly Pick<Parameter, "name" | "flags">[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const parameter of parameters) {
    if (keys.size === MOST_PARAMETERS) break;
    const key = keyOfSet(parameter);
    if (key !== undefined) keys.add(key);
  }
  keys.delete("");
  return keys;
}

/**
 * A number that is the same for the same parameters in any order, by which an
 * index finds renamed plugins; `undefined` for a plugin with too few.
 */
export function parameterFingerprint(
  parameters: readonly Pick<Parameter, "name" | "flags">[],
): number | undefined {
  if (parameters.length < LEAST_TELLING) return undefined;
  const keys = parameterKeys(parameters);
  if (keys.size < LEAST_TELLING) return undefined;
  let sum = keys.size;
  for (const key of keys) sum = (sum + (hashes.get(key) ?? hashOf(key))) % HASHES;
  return sum;
}

/** Keys and their hashes, which recur from plugin to plugin; the first ones stay. */
const keysByName = new Map<string, string>();
const hashes = new Map<string, number>();
const MOST_REMEMBERED = 8192;

/** Whether a person sets the parameter in every format of a plugin that has it. */
export function isSetByPeople(parameter: Pick<Parameter, "name" | "flags">): boolean {
  return keyOfSet(parameter) !== undefined;
}

/** The key of a parameter that a person sets. */
function keyOfSet({ name, flags }: Pick<Parameter, "name" | "flags">): string | undefined {
  for (const flag of flags) if (LEFT_OUT.includes(flag)) return undefined;
  const key = parameterKey(name);
  return SWITCHES.has(key) ? undefined : key;
}

/** A parameter's name without its unit, run together. */
export function parameterKey(name: string): string {
  const known = keysByName.get(name);
  if (known !== undefined) return known;
  const hasBrackets = name.includes("(") || name.includes("[");
  const key = (hasBrackets ? keyOf(name.replace(UNITS, " ")) : "") || keyOf(name);
  if (keysByName.size < MOST_REMEMBERED && name.length <= 64) {
    keysByName.set(name, key);
    hashes.set(key, hashOf(key));
  }
  return key;
}

/** Sums of two hashes are exact, so their order does not matter. */
const HASHES = 2 ** 51;

/** 51 bits of two hashes by FNV-1a. */
function hashOf(key: string): number {
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ (code + at), 0x01000193);
  }
  return (high >>> 13) * 2 ** 32 + (low >>> 0);
}
