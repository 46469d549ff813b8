/**
 * People's names for each of our categories. A word for several kinds is listed
 * with each of them. Only whole words count.
 */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "analyzer": ["analyser", "analysis", "meter", "metering", "spectrum", "scope", "oscilloscope", "loudness"],
  "bass": [],
  "channel-strip": ["channelstrip", "strip", "channel", "console"],
  "chorus": ["chor", "ensemble"],
  "compressor": ["comp", "comps", "compression", "compressors", "leveler", "leveller"],
  "de-esser": ["deesser", "desser", "deess", "sibilance"],
  "delay": ["dly", "del", "echo", "delays"],
  "distortion": [
    "dist",
    "overdrive",
    "drive",
    "saturation",
    "saturator",
    "sat",
    "fuzz",
    "waveshaper",
    "bitcrusher",
    "crusher",
    "exciter",
    "tape",
    "clipper",
  ],
  "drum": ["drums", "percussion"],
  "drum-machine": ["drummachine", "drums", "drum", "beatbox"],
  "dynamics": ["dyn"],
  "equalizer": ["eq", "eqs", "equaliser", "equalization", "equalisation", "equalizers"],
  "expander": ["exp", "expand"],
  "filter": ["filt", "filters"],
  "flanger": ["flange", "flanging"],
  "frequency-shifter": ["freqshift", "freqshifter"],
  "gate": ["noisegate", "gating"],
  "generator": ["gen", "oscillator"],
  "glitch": ["stutter"],
  "granular": ["grain", "granulator"],
  "guitar": ["gtr", "amp", "ampsim", "guitars"],
  "instrument": ["instruments", "vsti"],
  "limiter": ["lim", "limiters", "maximizer", "maximiser"],
  "mastering": ["master"],
  "microphone": ["mic"],
  "mixing": ["mix"],
  "modulation": ["mod"],
  "multi-effects": ["multi", "multifx", "multieffect", "multieffects", "fx"],
  "network": [],
  "note-detector": [],
  "note-effect": ["arp", "arpeggiator", "midi", "chords", "sequencer"],
  "other": [],
  "phase-vocoder": ["vocoder"],
  "phaser": ["phase", "phasing"],
  "piano": ["pno", "pianos", "keys", "keyboard"],
  "pitch-correction": ["autotune", "tune", "tuning", "tuner"],
  "pitch-shifter": ["pitch", "pitchshift", "pitchshifter", "harmonizer", "harmoniser", "octaver"],
  "restoration": ["denoise", "denoiser", "noise", "repair", "declick", "dereverb", "cleanup"],
  "reverb": ["verb", "verbs", "rev", "rvb", "reverberation", "reverbs", "convolution"],
  "sampler": ["samp", "sample", "samples", "rompler", "samplers"],
  "simulation": ["sim", "simulator", "amp", "cabinet", "cab"],
  "spatial": ["pan", "panner", "imager", "stereo", "widener", "width", "binaural"],
  "spectral": [],
  "synthesizer": ["synth", "synths", "syn", "synthesiser", "synthesis"],
  "transient-shaper": ["transient", "transients", "transientshaper"],
  "tremolo": ["trem"],
  "utility": ["util", "tool", "tools", "gain", "utilities"],
  "vocals": ["vox", "vocal", "voice"],
};

/** All categories. */
export const CATEGORIES: readonly string[] = Object.keys(NAMES);

/** Categories by each of their names, run together. */
const BY_NAME = new Map<string, string[]>();
for (const [category, names] of Object.entries(NAMES)) {
  for (const name of [category, category.replaceAll("-", ""), ...names]) {
    const known = BY_NAME.get(name);
    if (known === undefined) BY_NAME.set(name, [category]);
    else if (!known.includes(category)) known.push(category);
  }
}

/** The categories that a word means, by their names and common other names; most words mean none. */
export function categoriesCalled(word: string): readonly string[] {
  return BY_NAME.get(word) ?? [];
}

/** All words that mean a category, for suggestions. */
export function categoryNames(): string[] {
  return [...BY_NAME.keys()];
}
