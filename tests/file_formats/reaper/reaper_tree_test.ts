import assert from "node:assert/strict";
import fc from "fast-check";
import { bytesAsSource, piecesOf } from "../../../src/file_formats/byte_source.ts";
import { blocksOf, linesOf, readReaperTree } from "../../../src/file_formats/reaper/reaper_tree.ts";
import { reaperWord, reaperWords } from "../../../src/file_formats/reaper/reaper_words.ts";
import { timesOf } from "../../support/counts.ts";
import { SEED } from "../../support/seed.ts";
import { faultOf } from "../support/fault_of.ts";

const read = (text: string, isKept?: (words: readonly string[]) => boolean) =>
  readReaperTree(piecesOf(bytesAsSource(new TextEncoder().encode(text))), isKept);

const CHAIN =
  'BYPASS 0 0 0\r\n<VST "VST3: Röhre (V)" \'a "b".vst3\' 0 ""\r\n  QUJD\r\n  <IN_PINS\r\n  >\r\n>\r\nWAK 0 0\r\n';

Deno.test("readReaperTree() reads blocks, their words and their lines", () => {
  const root = read(CHAIN);
  assert.deepEqual(linesOf(root), ["BYPASS 0 0 0", "WAK 0 0"]);
  const [vst] = blocksOf(root);
  assert.deepEqual(vst?.words, ["VST", "VST3: Röhre (V)", 'a "b".vst3', "0", ""]);
  assert.deepEqual(linesOf(vst!), ["QUJD"]);
  assert.deepEqual(blocksOf(vst!).map(({ words }) => words), [["IN_PINS"]]);
});

Deno.test("readReaperTree() leaves out the lines of blocks that are not wanted", () => {
  const root = read("<A\n x\n <B\n  y\n >\n>\n", ([name]) => name === "B");
  const [a] = blocksOf(root);
  assert.deepEqual(linesOf(a!), []);
  assert.deepEqual(linesOf(blocksOf(a!)[0]!), ["y"]);
});

Deno.test("readReaperTree() refuses what is cut off or made to harm", () => {
  assert.equal(faultOf(() => read("<A\n x\n")), "truncated");
  assert.equal(faultOf(() => read("<A\n>\n>\n")), "invalid");
  assert.equal(faultOf(() => read("<A\n".repeat(200))), "too-large");
  assert.equal(faultOf(() => read("x".repeat(17 * 1024 * 1024))), "too-large");
});

Deno.test("a chain of REAPER with wrong bytes is read, or refused", () => {
  const bytes = new TextEncoder().encode(CHAIN);
  const places = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(places, (changes) => {
      const copy = bytes.slice();
      for (const [at, value] of changes) copy[at] = value;
      faultOf(() => readReaperTree([copy]));
    }),
    { seed: SEED, numRuns: timesOf(20_000) },
  );
});

Deno.test("reaperWords() reads what reaperWord() writes", () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom(..."ab <>|#;é\"'{}-") }), { minLength: 1 });
  fc.assert(
    fc.property(words, (words) => {
      assert.deepEqual(reaperWords(words.map(reaperWord).join(" ")), words);
    }),
    { seed: SEED, numRuns: timesOf(10_000) },
  );
  assert.equal(reaperWord("a`b'c\"d e"), "`a'b'c\"d e`");
  assert.equal(reaperWord("two\nlines"), '"two lines"');
});
