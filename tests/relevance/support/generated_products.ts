import type { Product } from "./relevance_data.ts";

/** Words that names of plugins are made of. */
const NAME_WORDS =
  ("Amber Analog Apex Arc Atlas Aura Axis Balance Bass Beam Big Black Bloom Blue Boost Breeze Bright Bus Cascade Chain " +
    "Chamber Circuit Clean Cloud Color Core Crush Crystal Cube Current Curve Dark Deep Depth Detail Digital Drift Drive " +
    "Drum Dual Dust Dynamic Echo Edge Electric Ember Energy Ether Fat Field Fire Flex Flow Flux Fold Force Form Frame " +
    "Freq Fusion Gain Gate Ghost Glass Glow Gold Grain Granite Gravity Green Grid Groove Grove Harmonic Haze Heat Helix " +
    "Hollow Horizon Hybrid Ice Impact Ion Iron Jet Key Kick Lab Layer Level Light Line Liquid Loop Lumen Lunar Magnet " +
    "Matrix Mega Meter Micro Mirror Mist Mod Mono Moon Motion Multi Nebula Neon Noise Nova Oak Ocean Octa Onyx Orbit " +
    "Oxide Pad Panel Parallel Particle Path Peak Phase Pixel Plate Plex Polar Poly Prime Prism Pulse Punch Pure Quad " +
    "Quartz Radio Rain Range Raven Ray Red Reel Relay Ribbon Ridge Ring Ripple Rise River Rock Room Rotor Ruby Sand " +
    "Scale Shade Shape Shift Shine Side Signal Silk Silver Sine Sky Slate Smart Smooth Snap Solar Solid Sonic Space " +
    "Spark Spectral Spin Spring Stack Star Steel Stereo Stone Storm Strand Stream Strip Studio Sub Super Surge Swarm " +
    "Swell Tape Tempo Tera Texture Thermal Tide Tilt Time Titan Tone Tool Trace Track Tremor Tri Tube Turbo Twin Ultra " +
    "Unison Valve Vapor Vector Veil Velvet Verb Vibe Vintage Vinyl Vista Vocal Void Volt Vortex Warm Warp Wave Weave " +
    "Wide Wild Wind Wire Wood Zen Zero Zone").split(" ");

const VENDOR_ENDINGS =
  "Audio,Sound,DSP,Labs,Music,Instruments,Systems,Sonics,Acoustics,Software,Works,Plugins,Research,Devices"
    .split(",");

/** Kinds by how many plugins are of them, roughly, with what such plugins are called. */
const KINDS: readonly [category: string, share: number, names: readonly string[]][] = [
  ["synthesizer", 22, ["Synth", "", "", "One", "Poly", "FM"]],
  ["compressor", 12, ["Comp", "Compressor", "Leveler", "Bus Comp", ""]],
  ["equalizer", 11, ["EQ", "Equalizer", "Filter EQ", "Curve", ""]],
  ["reverb", 11, ["Reverb", "Verb", "Hall", "Plate", "Space", ""]],
  ["delay", 9, ["Delay", "Echo", "Repeats", ""]],
  ["distortion", 10, ["Drive", "Saturator", "Distortion", "Fuzz", "Crusher", "Tape", ""]],
  ["sampler", 6, ["Sampler", "Strings", "Keys", "Piano", "Choir"]],
  ["limiter", 4, ["Limiter", "Maximizer", "Clip"]],
  ["guitar", 4, ["Amp", "Amp Suite", "Cab"]],
  ["chorus", 3, ["Chorus", "Ensemble"]],
  ["filter", 3, ["Filter", "Sweep"]],
  ["utility", 3, ["Gain", "Tool", "Utility"]],
  ["analyzer", 2, ["Meter", "Scope", "Analyzer"]],
];

/** The same numbers in each run. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Plugins that nobody sells, to fill a catalog with; none has a name of those that are given. */
export function generateProducts(count: number, taken: readonly Product[]): Product[] {
  const random = randomNumbers(7);
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)]!;
  const takenNames = new Set(taken.map(({ name }) => name.toLowerCase()));
  const names = new Set<string>();
  const vendors = Array.from(
    { length: Math.ceil(count / 12) },
    () => `${vendorWord(random)} ${pick(VENDOR_ENDINGS)}`,
  );
  const shares = KINDS.flatMap(([, share], kind) => Array.from({ length: share }, () => kind));
  const products: Product[] = [];
  while (products.length < count) {
    const [category, , endings] = KINDS[pick(shares)]!;
    const first = random() < 0.3 ? pick(NAME_WORDS) + pick(NAME_WORDS).toLowerCase() : pick(NAME_WORDS);
    const second = random() < 0.4 ? ` ${pick(NAME_WORDS)}` : "";
    const version = random() < 0.3 ? ` ${1 + Math.floor(random() * 9)}` : "";
    const name = `${first}${second} ${pick(endings)}`.trim() + version;
    if (names.has(name.toLowerCase()) && random() < 0.98) continue;
    // Vendors differ in size as real ones do.
    const vendor = vendors[Math.floor(random() ** 2 * vendors.length)]!;
    if (takenNames.has(name.toLowerCase())) continue;
    names.add(name.toLowerCase());
    products.push({ vendor, category, name });
  }
  return products;
}

const SYLLABLES =
  "ba ker lon dor mi ra sto nel vi tan ul fre no ga lis pe cor du wen ha zo ti mar que sol bri ax".split(" ");

function vendorWord(random: () => number): string {
  const count = 2 + Math.floor(random() * 2);
  const word = Array.from({ length: count }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(
    "",
  );
  return word[0]!.toUpperCase() + word.slice(1);
}

const PARAMETERS =
  ("Gain,Mix,Dry/Wet,Output,Input,Bypass,Attack,Release,Threshold,Ratio,Knee,Makeup,Drive,Tone,Cutoff,Resonance," +
    "Filter Type,Filter Cutoff,Filter Resonance,Filter Env,LFO Rate,LFO Depth,LFO Shape,LFO Sync,Rate,Depth,Feedback," +
    "Time,Sync,Ping Pong,Low Cut,High Cut,Low Gain,High Gain,Mid Gain,Mid Freq,Mid Q,Freq,Q,Band 1 Freq,Band 1 Gain," +
    "Band 1 Q,Band 2 Freq,Band 2 Gain,Band 2 Q,Band 3 Freq,Band 3 Gain,Band 4 Freq,Decay,Size,Predelay,Damping," +
    "Diffusion,Early Level,Width,Pan,Stereo,Mono,Osc 1 Wave,Osc 1 Pitch,Osc 1 Level,Osc 2 Wave,Osc 2 Pitch,Osc 2 Level," +
    "Osc Mix,Detune,Unison,Glide,Portamento,Voices,Volume,Sustain,Env 1 Attack,Env 1 Decay,Env 1 Sustain," +
    "Env 1 Release,Env 2 Attack,Env 2 Decay,Mod Wheel,Velocity,Macro 1,Macro 2,Macro 3,Macro 4,Arp On,Arp Rate," +
    "Noise,Color,Character,Mode,Quality,Oversampling,Ceiling,Lookahead,Sidechain,Sidechain HPF,Range,Hold,Hysteresis," +
    "Wow,Flutter,Saturation,Bias,Speed,Warmth,Air,Presence,Bass,Treble,Middle,Master,Trim,Phase,Swing,Randomize")
    .split(",");

/** Names of parameters as such plugins have them: a few nearly always, most of them seldom. */
export function parameterNames(random: () => number): string[] {
  const count = 4 + Math.floor(random() ** 2 * 60);
  const names = new Set<string>();
  for (let i = 0; i < count; i++) names.add(PARAMETERS[Math.floor(random() ** 1.7 * PARAMETERS.length)]!);
  return [...names];
}

const PRESET_WORDS =
  "Warm Bright Soft Hard Big Small Vocal Drum Kick Snare Bass Lead Pad Pluck Keys Room Hall Plate Slap Wide Clean Crunch Lush Dark Gentle Master Bus Glue Punchy Vintage"
    .split(" ");

/** Names of presets: two words that go with many. */
export function presetNames(random: () => number): string[] {
  const pick = () => PRESET_WORDS[Math.floor(random() * PRESET_WORDS.length)]!;
  return Array.from({ length: Math.floor(random() ** 3 * 20) }, () => `${pick()} ${pick()}`);
}
