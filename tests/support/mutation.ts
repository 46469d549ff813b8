import fc from "fast-check";
import { IS_FULL_RUN } from "./counts.ts";

/** The number of mutated texts or files for each reader of untrusted input. */
export const MUTATIONS: number = IS_FULL_RUN ? 100_000 : 2000;

/** Fragments that easily break a parser: brackets, quotes, ends, and beginnings of other constructs. */
const FRAGMENTS = [
  "{",
  "}",
  "[",
  "]",
  "<",
  ">",
  '"',
  "'",
  "\\",
  "/*",
  "#",
  ";",
  ".",
  ",",
  "\0",
  "\ud800",
  "&x;",
  "9e999",
];

/** A text with up to eight random changes: parts cut out, doubled, replaced or cut off. */
export function mutatedText(text: string): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.nat({ max: text.length }),
    length: fc.nat({ max: 40 }),
    kind: fc.constantFrom("cut", "double", "insert", "end"),
    fragment: fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ maxLength: 4 })),
  });
  return fc.array(change, { minLength: 1, maxLength: 8 }).map((changes) => changes.reduce(apply, text));
}

function apply(
  text: string,
  change: { at: number; length: number; kind: string; fragment: string },
): string {
  const before = text.slice(0, change.at);
  const part = text.slice(change.at, change.at + change.length);
  const after = text.slice(change.at + change.length);
  if (change.kind === "cut") return before + after;
  if (change.kind === "double") return before + part + part + after;
  if (change.kind === "insert") return before + change.fragment + part + after;
  return before;
}

/** Bytes with up to eight of them changed, perhaps cut off. */
export function mutatedBytes(bytes: Uint8Array<ArrayBuffer>): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const changes = fc.array(
    fc.record({
      at: fc.nat({ max: bytes.length - 1 }),
      value: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 255)),
    }),
    { minLength: 1, maxLength: 8 },
  );
  return fc.record({ changes, end: fc.option(fc.nat({ max: bytes.length })) }).map(({ changes, end }) => {
    const mutated = bytes.slice();
    for (const { at, value } of changes) mutated[at] = value;
    return end === null ? mutated : mutated.slice(0, end);
  });
}
