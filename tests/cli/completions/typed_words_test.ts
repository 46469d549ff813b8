import assert from "node:assert/strict";
import { readBashLine, readFishLine } from "../../../src/cli/completions/typed_words.ts";

/** What bash breaks words at, unless somebody changes it. */
const BREAKS = " \t\n\"'@><=;|&(:";

Deno.test("readBashLine() reads words without their quotes", () => {
  const cases: [line: string, words: string[], current: string][] = [
    ["pluginary ", [], ""],
    ["pluginary li", [], "li"],
    ['pluginary info a\\ b \'c d\' "e $HOME \\" f" ', ["info", "a b", "c d", 'e $HOME " f'], ""],
    ["pluginary info 'it'\\''s", ["info"], "it's"],
    ["pluginary info '' ", ["info", ""], ""],
    ["X=1 Y='a b' pluginary info ", ["info"], ""],
    ["sudo -E ./dist/pluginary info ", ["info"], ""],
    ["ls -l; pluginary info ", ["info"], ""],
    ["x=$(pluginary info ", ["info"], ""],
    ["ls | pluginary import - 2>err --js", ["import", "-"], "--js"],
    ["pluginary list > out.txt --js", ["list"], "--js"],
    ["pluginary list \\\n --js", ["list"], "--js"],
    ["pl list ", ["list"], ""],
  ];
  for (const [line, words, current] of cases) {
    const read = readBashLine(line, BREAKS);
    assert.deepEqual([read.words, read.current], [words, current], line);
  }
});

Deno.test("readBashLine() says from where on bash replaces the word", () => {
  const cases: [line: string, quote: string, kept: number][] = [
    ["pluginary info Zam", "", 0],
    ["pluginary info vst3:56", "", 5],
    ["pluginary list --format=vst3,", "", 9],
    ["pluginary info a\\:b", "", 0],
    ["pluginary info 'a:b", "'", 0],
    ['pluginary info x:"a b', '"', 2],
  ];
  for (const [line, quote, kept] of cases) {
    const read = readBashLine(line, BREAKS);
    assert.deepEqual([read.quote, read.kept], [quote, kept], line);
  }
});

Deno.test("readFishLine() reads fish's quotes", () => {
  const { words, current } = readFishLine(`pluginary info 'it\\'s' "a \\"b\\"" c\\ d 'e`);
  assert.deepEqual([words, current], [["info", "it's", 'a "b"', "c d"], "e"]);
});
