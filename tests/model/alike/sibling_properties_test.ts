import assert from "node:assert/strict";
import fc from "fast-check";
import {
  groupSiblings,
  type SiblingDecision,
  type SiblingGroup,
  siblingsIn,
} from "../../../src/model/alike/sibling_groups.ts";
import { idKey, siblingName } from "../../../src/model/alike/sibling_name.ts";
import { compareSiblings } from "../../../src/model/alike/sibling_rules.ts";
import { siblingVendor, vendorInId } from "../../../src/model/alike/sibling_vendor.ts";
import { timesOf } from "../../support/counts.ts";
import { SEED } from "../../support/seed.ts";
import { siblingFactsOf, type SiblingSample } from "./support/sibling_samples.ts";

const RUNS = { seed: SEED, numRuns: timesOf(1000) };

/** Parts of names and vendors of which many resemble each other. */
const PARTS = [
  "Ann",
  "Amp",
  "amp",
  "AMP",
  "Mono",
  "Stereo",
  "(s)",
  "2",
  "II",
  "x64",
  "(VST3)",
  "FX",
  "+",
  "by Ann",
  "残響",
  "Эхо",
];
const VENDORS = [undefined, "", "Ann", "Ann Ltd.", "Bob", "Ann Bob", "AB", "yourcompany", "音楽社"];
const FORMATS = ["vst3", "clap", "au", "lv2", "ladspa", "vst2"];
const PARAMETERS = "Gain Mix Tone Drive Bass Treble Attack Release".split(" ");

const named = fc.array(fc.constantFrom(...PARTS), { maxLength: 4 }).map((parts) => parts.join(" "));
const name = fc.oneof({ weight: 9, arbitrary: named }, fc.string({ unit: "binary", maxLength: 12 }));
const nativeId = fc.oneof(
  fc.constantFrom("com.ann.amp", "http://ann.org/amps", "urn:ann:amps", "1095586896", "1095586896:amps"),
  fc.constantFrom("ABCDEF019182FAEB416E6E31414D5050", "56535441414D5050", "aufx:AMPP:Ann1"),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const sample: fc.Arbitrary<SiblingSample> = fc.record({
  id: fc.tuple(fc.constantFrom(...FORMATS), nativeId).map((parts) => parts.join(":")),
  name,
  vendor: fc.constantFrom(...VENDORS),
  isInstrument: fc.boolean(),
  replaces: fc.oneof(
    { weight: 9, arbitrary: fc.constant([]) },
    fc.constantFrom(["vst2:1095586896"], ["ladspa:1095586896"]),
  ),
  parameters: fc.oneof(fc.constant(undefined), fc.subarray(PARAMETERS)),
});
const samples = fc.uniqueArray(sample, { selector: ({ id }) => id, maxLength: 12 });

/** Samples, and what a person says about some of their pairs. */
const decided = samples.chain((samples) =>
  fc.tuple(
    fc.constant(samples),
    samples.length < 2 ? fc.constant([]) : fc.uniqueArray(
      fc.tuple(fc.nat(samples.length - 1), fc.nat(samples.length - 1), fc.boolean())
        .filter(([a, b]) => a !== b)
        .map(([a, b, isSame]): SiblingDecision => {
          const [pluginId, otherId] = [samples[a]!.id, samples[b]!.id].sort() as [string, string];
          return { pluginId, otherId, isSame };
        }),
      { selector: ({ pluginId, otherId }) => `${pluginId} ${otherId}`, maxLength: 6 },
    ),
  )
);

function groupsOf(
  samples: readonly SiblingSample[],
  decisions: readonly SiblingDecision[] = [],
): SiblingGroup[] {
  return groupSiblings(samples.map(siblingFactsOf), decisions);
}

function idsIn(groups: readonly SiblingGroup[]): string[][] {
  return groups.map(({ members }) => members.map(({ id }) => id).sort()).sort((a, b) =>
    a[0]! < b[0]! ? -1 : 1
  );
}

Deno.test("two plugins are siblings in either order, for the same reason, never in one format", () => {
  fc.assert(
    fc.property(sample, sample, (one, other) => {
      const [a, b] = [siblingFactsOf(one, 0), siblingFactsOf(other, 1)];
      const found = compareSiblings(a, b);
      assert.deepEqual(found, compareSiblings(b, a));
      if (a.format === b.format) assert.equal(found, undefined);
      if (found !== undefined) assert.ok(found.confidence > 0 && found.confidence < 1);
    }),
    RUNS,
  );
});

Deno.test("groups of siblings are parts of all plugins, the same in any order of the plugins and decisions", () => {
  fc.assert(
    fc.property(decided, fc.infiniteStream(fc.nat()), ([samples, decisions], random) => {
      const groups = groupsOf(samples, decisions);
      const ids = groups.flatMap(({ members }) => members.map(({ id }) => id));
      assert.equal(new Set(ids).size, ids.length);
      assert.ok(groups.every(({ members }) => members.length > 1));
      const shuffled = samples.map((sample) => [random.next().value, sample] as const)
        .sort(([a], [b]) => a - b).map(([, sample]) => sample);
      assert.deepEqual(idsIn(groupsOf(shuffled, decisions.toReversed())), idsIn(groups));
    }),
    RUNS,
  );
});

Deno.test("split plugins are never in one group, merged ones always, unless a person contradicts themselves", () => {
  fc.assert(
    fc.property(decided, ([samples, decisions]) => {
      const groups = idsIn(groupsOf(samples, decisions));
      const isTogether = ({ pluginId, otherId }: SiblingDecision) =>
        groups.some((ids) => ids.includes(pluginId) && ids.includes(otherId));
      assert.ok(!decisions.some((decision) => !decision.isSame && isTogether(decision)));
      const merges = decisions.filter(({ isSame }) => isSame);
      const merged = idsIn(groupsOf(samples.map(({ id }) => ({ id, name: "" })), merges));
      const isContradicted = decisions.some(({ isSame, pluginId, otherId }) =>
        !isSame && merged.some((ids) => ids.includes(pluginId) && ids.includes(otherId))
      );
      if (!isContradicted) assert.ok(merges.every(isTogether));
    }),
    RUNS,
  );
});

Deno.test("all plugins of a group are siblings of each other, but for those of one format", () => {
  fc.assert(
    fc.property(samples, (samples) => {
      for (const group of groupsOf(samples)) {
        for (const of of group.members) {
          const others = group.members.filter(({ format }) => format !== of.format);
          assert.deepEqual(new Set(siblingsIn(group, of).keys()), new Set(others));
        }
      }
    }),
    RUNS,
  );
});

Deno.test("any text can be a name, a vendor and an id", () => {
  const text = fc.string({ unit: "binary", maxLength: 200 });
  fc.assert(
    fc.property(text, text, fc.constantFrom(...FORMATS), (name, other, format) => {
      const { key, own, short } = siblingName(name, other);
      assert.ok(key.length <= 200);
      assert.equal(own === "", short === "");
      siblingVendor(name);
      idKey(format, other);
      vendorInId(format as "clap", other);
      assert.deepEqual(
        compareSiblings(
          siblingFactsOf({ id: `vst3:${other}`, name, vendor: other }, 0),
          siblingFactsOf({ id: `clap:${other}`, name, vendor: other }, 1),
        )?.reason.code,
        siblingName(name, other).whole === "" ? undefined : "name-and-vendor",
      );
    }),
    RUNS,
  );
});

/** Names that take long to read, where a pattern is not careful. */
const LONG = [
  "a",
  " ",
  "(",
  "[",
  "-",
  "+",
  " by ",
  "a ",
  "( ",
  "v1.",
  "x64 ",
  "(VST3)",
  "\u0301",
  "残",
  "\ud800",
  " - a",
];

Deno.test("names, vendors and ids of a megabyte are compared at once", () => {
  for (const part of LONG) {
    const text = part.repeat(1e6 / part.length);
    const start = performance.now();
    groupsOf([
      { id: `vst3:${text}`, name: text, vendor: text },
      { id: `lv2:http://${text}/${text}`, name: `x${text}`, vendor: `x${text}` },
      { id: `clap:com.${text}.${text}`, name: `${text}x`, vendor: `${text}x` },
    ]);
    assert.ok(performance.now() - start < 5000, JSON.stringify(part));
  }
});

const MANY = timesOf(100_000);

Deno.test("many plugins with one name, or of one vendor, are grouped in a bounded time", () => {
  const format = (at: number) => FORMATS[at % FORMATS.length];
  const many = (of: (at: number) => Partial<SiblingSample>): SiblingSample[] =>
    Array.from({ length: MANY }, (_, at) => ({ id: `${format(at)}:x${at}`, name: `Name ${at}`, ...of(at) }));
  const cases: readonly SiblingSample[][] = [
    many(() => ({ name: "Gain", vendor: "Ann" })),
    many(() => ({ name: "Gain" })),
    many((at) => ({ name: "Gain", vendor: `Vendor ${at % 100}` })),
    many(() => ({ vendor: "Ann", parameters: PARAMETERS })),
    many((at) => ({ name: `Name ${Math.floor(at / 6)}`, vendor: "Ann" })),
    many((at) => ({
      id: `${format(at)}:${at % 2 === 0 ? "1095586896" : `1095586896:l${at}`}`,
      vendor: "Ann",
    })),
  ];
  for (const [index, samples] of cases.entries()) {
    const facts = samples.map(siblingFactsOf);
    const start = performance.now();
    const groups = groupSiblings(facts, []);
    assert.ok(performance.now() - start < 20_000, `case ${index}`);
    if (index === 4) assert.ok(groups.length >= Math.floor(MANY / 6));
  }
});

Deno.test("a name that many plugins of a vendor have says nothing, and one that many vendors have says something", () => {
  const of = (format: string, vendor: string, count: number): SiblingSample[] =>
    Array.from({ length: count }, (_, at) => ({ id: `${format}:${vendor} ${at}`, name: "Gain", vendor }));
  assert.deepEqual(groupsOf([...of("vst3", "Ann", 30), ...of("clap", "Ann", 30)]), []);
  const vendors = Array.from({ length: 30 }, (_, at) => `Vendor${at}`);
  assert.equal(
    groupsOf(vendors.flatMap((vendor) => [...of("vst3", vendor, 1), ...of("clap", vendor, 1)])).length,
    30,
  );
});
