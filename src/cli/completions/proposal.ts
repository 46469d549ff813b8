/** A word that a person may be typing. */
export interface Proposal {
  /** The word from the answer's prefix on. */
  readonly value: string;
  /** Its meaning in a few words; bash does not show it. */
  readonly about?: string;
  /** Whether the word goes on, so that no space follows it: `vendor:`. */
  readonly isOpen?: boolean;
}

/** How a word can go on. */
export interface Completion {
  /** The part of the word that stays as typed, before each proposal: `--format=vst3,`. */
  readonly prefix: string;
  readonly proposals: readonly Proposal[];
  /** Set where the shell completes the names of files or folders itself, unless there are proposals. */
  readonly paths?: "files" | "folders";
}

/** Characters that would break a line or hide in it: controls, separators, lone surrogates, and marks of direction. */
const UNSAFE = String.raw`[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]`;

/** Plain ASCII needs no Unicode tables, which take longer to load than the rest. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Whether a text may be put into a line. A name with control characters cannot
 * be typed, and fish expands a tilde at the beginning; such a plugin is proposed
 * by its id.
 */
export function isTypeable(text: string): boolean {
  if (text.startsWith("~")) return false;
  return PLAIN.test(text) || !new RegExp(UNSAFE, "u").test(text);
}

/** The proposals that continue a text, in any case, each once. */
export function continuing(typed: string, proposals: Iterable<Proposal>): Proposal[] {
  const begun = new Map<string, Proposal>();
  const start = typed.toLowerCase();
  for (const proposal of proposals) {
    const { value } = proposal;
    const isMeant = value !== "" && value.toLowerCase().startsWith(start) && isTypeable(value);
    if (isMeant && !begun.has(value)) begun.set(value, proposal);
  }
  return [...begun.values()];
}

/**
 * At most so many of a sorted list, always with its last one: what these have
 * in common, all have in common.
 */
export function firstAndLast<T>(sorted: readonly T[], most: number): readonly T[] {
  return sorted.length <= most ? sorted : [...sorted.slice(0, most - 1), sorted.at(-1)!];
}

/** The completion of the rest of a word, behind a part that stays. */
export function behind(start: string, completion: Completion): Completion {
  return { ...completion, prefix: start + completion.prefix };
}

/** Proposals for the last part of a list with commas, without those that it has already. */
export function listed(typed: string, proposals: readonly Proposal[]): Completion {
  const parts = typed.split(",");
  const last = parts.pop()!;
  return {
    prefix: typed.slice(0, typed.length - last.length),
    proposals: proposals.filter(({ value }) => !parts.includes(value)),
  };
}

/** Values that continue what is typed from its first character on. */
export function plain(proposals: readonly Proposal[]): Completion {
  return { prefix: "", proposals };
}
