import assert from "node:assert/strict";
import fc from "fast-check";
import { CATEGORIES } from "../../../src/model/kinds/kind_words.ts";
import { categoriesOf, type CategorizedPlugin } from "../../../src/model/kinds/plugin_categories.ts";
import type { Parameter } from "../../../src/model/plugin.ts";
import { sampleParameter } from "../../cli/support/scan_events.ts";

type Changes = Partial<Omit<CategorizedPlugin, "parameters">> & { readonly parameters?: readonly string[] };

/** The categories of a plugin of which a test only says what matters to it. */
function categories({ parameters = [], ...changes }: Changes) {
  return categoriesOf({
    format: "vst3",
    name: "",
    rawCategories: [],
    parameters: () => parameters.map((name) => sampleParameter({ name })),
    ...changes,
  });
}

/** The first category, "other" for none. */
function first(changes: Changes): string {
  return categories(changes)[0]?.category ?? "other";
}

Deno.test("categoriesOf() prefers what a plugin declares, then its name, then its parameters", () => {
  const plugin = { name: "Big Reverb", parameters: ["Threshold", "Ratio", "Attack"] };
  assert.deepEqual(categories({ ...plugin, rawCategories: ["Fx", "EQ"] }), [
    { category: "equalizer", source: "own", confidence: 1, reason: "Fx|EQ" },
    { category: "reverb", source: "name", confidence: 0.9, reason: "reverb" },
  ]);
  assert.deepEqual(categories({ ...plugin, rawCategories: ["Fx"] }), [
    { category: "reverb", source: "name", confidence: 0.9, reason: "reverb" },
  ]);
  assert.deepEqual(categories({ ...plugin, name: "Big One" }), [
    { category: "compressor", source: "parameters", confidence: 0.6, reason: "Threshold, Ratio, Attack" },
  ]);
  assert.deepEqual(categories({ name: "Big One" }), []);
});

Deno.test("categoriesOf() lets the name or the parameters say which of a declared family a plugin is", () => {
  const dynamics = { rawCategories: ["Fx", "Dynamics"] };
  assert.deepEqual(
    categories({ ...dynamics, name: "Bus Limiter" }).map(({ category, source }) => [category, source]),
    [["limiter", "name"], ["dynamics", "own"]],
  );
  assert.equal(first({ ...dynamics, parameters: ["Threshold", "Ratio", "Knee"] }), "compressor");
  assert.equal(first(dynamics), "dynamics");
  assert.equal(
    first({ format: "lv2", rawCategories: ["SpectralPlugin"], name: "Frequency Shifter" }),
    "frequency-shifter",
  );
  assert.equal(first({ format: "lv2", rawCategories: ["ModulatorPlugin"], name: "Tremolo" }), "tremolo");
});

const NAMES: readonly [name: string, category: string][] = [
  ["Compressor", "compressor"],
  ["ZamComp", "compressor"],
  ["SC4 mono", "other"],
  ["Multiband Compressor", "compressor"],
  ["Tape Delay", "delay"],
  ["Delay Compressor", "compressor"],
  ["Compressor and limiter", "compressor"],
  ["Compressor (with gate)", "compressor"],
  ["Gated Reverb", "reverb"],
  ["De-Esser", "de-esser"],
  ["DeEsser", "de-esser"],
  ["Noise Gate", "gate"],
  ["Step Sequencer", "note-effect"],
  ["Multichorus", "chorus"],
  ["10-band VEQ", "equalizer"],
  ["Pitch-Shift", "pitch-shifter"],
  ["RÉVERB Reverb", "reverb"],
  // Parts of words, and words that say nothing of a kind.
  ["Template", "other"],
  ["Model 72", "other"],
  ["Remote Control", "other"],
  ["Steqler", "other"],
  ["Gatekeeper", "other"],
  ["Sequel", "other"],
  ["Mono", "other"],
  ["Stereo", "other"],
  ["Tap", "other"],
  ["Channel", "other"],
  ["Mid", "other"],
  ["混响", "other"],
  ["Ελληνικά", "other"],
  ["", "other"],
  ["constructor", "other"],
  ["__proto__", "other"],
];

for (const [name, category] of NAMES) {
  Deno.test(`categoriesOf() takes the name "${name}" for ${category}`, () => {
    assert.equal(first({ name }), category);
  });
}

Deno.test("categoriesOf() leaves the vendor's name out", () => {
  assert.equal(first({ name: "FabFilter One" }), "filter");
  assert.equal(first({ name: "FabFilter One", vendor: "FabFilter" }), "other");
});

const PARAMETERS: readonly [parameters: string[], category: string][] = [
  [["Decay", "Damping", "Mix"], "reverb"],
  [["Threshold", "Hold", "Range"], "gate"],
  [["Ceiling", "Release"], "limiter"],
  [["Cutoff", "Resonance"], "filter"],
  [["Time", "Feedback"], "delay"],
  [["Drive", "Tone"], "distortion"],
  [["Osc 1", "Cutoff", "Resonance"], "synthesizer"],
  [["Gain"], "other"],
  [["Gain", "Mix", "Bypass", "Level"], "other"],
  [["Low Gain", "Mid Gain", "High Gain"], "other"],
  [["Freq 1", "Gain 1", "Q 1", "Freq 2", "Gain 2", "Q 2", "Freq 3", "Gain 3", "Q 3"], "equalizer"],
  [["Template", "Regain"], "other"],
  [[], "other"],
];

for (const [parameters, category] of PARAMETERS) {
  Deno.test(`categoriesOf() takes the parameters ${parameters.join(", ") || "none"} for ${category}`, () => {
    assert.equal(first({ parameters }), category);
  });
}

Deno.test("categoriesOf() does not count meters and proxies for MIDI controllers as parameters", () => {
  const flagged =
    (flag: Parameter["flags"][number]) => () => [sampleParameter({ name: "Drive", flags: [flag] })];
  for (const flag of ["output", "midi-controller"] as const) {
    const plugin = { format: "vst3", name: "", rawCategories: [], parameters: flagged(flag) } as const;
    assert.deepEqual(categoriesOf(plugin), []);
  }
});

Deno.test("categoriesOf() gives instruments no kinds of effects, and effects none of instruments", () => {
  assert.equal(first({ rawCategories: ["Instrument"], name: "Reverb Piano" }), "synthesizer");
  assert.equal(first({ rawCategories: ["Instrument"], name: "Reverb" }), "instrument");
  assert.equal(first({ rawCategories: ["Fx"], name: "Synth Warmer" }), "other");
  assert.equal(first({ name: "Something", isInstrument: true }), "instrument");
});

Deno.test("categoriesOf() reads the parameters only where nothing else is known", () => {
  const never = () => assert.fail("they were read");
  categoriesOf({ format: "vst3", name: "X", rawCategories: ["EQ"], parameters: never });
  categoriesOf({ format: "vst3", name: "Limiter", rawCategories: ["Fx"], parameters: never });
});

Deno.test("categoriesOf() reads 100,000 parameters in no time", () => {
  const parameters = Array.from(
    { length: 100_000 },
    (_, index) => sampleParameter({ name: `Slot ${index} Value` }),
  );
  const start = performance.now();
  assert.deepEqual(
    categoriesOf({ format: "vst3", name: "", rawCategories: [], parameters: () => parameters }),
    [],
  );
  assert.ok(performance.now() - start < 250);
});

Deno.test("categoriesOf() gives each known category once, the most certain first unless a name refines a family", () => {
  const word = fc.constantFrom("Fx", "EQ", "Dynamics", "Reverb", "Mono", "Instrument", "Spatial", "x");
  const name = fc.array(fc.constantFrom("Comp", "EQ", "Gate", "tape", "Stereo", "mid", "Delay", "Q", "and"))
    .map((words) => words.join(" "));
  fc.assert(
    fc.property(
      fc.array(word),
      fc.oneof(name, fc.string()),
      fc.array(fc.string()),
      (rawCategories, name, parameters) => {
        const found = categories({ rawCategories, name, parameters });
        const kinds = found.map(({ category }) => category);
        assert.equal(new Set(kinds).size, kinds.length);
        for (const { category, confidence } of found) {
          assert.ok(CATEGORIES.includes(category), category);
          assert.ok(confidence > 0 && confidence <= 1);
        }
        assert.ok(found.every(({ confidence }) => confidence <= found[0]!.confidence));
      },
    ),
  );
});

Deno.test("categoriesOf() finds no category in a word of which only a part is known", () => {
  const known =
    /^(?:auto|bass|dual|dyna|free|g|guitar|hyper|mega|micro|mini|mono|multi|multiband|nano|pro|space|stereo|super|tape|triple|tube|ultra|vocal)/;
  const around = fc.stringMatching(/^[bkpwz]{1,4}$/);
  const words = fc.constantFrom("reverb", "limiter", "gate", "delay", "plate", "filter", "comp");
  fc.assert(fc.property(around, words, around, (before, word, after) => {
    for (const name of [before + word, before + word + after, word + after]) {
      if (!known.test(name)) assert.equal(first({ name }), "other", name);
    }
  }));
});
