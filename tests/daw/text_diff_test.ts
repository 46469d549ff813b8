import assert from "node:assert/strict";
import fc from "fast-check";
import { textDiff } from "../../src/daw/text_diff.ts";
import { timesOf } from "../support/counts.ts";

Deno.test("textDiff() shows changed lines with two around them", () => {
  const before = "a\nb\nc\nd\ne\nf\ng\nh\n";
  assert.deepEqual(textDiff(before, before), []);
  assert.deepEqual(textDiff(before, before.replace("d\n", "x\ny\n").replace("h\n", "")), [
    "@@ -2 +2 @@",
    " b",
    " c",
    "-d",
    "+x",
    "+y",
    " e",
    " f",
    " g",
    "-h",
  ]);
  assert.deepEqual(textDiff("", "a\r\n"), ["@@ -1 +1 @@", "+a"]);
});

/** Applies a difference to the text that it was made for. */
function patched(before: string[], diff: readonly string[]): string[] {
  const after: string[] = [];
  let at = 0;
  for (const line of diff) {
    const start = /^@@ -(\d+) \+(\d+) @@$/.exec(line);
    if (start !== null) {
      while (at < Number(start[1]) - 1) after.push(before[at++]!);
      assert.equal(after.length, Number(start[2]) - 1);
    } else if (line.startsWith("+")) after.push(line.slice(1));
    else {
      assert.equal(before[at++], line.slice(1));
      if (line.startsWith(" ")) after.push(line.slice(1));
    }
  }
  return [...after, ...before.slice(at)];
}

Deno.test("textDiff() turns any text into the other one", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", "d", "Type0=3", "[x]", "", "+", "-y"), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const text = (all: readonly string[]) => all.map((line) => `${line}\n`).join("");
      assert.deepEqual(patched(before, textDiff(text(before), text(after))), after);
    }),
    { numRuns: timesOf(2000) },
  );
});

Deno.test("textDiff() compares large files in time", () => {
  const before = Array.from({ length: 20_000 }, (_, index) => `Plugin${index}.vst3=Reverb`);
  const after = before.flatMap((line, index) => index % 3 === 0 ? [`${line}|mine`] : [line]);
  const start = performance.now();
  const diff = textDiff(before.join("\n"), after.join("\n"));
  assert.equal(diff.filter((line) => line.startsWith("+")).length, 6667);
  assert.ok(performance.now() - start < 2000);
});
