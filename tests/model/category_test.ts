import assert from "node:assert/strict";
import { categorize } from "../../src/model/category.ts";

const CASES: [words: string[], category: string, features: string[], isInstrument: boolean][] = [
  [["Fx", "Distortion"], "distortion", ["audio-effect", "distortion"], false],
  [["Fx", "EQ", "Mono"], "equalizer", ["audio-effect", "equalizer", "mono"], false],
  [["Fx", "Dynamics"], "dynamics", ["audio-effect"], false],
  [["Fx", "Dynamics", "Mastering", "EQ"], "equalizer", ["audio-effect", "mastering", "equalizer"], false],
  [["Instrument", "Synth"], "synthesizer", ["instrument", "synthesizer"], true],
  [["Instrument"], "other", ["instrument"], true],
  [["Fx"], "other", ["audio-effect"], false],
  [["Something New"], "other", [], false],
  [[], "other", [], false],
];

for (const [words, category, features, isInstrument] of CASES) {
  Deno.test(`categorize() takes ${words.join("|") || "nothing"} for "${category}"`, () => {
    assert.deepEqual(categorize("vst3", words), { category, features, isInstrument });
  });
}
