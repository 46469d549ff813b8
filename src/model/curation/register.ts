/** The kinds of things that people say something about. */
export const CURATION_KINDS = ["plugin", "tag", "collection", "saved", "preset"] as const;

/** @see CURATION_KINDS */
export type CurationKind = (typeof CURATION_KINDS)[number];

/** What a register is about. */
export interface RegisterKey {
  readonly owner: string;
  readonly kind: CurationKind;
  /** A plugin's public id, the UUID of a preset of the library, else the name of a tag, a collection or a saved search. */
  readonly target: string;
  /** What is said of it, such as `favorite` or `tag:drums:kick`. */
  readonly field: string;
}

/**
 * One thing that a person has said, with the last time that they said it.
 *
 * All curation is a set of registers, and two sets are joined by taking the
 * later register of each key: a last-writer-wins element, as described by
 * Shapiro et al., "A comprehensive study of Convergent and Commutative
 * Replicated Data Types", INRIA RR-7506 (2011), section 3.2.1.
 */
export interface Register extends RegisterKey {
  /** JSON; `null` once it has been taken back. */
  readonly value: string | null;
  /** ISO 8601 in UTC with milliseconds, so that texts compare as times do. */
  readonly updatedAt: string;
  /** The catalog in which it was said. */
  readonly writer: string;
}

/** Whether a register replaces another one with the same key; the catalog's SQL says the same. */
export function isLater(a: Register, b: Register): boolean {
  const order = compareText(a.updatedAt, b.updatedAt) || compareText(a.writer, b.writer) ||
    compareText(a.value ?? "", b.value ?? "");
  return order > 0;
}

/** Joins two sets of registers; neither order nor repetition matters. */
export function mergeRegisters(a: readonly Register[], b: readonly Register[]): Register[] {
  const merged = new Map<string, Register>();
  for (const register of [...a, ...b]) {
    const key = JSON.stringify([register.owner, register.kind, register.target, register.field]);
    const known = merged.get(key);
    if (known === undefined || isLater(register, known)) merged.set(key, register);
  }
  return [...merged.values()];
}

/**
 * The time of a new register: later than all that is known, so that a clock
 * that runs behind never loses what is said now.
 *
 * Source: Kulkarni et al., "Logical Physical Clocks", OPODIS 2014, without the
 * counter, for which a millisecond stands.
 *
 * @param newest The latest time that is known, if any.
 */
export function nextTime(now: Date, newest: string | undefined): string {
  const after = newest === undefined ? 0 : Date.parse(newest) + 1;
  return new Date(Math.max(now.getTime(), after)).toISOString();
}

/** Orders as SQLite does, by the bytes of UTF-8, which is the order of code points. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const left = new TextEncoder().encode(a);
  const right = new TextEncoder().encode(b);
  const index = left.findIndex((byte, index) => byte !== right[index]);
  return index < 0 ? -1 : left[index]! - (right[index] ?? -1);
}
