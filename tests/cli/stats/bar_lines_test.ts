import assert from "node:assert/strict";
import stringWidth from "string-width";
import { type Bar, barLines } from "../../../src/cli/stats/bar_lines.ts";

const BARS: readonly Bar[] = [
  { label: "シンセサイザー プロフェッショナル", text: "1000", value: 1000 },
  { label: "A name that is much longer than any other one", text: "500", value: 500 },
  { label: "Émoji", text: "1", value: 1 },
  { label: "None", text: "0", value: 0 },
];

const SIZES: readonly Bar[] = [{ label: "300 KB-1 MB", text: "12", value: 12 }];

/** The bars at the ends of lines. */
function barsOf(lines: readonly string[]): string[] {
  return lines.map((line) => /[█▏▎▍▌▋▊▉#]*$/.exec(line)![0]);
}

for (const width of [12, 20, 40, 80, 200]) {
  Deno.test(`bars fit ${width} columns`, () => {
    const lines = barLines([BARS, SIZES], { width, hasBlocks: true, widthOf: stringWidth }).flat();
    for (const line of lines) assert.ok(stringWidth(line) <= width, line);
  });
}

for (const width of [20, 40, 80, 200]) {
  Deno.test(`bars are as long as their values at ${width} columns`, () => {
    const [lines] = barLines([BARS], { width, hasBlocks: false, widthOf: stringWidth });
    const [all, half, least, none] = barsOf(lines!).map((bar) => bar.length);
    assert.ok(all! >= 4);
    assert.ok(Math.abs(half! - all! / 2) <= 0.5, `${half} of ${all}`);
    assert.deepEqual([least, none], [1, 0]);
  });
}

Deno.test("bars are drawn in eighths of a column", () => {
  const bars = [8, 4, 1].map((value) => ({ label: "n", text: "1", value }));
  const [lines] = barLines([bars], { width: 9, hasBlocks: true, widthOf: stringWidth });
  // Nine columns less the name, the number and two gaps.
  assert.deepEqual(barsOf(lines!), ["█████", "██▌", "▋"]);
});

Deno.test("bars keep a range whole on a narrow terminal", () => {
  const [, [line]] = barLines([BARS, SIZES], { width: 20, hasBlocks: true, widthOf: stringWidth }) as [
    string[],
    string[],
  ];
  assert.match(line!, /^300 KB-1 MB 12 ████/);
});

Deno.test("bars without blocks are ASCII where the names are", () => {
  const [lines] = barLines([BARS.slice(1, 2)], { width: 40, hasBlocks: false, widthOf: stringWidth });
  assert.match(lines![0]!, /^A name that is ~ +500 +#+$/);
});
