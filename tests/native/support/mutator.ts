import { RandomNumbers } from "../../support/random_numbers.ts";

/** What Turtle is made of, and what breaks its readers. */
const TOKENS = [
  "[",
  "]",
  "(",
  ")",
  "<",
  ">",
  '"',
  '"""',
  "'''",
  ";",
  ",",
  ".",
  "\\",
  "%",
  "#",
  "^^",
  "@prefix",
  "@base <x> .",
  "PREFIX",
  "a",
  "true",
  "_:b1",
  "-1",
  "1e999",
  "99999999999999999999",
  "\\uD800",
  "\\U0010FFFF",
  "lv2:port",
  "lv2:index",
  "rdfs:seeAlso <data.ttl>",
  "\0",
  "\uFFFF",
];

const NUMBERS = [
  "0",
  "1",
  "-1",
  "0.5",
  "65536",
  "4294967295",
  "4294967296",
  "1e308",
  "1e309",
  "true",
  '"x"',
  "<x>",
];

/** Changes bytes at random; the same seed gives the same changes. */
export class Mutator extends RandomNumbers {
  /** A copy with one to four changes. */
  mutate(bytes: Uint8Array): Uint8Array {
    let mutant = bytes;
    for (let changes = 1 + this.below(4); changes > 0; changes--) mutant = this.#change(mutant);
    return mutant;
  }

  /** Half of the changes respect lines and numbers, so that much of what comes out is still Turtle. */
  #change(bytes: Uint8Array): Uint8Array {
    const at = this.below(bytes.length + 1);
    const length = this.below(Math.min(bytes.length - at + 1, 64));
    switch (this.below(12)) {
      case 0: // One byte
        return splice(bytes, at, 1, Uint8Array.of(this.below(256)));
      case 1: // From elsewhere
        return splice(bytes, this.below(bytes.length + 1), length, bytes.slice(at, at + length));
      case 2: // Cut short, rarely
        return this.below(8) === 0 ? bytes.slice(0, at) : splice(bytes, at, length, new Uint8Array());
      case 3:
      case 4:
        return this.#insertToken(bytes, at);
      default:
        return this.#changeLine(bytes, lineAt(bytes, at));
    }
  }

  #changeLine(bytes: Uint8Array, { start, end }: { start: number; end: number }): Uint8Array {
    const line = bytes.slice(start, end);
    switch (this.below(6)) {
      case 0: // Left out
        return splice(bytes, start, end - start, new Uint8Array());
      case 1: // Twice or a thousand times
        return splice(bytes, start, 0, repeated(line, this.below(8) === 0 ? 1000 : 1));
      case 2: // To elsewhere
        return splice(bytes, lineAt(bytes, this.below(bytes.length + 1)).start, 0, line);
      default:
        return splice(bytes, start, end - start, this.#changeNumbers(line));
    }
  }

  #changeNumbers(line: Uint8Array): Uint8Array {
    const text = new TextDecoder().decode(line);
    return new TextEncoder().encode(text.replace(/\b\d+(\.\d+)?\b/g, () => this.pick(NUMBERS)));
  }

  #insertToken(bytes: Uint8Array, at: number): Uint8Array {
    const count = this.below(16) === 0 ? 1000 : 1;
    const token = ` ${this.pick(TOKENS)} `.repeat(count);
    return splice(bytes, at, this.below(4), new TextEncoder().encode(token));
  }
}

function splice(bytes: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array {
  const end = Math.min(at + removed, bytes.length);
  const result = new Uint8Array(at + added.length + bytes.length - end);
  result.set(bytes.subarray(0, at));
  result.set(added, at);
  result.set(bytes.subarray(end), at + added.length);
  return result;
}

/** The line with a byte, its line feed included. */
function lineAt(bytes: Uint8Array, at: number): { start: number; end: number } {
  const end = bytes.indexOf(0x0a, at);
  return { start: at === 0 ? 0 : bytes.lastIndexOf(0x0a, at - 1) + 1, end: end < 0 ? bytes.length : end + 1 };
}

function repeated(bytes: Uint8Array, count: number): Uint8Array {
  const result = new Uint8Array(bytes.length * count);
  for (let i = 0; i < count; i++) result.set(bytes, i * bytes.length);
  return result;
}
