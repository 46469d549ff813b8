import assert from "node:assert/strict";
import fc from "fast-check";
import { ignorePattern } from "../../src/import/ignore_pattern.ts";
import { Glob } from "../../src/scan/discovery/glob.ts";
import { timesOf } from "../support/counts.ts";

Deno.test("an entry of an ignore list means the file of that name, wherever it lies", () => {
  assert.equal(ignorePattern("vst3/RX 10 Connect"), "RX 10 Connect.vst3");
  assert.equal(ignorePattern("aufx/ANIMATE"), "ANIMATE.component");
  assert.equal(ignorePattern("vst3/#1 [x]*"), "[#]1 [[]x][*].vst3");
});

Deno.test("an entry that can mean no file has no pattern", () => {
  assert.deepEqual(ignorePattern("aufx/unknown URL"), { skip: "unknown-location" });
  assert.deepEqual(ignorePattern("dx/Old"), { skip: "unknown-format" });
  for (const entry of ["vst3/../../etc", "vst3/", "vst3/a\nb", `vst3/${"x".repeat(300)}`]) {
    assert.deepEqual(ignorePattern(entry), { skip: "invalid" }, entry);
  }
  assert.equal(ignorePattern("no entry"), undefined);
});

Deno.test("the pattern of any entry is valid, matches its file and is a line of its own", () => {
  const name = fc.string({ unit: fc.constantFrom(..."ab{}[]*?!#,^- .\\é字"), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(name, name, (stem, other) => {
      const pattern = ignorePattern(`vst3/${stem}`);
      if (typeof pattern !== "string") return;
      assert.doesNotMatch(pattern, /^#|\n/);
      assert.equal(pattern.trim(), pattern);
      for (const os of ["linux", "windows", "darwin"] as const) {
        const glob = new Glob(pattern, os);
        assert.ok(glob.matches(`/plugins/sub/${stem}.vst3`), pattern);
        const isSame = other.toLowerCase() === stem.toLowerCase();
        if (!isSame && !stem.includes("{") && !other.includes("\\")) {
          assert.ok(!glob.matches(`/plugins/${other}.vst3`), `${pattern} and ${other}`);
        }
      }
    }),
    { numRuns: timesOf(3000) },
  );
});
