import assert from "node:assert/strict";
import fc from "fast-check";
import { applyAssignments } from "../../../src/cli/override/parse_assignments.ts";
import { settingsOf } from "../../../src/cli/override/settings_of.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";

Deno.test("applyAssignments() sets, replaces, adds up and removes", () => {
  const before = applyAssignments({}, ["timeout=90s", "isolate=yes", "allow=net", "environment.A=1"]);
  assert.deepEqual(before, { timeoutMs: 90_000, isolate: true, allow: ["net"], environment: { A: "1" } });
  assert.deepEqual(
    applyAssignments(before, ["timeout=2m", "isolate=no", "allow=read=/x", "environment.B=a=b"]),
    {
      timeoutMs: 120_000,
      isolate: false,
      allow: ["net", "read=/x"],
      environment: { A: "1", B: "a=b" },
    },
  );
});

const REFUSED: [assignment: string, message: RegExp][] = [
  ["timeout", /"timeout": expected NAME=VALUE/],
  ["timeout=0s", /Cannot use "0s" for timeout: it is not between/],
  ["timeout=2d", /Cannot use "2d" for timeout/],
  ["timeout=soon", /it is not a duration/],
  ["isolate=maybe", /expected yes or no/],
  ["confinement=none", /expected one of auto, require, off/],
  ["allow=root", /expected exec/],
  ["allow=read=", /"read=" needs a path/],
  ["allow=memory=2GB", /expected memory=3GB to memory=64GB/],
  ["allow=memory=lots", /expected memory=3GB to memory=64GB/],
  ["timout=1s", /Unknown override "timout"/],
  ["timeout.x=1s", /Unknown override "timeout.x"/],
  ["constructor=1", /Unknown override "constructor"/],
  ["environment=1", /Cannot set a variable without a name/],
  ["environment.=1", /Cannot set a variable without a name/],
  ["environment.A B=1", /it is not a variable name/],
  ["environment.A=\0", /it contains a NUL character/],
];

for (const [assignment, message] of REFUSED) {
  Deno.test(`applyAssignments() refuses ${JSON.stringify(assignment)}`, () => {
    assert.throws(() => applyAssignments({}, [assignment]), (error) => {
      assert.ok(error instanceof PluginaryError && error.code === "usage");
      assert.match(error.message, message);
      return true;
    });
  });
}

Deno.test("applyAssignments() refuses every variable that decides what a worker loads, in any case of letters", () => {
  const names = [
    "LD_PRELOAD",
    "LD_AUDIT",
    "DYLD_INSERT_LIBRARIES",
    "DENO_V8_FLAGS",
    "PLUGINARY_SHIM",
    "HOME",
  ];
  const cased = fc.constantFrom(...names).chain((name) =>
    fc.array(fc.boolean(), { minLength: name.length, maxLength: name.length }).map((lower) =>
      [...name].map((letter, i) => lower[i] ? letter.toLowerCase() : letter).join("")
    )
  );
  fc.assert(fc.property(cased, (name) => {
    assert.throws(() => applyAssignments({}, [`environment.${name}=1`]), /Cannot set the variable/);
  }));
});

Deno.test("applyAssignments() refuses what confinement=off makes meaningless", () => {
  assert.throws(() => applyAssignments({ allow: ["net"] }, ["confinement=off"]), /cannot be combined/);
});

Deno.test("settingsOf() gives back what can be typed", () => {
  const typed = [
    "timeout=1500ms",
    "isolate=yes",
    "skip=yes",
    "confinement=auto",
    "allow=net",
    "environment.A=b c",
  ];
  assert.deepEqual(settingsOf(applyAssignments({}, typed)), typed);
  const durations = fc.integer({ min: 1, max: 86_400_000 });
  fc.assert(fc.property(durations, (timeoutMs) => {
    assert.deepEqual(applyAssignments({}, settingsOf({ timeoutMs })), { timeoutMs });
  }));
});
