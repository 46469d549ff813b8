/** Tells a kind, or the name of a file, from a word of a name: no typed word contains it, and the index treats it as a letter. */
const KIND_MARK = "·";

/** A word of a plugin's kind as the indexes store it. */
export function markedKind(word: string): string {
  return KIND_MARK + word;
}

/** The name of a file as the index stores it run together, which tells it from its words. */
export function markedFile(key: string): string {
  return KIND_MARK + key;
}

/** Shortest and longest name of a file that is found run together; nearly everything begins like a shorter one. */
export const SHORTEST_FILE_RUN = 6;
export const LONGEST_FILE_RUN = 48;

/** Shortest word in which typing errors are corrected, in letters. */
export const SHORTEST_TERM = 3;
export const LONGEST_TERM = 32;
