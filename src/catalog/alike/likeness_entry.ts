import { textHash } from "../../model/alike/text_hash.ts";
import type { ParameterTrait } from "../../model/alike/parameter_traits.ts";

// Entries and postings are read and written on one machine, and every machine
// that Deno runs on has the low byte first: typed arrays are stored as they are.

/** Words of a parameter's trait: the hash of its name; then count, measure and range. */
const WORDS_PER_TRAIT = 2;

/** Traits of parameters as a blob. */
export function packTraits(traits: readonly ParameterTrait[]): Uint8Array {
  const words = new Uint32Array(traits.length * WORDS_PER_TRAIT);
  for (const [index, { name, count, measure, range }] of traits.entries()) {
    words[index * WORDS_PER_TRAIT] = name;
    words[index * WORDS_PER_TRAIT + 1] = count << 16 | measure << 8 | range;
  }
  return bytesOf(words);
}

/** Traits from their blob. */
export function unpackTraits(blob: Uint8Array): ParameterTrait[] {
  const words = new Uint32Array(bufferOf(blob));
  return Array.from({ length: words.length / WORDS_PER_TRAIT }, (_, index) => {
    const rest = words[index * WORDS_PER_TRAIT + 1]!;
    return {
      name: words[index * WORDS_PER_TRAIT]!,
      count: rest >>> 16,
      measure: rest >>> 8 & 0xff,
      range: rest & 0xff,
    };
  });
}

/** Hashes as a blob. */
export function packHashes(hashes: readonly number[]): Uint8Array {
  return bytesOf(Uint32Array.from(hashes));
}

/** Hashes from their blob. */
export function unpackHashes(blob: Uint8Array): Uint32Array {
  return new Uint32Array(bufferOf(blob));
}

/** Places of plugins in a segment as a blob. */
export function packPlaces(places: Iterable<number>): Uint8Array {
  return bytesOf(Uint16Array.from(places));
}

/** Places of plugins in a segment from their blob. */
export function unpackPlaces(blob: Uint8Array): Uint16Array {
  return new Uint16Array(bufferOf(blob));
}

/** The trait of having a feature, for the postings. */
export function featureHash(feature: string): number {
  return textHash(`feature ${feature}`);
}

/** The trait of being of a category, for the postings. */
export function categoryHash(category: string): number {
  return textHash(`category ${category}`);
}

function bytesOf(words: Uint32Array | Uint16Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

/** SQLite's bytes need not lie where a typed array may begin. */
function bufferOf(blob: Uint8Array): ArrayBuffer {
  return Uint8Array.from(blob).buffer;
}
