import assert from "node:assert/strict";
import fc from "fast-check";
import { editDistances } from "../../../src/model/search/edit_distance.ts";
import { matchText } from "../../../src/model/search/match_text.ts";
import { keyOf, typedWordsOf, wordsOf } from "../../../src/model/search/search_text.ts";
import { anyText } from "../../support/any_text.ts";
import { timesOf } from "../../support/counts.ts";

const NAMES: [name: string, words: string][] = [
  ["FabFilter Pro-Q 3", "fab filter pro q 3"],
  ["MTurboReverb", "m turbo reverb"],
  ["TDR Nova", "tdr nova"],
  ["ValhallaÜberMod", "valhalla uber mod"],
  ["bx_console SSL 4000 E", "bx console ssl 4000 e"],
  ["RC-20", "rc 20"],
  ["Größe Ærø", "grosse aero"],
  ["İstanbul", "istanbul"],
  ["ｆｕｌｌ ｗｉｄｔｈ", "full width"],
  ["Каркас", "каркас"],
  ["日本語シンセ", "日 本 語 シ ン セ"],
  ["한글 신스", "한 글 신 스"],
  ["한글".normalize("NFD"), "한 글"],
  ["音源Pro 3サンプラー", "音 源 pro 3 サ ン フ ラ ー"],
  ["Pro™ 🎹 +", "pro"],
  ["", ""],
];

for (const [name, words] of NAMES) {
  Deno.test(`wordsOf() takes ${JSON.stringify(name)} apart`, () =>
    assert.equal(wordsOf(name).join(" "), words));
}

Deno.test("words are letters and digits alone, and folding them again changes nothing", () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const words = wordsOf(text);
      for (const word of words) assert.match(word, /^[\p{L}\p{N}]+$/u);
      for (const word of typedWordsOf(text)) assert.match(word, /^[\p{L}\p{N}]+$/u);
      assert.equal(keyOf(words.join(" ")), words.join(""));
    }),
    { numRuns: timesOf(5000) },
  );
});

Deno.test("folding the words of any character again changes nothing", () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const words = wordsOf(`A${String.fromCodePoint(code)}a`);
    if (keyOf(words.join(" ")) === words.join("")) continue;
    assert.fail(`U+${code.toString(16)}: ${words.join(" ")}`);
  }
});

Deno.test("matchText() gives places of the text as it is written", () => {
  const sought = (key: string, isPrefix = true) => [{ key, isPrefix }];
  const places = (text: string, key: string, isPrefix?: boolean) =>
    matchText(text, sought(key, isPrefix)).map(([from, to]) => text.slice(from, to));
  assert.deepEqual(places("FabFilter Pro-Q 3", "proq"), ["Pro-Q"]);
  assert.deepEqual(places("ValhallaÜberMod", "uber"), ["Über"]);
  assert.deepEqual(places("Große Gros", "gros"), ["Groß", "Gros"]);
  assert.deepEqual(places("Serum", "rum"), []);
  assert.deepEqual(places("Serum", "ser", false), []);
  assert.deepEqual(places("日本語シンセ", "本語"), ["本語"]);
  const apart = "한글 신스".normalize("NFD");
  assert.deepEqual(places(apart, "신스"), [apart.split(" ")[1]]);
  assert.deepEqual(
    matchText("Tape Echo", [{ key: "tape", isPrefix: false }, { key: "tapee", isPrefix: true }]),
    [[0, 6]],
  );
});

Deno.test("matchText() gives places that are in order, apart and inside of the text", () => {
  fc.assert(
    fc.property(anyText(40), fc.string({ maxLength: 3 }), (text, typed) => {
      let end = 0;
      for (const [from, to] of matchText(text, [{ key: keyOf(typed), isPrefix: true }])) {
        assert.ok(from >= end && to > from && to <= text.length);
        end = to;
      }
    }),
    { numRuns: timesOf(3000) },
  );
});

/** The definition, without any table. */
function slowDistance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const rest = [
    slowDistance(a.slice(1), b) + 1,
    slowDistance(a, b.slice(1)) + 1,
    slowDistance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) {
    rest.push(slowDistance(a.slice(2), b.slice(2)) + 1);
  }
  return Math.min(...rest);
}

Deno.test("editDistances() are what the definition says", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 5 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const { whole, prefix } = editDistances(a, b);
      assert.equal(whole, slowDistance(a, b));
      const prefixes = Array.from(
        { length: b.length + 1 },
        (_, length) => slowDistance(a, b.slice(0, length)),
      );
      assert.equal(prefix, Math.min(...prefixes));
    }),
    { numRuns: timesOf(2000) },
  );
  assert.equal(editDistances("x".repeat(300), "x".repeat(200)).whole, 100);
});

Deno.test("keyOf() is the words run together, of short and of long texts", () => {
  const ascii = fc.string({ unit: "binary-ascii", maxLength: 120 });
  fc.assert(fc.property(fc.oneof(ascii, fc.string({ unit: "grapheme" })), (text) => {
    assert.equal(keyOf(text), wordsOf(text).join(""));
  }));
});
