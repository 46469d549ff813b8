import { textHash } from "../../model/alike/text_hash.ts";
import type { ParameterTraits } from "../../model/alike/parameter_traits.ts";

// Entries and postings are read and written on one machine, and every machine
// that Deno runs on has the low byte first: typed arrays are stored as they are.

/** The traits of a plugin that are stored as hashes. */
export interface StoredTraits {
  readonly kinds: Uint32Array;
  readonly parameters: Omit<ParameterTraits, "count">;
}

/** Numbers of kinds and of words, before the traits themselves. */
const HEAD = 2;

/** Traits as a blob. */
export function packTraits({ kinds, parameters: { words, names, values } }: StoredTraits): Uint8Array {
  const parts = [Uint32Array.of(kinds.length, words.length), kinds, words, names, values];
  const packed = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    packed.set(part, at);
    at += part.length;
  }
  return bytesOf(packed);
}

/** Traits from their blob. */
export function unpackTraits(blob: Uint8Array): StoredTraits {
  const packed = new Uint32Array(...alignedTo(4, blob));
  const words = HEAD + packed[0]!;
  const names = words + packed[1]!;
  const values = (names + packed.length) / 2;
  return {
    kinds: packed.subarray(HEAD, words),
    parameters: {
      words: packed.subarray(words, names),
      names: packed.subarray(names, values),
      values: packed.subarray(values),
    },
  };
}

/** Places of plugins in a segment as a blob. */
export function packPlaces(places: Iterable<number>): Uint8Array {
  return bytesOf(Uint16Array.from(places));
}

/** Places of plugins in a segment from their blob. */
export function unpackPlaces(blob: Uint8Array): Uint16Array {
  return new Uint16Array(...alignedTo(2, blob));
}

/** The trait that every plugin has, whose postings count the plugins of the index. */
export const ANY_PLUGIN: number = textHash("plugin");

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

/** A blob's place in its buffer, which is copied where a typed array cannot begin. */
function alignedTo(bytes: number, blob: Uint8Array): [ArrayBufferLike, number, number] {
  const { buffer, byteOffset } = blob.byteOffset % bytes === 0 ? blob : blob.slice();
  return [buffer, byteOffset, blob.byteLength / bytes];
}
