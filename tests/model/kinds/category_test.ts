import assert from "node:assert/strict";
import { categorize } from "../../../src/model/kinds/category.ts";
import { LV2_CLASSES, LV2_PARENTS } from "../../../src/model/kinds/lv2_classes.ts";

type Case = [words: string[], category: string, features: string[], isInstrument: boolean];

const VST3_CASES: Case[] = [
  [["Fx", "Distortion"], "distortion", ["audio-effect", "distortion"], false],
  [["Fx", "EQ", "Mono"], "equalizer", ["audio-effect", "equalizer", "mono"], false],
  [["Fx", "Dynamics"], "dynamics", ["audio-effect"], false],
  [["Fx", "Dynamics", "Mastering", "EQ"], "equalizer", ["audio-effect", "mastering", "equalizer"], false],
  [["Instrument", "Synth"], "synthesizer", ["instrument", "synthesizer"], true],
  [["Instrument"], "instrument", ["instrument"], true],
  [["Instrument|Sampler"], "sampler", ["instrument", "sampler"], true],
  [["Instrument", "Drum"], "drum", ["instrument", "drum"], true],
  [["Instrument", "Generator"], "instrument", ["instrument"], true],
  [["Instrument", "Piano"], "piano", ["instrument"], true],
  [["Fx", "ReverbPlugin"], "reverb", ["audio-effect", "reverb"], false],
  [["Fx"], "other", ["audio-effect"], false],
  [["Fx", "Dynamics", "Compressor"], "compressor", ["audio-effect", "compressor"], false],
  [["Fx", "Dynamics", "Limiter"], "limiter", ["audio-effect", "limiter"], false],
  [["Fx", "Modulation", "Phaser"], "phaser", ["audio-effect", "phaser"], false],
  [["Fx", "De Esser"], "de-esser", ["audio-effect", "de-esser"], false],
  [["Something New"], "other", [], false],
  [[], "other", [], false],
];

/** The first is the plugin's class, the others those above it, in any order. */
const LV2_CASES: Case[] = [
  [["CompressorPlugin", "DynamicsPlugin"], "compressor", ["audio-effect", "compressor"], false],
  [["SimulatorPlugin", "DelayPlugin", "ReverbPlugin"], "reverb", ["audio-effect", "reverb"], false],
  [["FilterPlugin", "EQPlugin", "MultiEQPlugin"], "equalizer", ["audio-effect", "equalizer"], false],
  [["DynamicsPlugin"], "dynamics", ["audio-effect"], false],
  [["InstrumentPlugin", "GeneratorPlugin"], "instrument", ["instrument"], true],
  [["InstrumentPlugin", "OscillatorPlugin"], "instrument", ["instrument"], true],
  [["ReverbPlugin"], "reverb", ["audio-effect", "reverb"], false],
  [["lv2:ReverbPlugin"], "reverb", ["audio-effect", "reverb"], false],
  [["http://lv2plug.in/ns/lv2core#ReverbPlugin"], "reverb", ["audio-effect", "reverb"], false],
  [["Instrument|Synth"], "synthesizer", ["instrument", "synthesizer"], true],
  [["OscillatorPlugin", "GeneratorPlugin"], "generator", [], false],
  [["AnalyserPlugin", "UtilityPlugin"], "analyzer", ["analyzer"], false],
  [["MIDIPlugin"], "note-effect", ["note-effect"], false],
  [["MixerPlugin", "UtilityPlugin"], "utility", ["mixing", "utility"], false],
  [["DelayPlugin", "GatePlugin", "DynamicsPlugin"], "delay", ["audio-effect", "delay", "gate"], false],
  [["DynamicsPlugin", "De-EsserPlugin"], "de-esser", ["audio-effect", "de-esser"], false],
  [["constructor", "SomethingPlugin"], "other", [], false],
  [[], "other", [], false],
];

const CLAP_CASES: Case[] = [
  [["audio-effect", "equalizer", "stereo"], "equalizer", ["audio-effect", "equalizer", "stereo"], false],
  [["audio-effect", "mastering", "limiter"], "limiter", ["audio-effect", "mastering", "limiter"], false],
  [["instrument", "synthesizer"], "synthesizer", ["instrument", "synthesizer"], true],
  [["audio-effect"], "other", ["audio-effect"], false],
  [["instrument"], "instrument", ["instrument"], true],
  [["ReverbPlugin"], "reverb", ["reverb"], false],
  [["note-effect"], "note-effect", ["note-effect"], false],
  [["Fx", "Modulation", "Ring_Thing", "EQ"], "equalizer", ["audio-effect", "equalizer"], false],
  [["audio-effect", "pitch shift"], "pitch-shifter", ["audio-effect", "pitch-shifter"], false],
  [["Audio-Effect", "vendor:chord-maker", "__proto__"], "other", ["audio-effect"], false],
];

const LADSPA_CASES: Case[] = [
  [["FrequencyMeterPlugin"], "analyzer", ["analyzer"], false],
  [["InstrumentPlugin"], "instrument", ["instrument"], true],
  [["NotchPlugin", "FilterPlugin"], "filter", ["audio-effect", "filter"], false],
  [[], "other", [], false],
];

const ALL_CASES = { vst3: VST3_CASES, lv2: LV2_CASES, clap: CLAP_CASES, ladspa: LADSPA_CASES } as const;

for (const [format, cases] of Object.entries(ALL_CASES) as [keyof typeof ALL_CASES, Case[]][]) {
  for (const [words, category, features, isInstrument] of cases) {
    Deno.test(`categorize() takes ${words.join("|") || "nothing"} of ${format} for "${category}"`, () => {
      const { kinds: _kinds, ...read } = categorize(format, words);
      assert.deepEqual(read, { category, features, isInstrument });
    });
  }
}

Deno.test("LV2_PARENTS names classes that are known", () => {
  for (const [name, parents] of Object.entries(LV2_PARENTS)) {
    for (const known of [name, ...parents]) assert.ok(known in LV2_CLASSES, known);
  }
});
