import assert from "node:assert/strict";
import fc from "fast-check";
import { LikenessMeter, type PluginTraits } from "../../../src/model/alike/likeness.ts";
import { measureOf, rangeOf } from "../../../src/model/alike/parameter_measure.ts";
import { countIn, parameterTraits } from "../../../src/model/alike/parameter_traits.ts";
import type { Parameter } from "../../../src/model/plugin.ts";
import { sampleParameter } from "../../cli/support/scan_events.ts";

function traits(parameters: readonly Parameter[], changes: Partial<PluginTraits> = {}): PluginTraits {
  return {
    category: "compressor",
    kinds: new Uint32Array(),
    isInstrument: false,
    vendor: "acme",
    buses: 0x22,
    parameters: parameterTraits(parameters, "clap"),
    ...changes,
  };
}

function named(...names: string[]): Parameter[] {
  return names.map((name) => sampleParameter({ name }));
}

function compare(sought: PluginTraits, other: PluginTraits) {
  const meter = new LikenessMeter(sought, [], () => 1);
  return { score: meter.score(other), reasons: meter.reasons(other) };
}

const codes = ({ reasons }: ReturnType<typeof compare>) => reasons.map(({ code }) => code);

Deno.test("reasons tell how many parameters are alike", () => {
  const sought = traits(named("Threshold", "Ratio", "Attack Time", "Knee"));
  const { reasons } = compare(sought, traits(named("Threshold", "Ratio", "Attack Time", "Mix")));
  assert.deepEqual(reasons.slice(0, 3).map(({ message }) => message), [
    "Same category",
    "3 of 4 parameters alike",
    "3 with the same unit and range",
  ]);
});

Deno.test("MIDI proxies, meters and the host's parameters make no plugins alike", () => {
  const own = (name: string, flags: Parameter["flags"]) => sampleParameter({ name, flags });
  const shared = [
    own("MIDI CC 1", ["midi-controller"]),
    own("Level", ["output"]),
    own("Tail", ["hidden"]),
    own("Off", ["bypass"]),
    ...named("Bypass", "Enable", "Buffer Size", "Sample Rate", "freewheel"),
  ];
  assert.equal(parameterTraits(shared, "clap").count, 0);
  const [a, b] = [traits([...shared, ...named("Drive")]), traits([...shared, ...named("Decay")])];
  assert.deepEqual(codes(compare(a, b)), ["category", "buses", "vendor"]);
});

Deno.test("a parameter is the same in another order of words, short form and number", () => {
  const names = (...parameters: string[]) => [...parameterTraits(named(...parameters), "clap").names];
  assert.deepEqual(names("Gain 1", "Gain 2"), names("Gain"));
  assert.deepEqual(names("Thresh"), names("Threshold"));
  assert.deepEqual(names("Freq Low"), names("Low Frequency"));
  assert.deepEqual(names("Attack time (ms)"), names("Attack Time"));
  assert.deepEqual(names("Left Gain"), names("Gain R"));
  assert.notDeepEqual(names("Gain"), names("Ratio"));
});

Deno.test("names in other scripts are compared, signs alone as well", () => {
  for (const [a, b] of [["音量", "しきい値"], ["Порог", "Атака"], ["≈", "∿"], ["1", "2"]] as const) {
    const sought = traits(named(a));
    assert.ok(codes(compare(sought, traits(named(a)))).includes("parameters"), a);
    assert.ok(!codes(compare(sought, traits(named(b)))).includes("parameters"), `${a} ${b}`);
  }
});

Deno.test("a plugin with 100,000 parameters has a bounded number of traits, and all are counted", () => {
  const same = parameterTraits(
    Array.from({ length: 100_000 }, (_, at) => sampleParameter({ name: `P ${at}` })),
    "clap",
  );
  assert.deepEqual([same.count, same.names.length, countIn(same.values[0]!)], [100_000, 1, 0xffff]);
  const letters = (at: number) =>
    String.fromCodePoint(...[...String(at)].map((digit) => 0x4e00 + Number(digit)));
  const different = parameterTraits(
    Array.from({ length: 100_000 }, (_, at) => sampleParameter({ name: `${letters(at)}` })),
    "clap",
  );
  assert.equal(different.count, 100_000);
  assert.ok(different.names.length <= 500 && different.words.length <= 500);
});

Deno.test("units and ranges that contradict each other make a parameter less alike", () => {
  const gain = (changes: Partial<Parameter>) => traits([sampleParameter({ name: "Time", ...changes })]);
  const sought = gain({ unit: "ms", minimum: 0, maximum: 2000 });
  const score = (changes: Partial<Parameter>) => compare(sought, gain(changes)).score;
  assert.ok(
    score({ unit: "ms", minimum: 0, maximum: 20 }) < score({ unit: "ms", minimum: 0, maximum: 2000 }),
  );
  assert.ok(
    score({ unit: "dB", minimum: 0, maximum: 2000 }) < score({ unit: "ms", minimum: 0, maximum: 20 }),
  );
  assert.equal(
    score({ unit: "s", minimum: 0, maximum: 2 }),
    score({ unit: "ms", minimum: 0, maximum: 2000 }),
  );
});

Deno.test("rangeOf() reads the bounds of VST3 from their texts", () => {
  const vst3 = sampleParameter({ unit: "", minimumText: "20 Hz", maximumText: "20 kHz" });
  const lv2 = sampleParameter({ unit: "Hz", minimum: 20, maximum: 20_000 });
  assert.equal(rangeOf(vst3, "vst3"), rangeOf(lv2, "lv2"));
  assert.equal(measureOf(vst3), measureOf(lv2));
  assert.equal(rangeOf(sampleParameter({ minimum: null }), "lv2"), 0);
  assert.equal(rangeOf(sampleParameter({ minimumText: "Off", maximumText: "On" }), "vst3"), 0);
});

Deno.test("a plugin without parameters is compared by all else, which makes it 60 % alike at most", () => {
  const { score } = compare(traits([]), traits(named("Drive")));
  assert.equal(score, 0.6);
  const other = traits(named("Drive"), { vendor: "other" });
  assert.ok(compare(traits([]), other).score < score);
});

Deno.test("an instrument and an effect are less alike than two effects", () => {
  const sought = traits(named("Drive"));
  assert.ok(compare(sought, traits(named("Drive"), { isInstrument: true })).score <= 0.5);
});

Deno.test("a score is 1 for a plugin itself, if it has parameters, and never more or less than 0 to 1", () => {
  const parameter = fc.record({
    name: fc.string({ unit: "grapheme", maxLength: 12 }),
    unit: fc.constantFrom("", "dB", "Hz", "ms", "?"),
    minimum: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    maximum: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    stepCount: fc.nat(3),
  }).map(sampleParameter);
  const plugin = fc.array(parameter, { maxLength: 30 }).map((parameters) => traits(parameters));
  fc.assert(fc.property(plugin, plugin, (a, b) => {
    assert.ok(Math.abs(compare(a, a).score - (a.parameters.count === 0 ? 0.6 : 1)) < 1e-9);
    const { score } = compare(a, b);
    assert.ok(score >= 0 && score <= 1);
  }));
});
