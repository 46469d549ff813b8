/**
 * A text as a number of 32 bits (FNV-1a over UTF-16 units). Two of the texts
 * that a large catalog compares have the same number once in a while, which
 * makes one parameter of two plugins alike by mistake.
 */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
