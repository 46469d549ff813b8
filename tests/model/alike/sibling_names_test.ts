import assert from "node:assert/strict";
import { groupSiblings } from "../../../src/model/alike/sibling_groups.ts";
import { siblingFactsOf, type SiblingSample } from "./support/sibling_samples.ts";

/** Name, vendor and id of a plugin of one format; an instrument where the format ends in "i". */
type Named = readonly [format: string, name: string, vendor?: string, nativeId?: string];

/** Names as plugins of well-known vendors have them in several formats, without parameters: as imported lists have them. */
const SAME: readonly (readonly [why: string, a: Named, b: Named])[] = [
  ["the same name", ["vst3", "Pro-Q 3", "FabFilter"], ["clap", "Pro-Q 3", "FabFilter"]],
  ["a vendor in front", ["au", "FabFilter Pro-Q 3", "FabFilter"], ["vst3", "Pro-Q 3", "FabFilter"]],
  ["initials in front", ["au", "FF Pro-C 2", "FabFilter"], ["vst3", "FabFilter Pro-C 2", "FabFilter"]],
  ["initials of two words", ["vst3i", "NI Massive", "Native Instruments GmbH"], [
    "aui",
    "Massive",
    "Native Instruments",
  ]],
  ["a vendor twice", ["au", "FabFilter: FabFilter Saturn 2", "FabFilter"], ["clap", "Saturn 2", "FabFilter"]],
  ["a processor behind", ["vst3i", "Serum", "Xfer Records"], ["vst2i", "Serum_x64", "Xfer Records"]],
  ["a processor in brackets", ["clapi", "Diva", "u-he"], ["vst2i", "Diva(x64)", "u-he"]],
  ["64 bits", ["vst3", "Nova", "Tokyo Dawn Labs"], ["vst2", "Nova (64 bit)", "Tokyo Dawn Labs"]],
  ["a format in brackets", ["vst3i", "Dexed (VST3)", "Digital Suburban"], [
    "clapi",
    "Dexed",
    "Digital Suburban",
  ]],
  ["a format behind", ["lv2i", "Helm LV2", "Matt Tytel"], ["vst3i", "Helm", "Matt Tytel"]],
  ["a format in capitals", ["clap", "Spectral Compressor CLAP", "Robbert"], [
    "vst3",
    "Spectral Compressor",
    "Robbert",
  ]],
  ["an Audio Unit", ["au", "Raum (AU)", "Native Instruments"], ["vst3", "Raum", "Native Instruments"]],
  ["a format and a processor", ["vst2", "OTT (VST) x64", "Xfer Records"], ["vst3", "OTT", "Xfer Records"]],
  ["spaces", ["vst3", "ValhallaRoom", "Valhalla DSP, LLC"], ["au", "Valhalla Room", "Valhalla DSP"]],
  ["a vendor run together with the name", ["vst3", "ValhallaRoom", "Valhalla DSP"], [
    "clap",
    "Room",
    "Valhalla DSP",
  ]],
  ["small letters and a vendor", ["vst3i", "TAL-NoiseMaker", "TAL-Togu Audio Line"], [
    "clapi",
    "TAL Noisemaker",
    "TAL Software",
  ]],
  ["small letters without the vendor", ["vst3i", "NoiseMaker", "TAL Software"], [
    "clapi",
    "TAL-Noisemaker",
    "TAL Software",
  ]],
  ["initials of a vendor", ["vst3", "TAL-Chorus-LX", "Togu Audio Line"], [
    "clap",
    "TAL-Chorus-LX",
    "TAL Software GmbH",
  ]],
  ["a vendor that is only initials", ["vst3", "SSL Native Bus Compressor 2", "Solid State Logic"], [
    "au",
    "SSLNativeBusCompressor2",
    "SSL",
  ]],
  ["a vendor's spelling", ["vst3", "Decapitator", "Soundtoys"], ["au", "Decapitator", "Sound Toys, Inc."]],
  ["capitals", ["vst3", "PRO-L 2", "FABFILTER"], ["clap", "Pro-L 2", "Fab Filter"]],
  ["a legal form", ["vst3i", "Reaktor 6", "Native Instruments GmbH"], [
    "aui",
    "Reaktor 6",
    "Native Instruments",
  ]],
  ["a vendor's address", ["vst3", "TAL-Reverb-4", "www.tal-software.com"], [
    "clap",
    "TAL-Reverb-4",
    "TAL Software",
  ]],
  ["a shorter vendor", ["vst3i", "Serum", "Xfer"], ["aui", "Serum", "Xfer Records"]],
  ["a division", ["vst3", "elysia mpressor", "Plugin Alliance"], [
    "au",
    "elysia mpressor",
    "Plugin Alliance, LLC",
  ]],
  ["abbreviated channels", ["au", "API-2500 (m)", "Waves"], ["vst3", "API-2500 Mono", "Waves"]],
  ["two abbreviated channels", ["au", "H-Delay (m->s)", "Waves"], ["vst3", "H-Delay Mono/Stereo", "Waves"]],
  ["a generation and a processor", ["au", "AlchemistV3-x64", "Flux:: sound and picture development"], [
    "vst2",
    "Alchemist v3",
    "Flux:: sound and picture development",
  ]],
  ["a version with points", ["vst2", "Sforzando v1.962", "Plogue"], ["vst3", "sforzando", "Plogue"]],
  ["Roman numbers", ["vst2", "Twin II", "FabFilter"], ["vst3", "Twin 2", "FabFilter"]],
  ["a sign of a trade mark", ["vst3i", "AmpliTube® 5", "IK Multimedia"], [
    "aui",
    "AmpliTube 5",
    "IK Multimedia",
  ]],
  ["an accent", ["vst3", "Écho", "Élan"], ["clap", "Echo", "Elan"]],
  ["a vendor behind", ["vst2i", "Helm by Matt Tytel", "Matt Tytel"], ["vst3i", "Helm", "Matt Tytel"]],
  ["a vendor in brackets", ["vst2", "Room (Valhalla DSP)", "Valhalla DSP"], ["vst3", "Room", "Valhalla DSP"]],
  ["a CLAP id for the vendor", ["clap", "Pro-Q 3", "", "com.fabfilter.proq3"], [
    "vst3",
    "Pro-Q 3",
    "FabFilter",
  ]],
  ["an LV2 address for the vendor", ["lv2i", "Surge XT", "", "https://surge-synth-team.org/lv2/surge-xt"], [
    "vst3i",
    "Surge XT",
    "Surge Synth Team",
  ]],
  ["an LV2 address of a shared site", ["lv2i", "Odin2", "", "https://github.com/TheWaveWarden/odin2"], [
    "vst3i",
    "Odin 2",
    "The WaveWarden",
  ]],
  ["a person in LV2 whose company is in the id", [
    "lv2",
    "Kars",
    "falkTX",
    "http://distrho.sf.net/plugins/Kars",
  ], [
    "vst3",
    "Kars",
    "DISTRHO",
  ]],
  ["an LV2 name in a namespace", ["lv2", "ZamComp", "", "urn:zamaudio:ZamComp"], [
    "clap",
    "ZamComp",
    "ZamAudio",
  ]],
  ["another script", ["vst3", "残響", "音楽社"], ["clap", "残響 (CLAP)", "音楽社"]],
  ["Cyrillic with the vendor", ["vst3", "Студия Эхо", "Студия"], ["clap", "Эхо", "Студия"]],
  ["no vendor in either", ["vst2i", "Synth1", ""], ["aui", "Synth1", ""]],
  ["an AU of a vendor by JUCE", ["aui", "Vital", "Vital Audio", "aumu:Vita:Tyte"], [
    "vst3i",
    "Vital",
    "Vital Audio",
  ]],
];

/** Names of different products that resemble each other. */
const DIFFERENT: readonly (readonly [why: string, a: Named, b: Named])[] = [
  ["another product of a line", ["vst3i", "Massive", "Native Instruments"], [
    "aui",
    "Massive X",
    "Native Instruments",
  ]],
  ["a generation", ["vst3", "Pro-Q 3", "FabFilter"], ["clap", "Pro-Q 4", "FabFilter"]],
  ["a first and a later generation", ["vst3i", "Kontakt", "Native Instruments"], [
    "aui",
    "Kontakt 7",
    "Native Instruments",
  ]],
  ["a generation in Roman numbers", ["vst3", "Twin II", "FabFilter"], ["au", "Twin 3", "FabFilter"]],
  ["generations with a v", ["vst3", "Alchemist v2", "Flux"], ["au", "AlchemistV3-x64", "Flux"]],
  ["an instrument and its effect", ["vst3i", "Vital", "Vital Audio"], ["clap", "Vital FX", "Vital Audio"]],
  ["an instrument and an effect of one name", ["vst3i", "Vital", "Vital Audio"], [
    "clap",
    "Vital",
    "Vital Audio",
  ]],
  ["effects of an instrument", ["vst3i", "Surge XT", "Surge Synth Team"], [
    "clap",
    "Surge XT Effects",
    "Surge Synth Team",
  ]],
  ["a MIDI effect", ["aui", "Kontakt", "Native Instruments"], [
    "vst3",
    "Kontakt MIDI Controlled FX",
    "Native Instruments",
  ]],
  ["an effect of a host", ["vst2", "Guitar Rig 5", "Native Instruments"], [
    "au",
    "Guitar Rig 5 MFX",
    "Native Instruments",
  ]],
  ["an edition", ["vst3i", "Pianoteq 8", "Modartt"], ["clapi", "Pianoteq 8 STAGE", "Modartt"]],
  ["a light edition", ["vst3", "AmpliTube 5", "IK Multimedia"], ["au", "AmpliTube 5 LE", "IK Multimedia"]],
  ["a demo", ["vst3", "MDrummer", "MeldaProduction"], ["au", "MDrummerDemo", "MeldaProduction"]],
  ["a multiple output", ["vst3i", "MDrummer", "MeldaProduction"], [
    "aui",
    "MDrummer16out",
    "MeldaProduction",
  ]],
  ["mono and stereo", ["vst3", "API-2500 Mono", "Waves"], ["au", "API-2500 (s)", "Waves"]],
  ["one and two channels", ["vst3", "H-Delay Mono", "Waves"], ["au", "H-Delay (m->s)", "Waves"]],
  ["surround", ["vst3", "DTS Neural UpMix Stereo/5.1", "DTS"], ["au", "DTS Neural UpMix Stereo/7.1", "DTS"]],
  ["two orders of channels", ["lv2", "MS to Stereo", "Steve Harris"], [
    "ladspa",
    "Stereo to MS",
    "Steve Harris",
  ]],
  ["a side chain", ["vst3", "elysia mpressor", "Plugin Alliance"], [
    "vst2",
    "elysia mpressor sc",
    "Plugin Alliance",
  ]],
  ["a live edition", ["vst3", "Bass Rider Mono", "Waves"], ["au", "Bass Rider Live Mono", "Waves"]],
  ["a plus", ["vst3", "Vinyl", "iZotope"], ["clap", "Vinyl+", "iZotope"]],
  ["a revision", ["vst3", "UAD UA 610-A", "Universal Audio"], ["au", "UAD UA 610-B", "Universal Audio"]],
  ["another vendor with a common name", ["vst3", "Delay", "Ann Audio"], ["clap", "Delay", "Bob Audio"]],
  ["words that all vendors have", ["vst3", "Reverb", "Blue Audio Software"], [
    "clap",
    "Reverb",
    "Red Audio Software",
  ]],
  ["vendors of templates", ["vst3", "Gain", "yourcompany"], ["clap", "Gain", "Ann"]],
  ["a given name", ["lv2", "Chorus", "David Robillard"], ["vst3", "Chorus", "David Bartold"]],
  ["an id at a site of many vendors", ["lv2", "Gain", "", "https://github.com/ann/gain"], [
    "vst3",
    "Gain",
    "GitHub",
  ]],
  ["an id of another vendor", ["clap", "Gain", "", "com.ann.gain"], ["vst3", "Gain", "Bob"]],
  ["a vendor's own name is the plugin's", ["vst3i", "Vital", "Vital"], ["clapi", "Vital FX", "Vital"]],
  ["only a vendor's name and a variant", ["vst3", "Waves Mono", "Waves"], ["au", "Waves Stereo", "Waves"]],
  ["a plugin that is called like a format", ["vst3", "Hand Clap", "Ann"], ["clap", "Hand", "Ann"]],
  ["anagrams", ["vst3", "Tuner", "Ann"], ["clap", "Nuter", "Ann"]],
];

function sampleOf([kind, name, vendor = "", nativeId]: Named, at: number): SiblingSample {
  const isInstrument = kind.endsWith("i");
  const format = isInstrument ? kind.slice(0, -1) : kind;
  return { id: `${format}:${nativeId ?? `${at}`}`, name, vendor, isInstrument };
}

function reasonFor(a: Named, b: Named): string | undefined {
  const [one, other] = [sampleOf(a, 1), sampleOf(b, 2)];
  const groups = groupSiblings([one, other].map(siblingFactsOf), []);
  return groups[0]?.links[0]?.reason.code;
}

for (const [why, a, b] of SAME) {
  Deno.test(`names differ in one plugin's formats by ${why}`, () => {
    assert.notEqual(reasonFor(a, b), undefined, `${a[1]} ${b[1]}`);
    assert.equal(reasonFor(a, b), reasonFor(b, a));
  });
}

for (const [why, a, b] of DIFFERENT) {
  Deno.test(`names of different plugins resemble each other by ${why}`, () => {
    assert.equal(reasonFor(a, b), undefined, `${a[1]} ${b[1]}`);
    assert.equal(reasonFor(b, a), undefined, `${b[1]} ${a[1]}`);
  });
}

/** Parameters as a product and its editions share them. */
const KNOBS = "Attack Release Ratio Threshold Knee Mix Output Input Range Hold".split(" ");

Deno.test("an edition with all parameters of another is a plugin of its own", () => {
  for (const [, a, b] of DIFFERENT) {
    const facts = [sampleOf(a, 1), sampleOf(b, 2)].map((sample, at) =>
      siblingFactsOf({ ...sample, parameters: KNOBS }, at)
    );
    // Of other vendors or kinds the same parameters decide: LADSPA has no instruments.
    if (a[2] !== b[2] || a[0].endsWith("i") !== b[0].endsWith("i")) continue;
    assert.deepEqual(groupSiblings(facts, []), [], `${a[1]} ${b[1]}`);
  }
});

Deno.test("a renamed plugin is found by the name in its id and by its parameters", () => {
  const samples = [
    { id: "ladspa:1941:Mvclpf-1", name: "Mvclpf-1   Digital VC filter", vendor: "Fons", parameters: KNOBS },
    {
      id: "lv2:http://example.org/fomp/mvclpf1",
      name: "Moog Low-Pass Filter 1",
      vendor: "David",
      parameters: KNOBS,
    },
    {
      id: "lv2:http://example.net/mvclpf1",
      name: "Other",
      vendor: "Eve",
      parameters: ["A", "B", "C", "D", "E"],
    },
  ];
  const [group, ...others] = groupSiblings(samples.map(siblingFactsOf), []);
  assert.deepEqual(others, []);
  assert.deepEqual(group!.members.map(({ id }) => id).sort(), [samples[0]!.id, samples[1]!.id]);
  assert.equal(group!.links[0]!.reason.code, "name-in-id");
});

Deno.test("an effect and an instrument of one name and one set of parameters stay apart where both have a sibling", () => {
  const twin = (id: string, isInstrument: boolean) => ({
    ...{ id, isInstrument, parameters: KNOBS, name: "Vital", vendor: "Vital Audio" },
  });
  const samples = [twin("vst3:1", true), twin("vst3:2", false), twin("clap:1", true), twin("clap:2", false)];
  const groups = groupSiblings(samples.map(siblingFactsOf), []);
  assert.deepEqual(groups.map(({ members }) => members.map(({ id }) => id).sort()).sort(), [
    ["clap:1", "vst3:1"],
    ["clap:2", "vst3:2"],
  ]);
});

Deno.test("a code that a vendor has given twice does not make two plugins one", () => {
  const samples = [
    { id: "au:aufx:N9AU:UADx", name: "UAD UA 1176LN Rev E", vendor: "Universal Audio", parameters: KNOBS },
    {
      id: `vst2:${0x4e394155}`,
      name: "Lexicon 224",
      vendor: "Universal Audio",
      parameters: ["Size", "Decay", "Diffusion", "Predelay", "Depth", "Treble"],
    },
  ];
  assert.deepEqual(groupSiblings(samples.map(siblingFactsOf), []), []);
});
