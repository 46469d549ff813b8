import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { bytesAsSource, type ByteSource } from "../../../src/file_formats/byte_source.ts";
import type { FileFault } from "../../../src/file_formats/file_format_error.ts";
import type { FilePreset } from "../../../src/file_formats/presets/file_preset.ts";
import { PRESET_ENDINGS } from "../../../src/file_formats/presets/preset_endings.ts";
import { readPresetFile } from "../../../src/file_formats/presets/read_preset_file.ts";
import { readVst2Preset } from "../../../src/file_formats/presets/vst2_preset.ts";
import { timesOf } from "../../support/counts.ts";
import { SEED } from "../../support/seed.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { faultOf } from "../support/fault_of.ts";
import {
  AU_PRESET,
  CLASS_ID,
  COMPONENT,
  dawproject,
  livePreset,
  PRESET_FILES,
  RACK_XML,
  VST2_PROGRAM,
  VST3_STATE,
} from "../support/preset_files.ts";

const read = (name: string, bytes: Uint8Array<ArrayBuffer> = PRESET_FILES[name]!.bytes) =>
  readPresetFile({ name, source: bytesAsSource(bytes) }).presets;

/** A line for each preset: name, plugin's id, plugin's name, key, and the format of the state. */
const shown = (presets: readonly FilePreset[]) =>
  presets.map(({ name, pluginId, pluginName, loadKey, state, foreign }) =>
    [name, pluginId ?? "-", pluginName ?? "-", loadKey, state?.format ?? foreign?.format ?? "-"].join(" | ")
  );

const ZAM = `vst3:${CLASS_ID}`;
const HARP = "vst2:1296318840";
const EQ = "au:aufx:nbeq:appl";

Deno.test("readPresetFile() reads what each kind of file says of its presets", () => {
  const expected: Record<string, string[]> = {
    "Warm.vstpreset": [`Warm | ${ZAM} | ZamTube |  | vst3`],
    "harp.fxp": [`Harp | ${HARP} | - |  | vst2`],
    "bank.fxb": [`bank | ${HARP} | - |  | vst2`],
    "Bright.aupreset": [`Bright | ${EQ} | - |  | au`],
    "Chain.RfxChain": [
      `Chain (ZamTube) | ${ZAM} | ZamTube | 0 | vst3`,
      "Chain (Surge XT) | clap:org.surge-synth-team.surge-xt | Surge XT | 1 | clap",
      `Chain (mda Harp) | ${HARP} | mda Harp | 2 | vst2`,
      `Chain (AUNBandEQ) | ${EQ} | AUNBandEQ | 3 | -`,
      "Chain (Röhre) | lv2:urn:example:tube | Röhre | 4 | -",
      "Chain (loser/3BandEQ) | - | loser/3BandEQ | 5 | -",
    ],
    "Harp.RPL": [
      `Soft | ${HARP} | mda Harp | Soft | vst2`,
      `Soft | ${HARP} | mda Harp | Soft #2 | vst2`,
      `Hard | ${HARP} | - | Hard | vst2`,
      "Warm | - | ZamTube | Warm | vst3",
    ],
    "vst-mda_harp.ini": [`Soft | ${HARP} | mda_harp | Soft | vst2`],
    "Rack.adg": [`Rack | ${ZAM} | - | 0 | vst3`, `Rack (Bright) | ${EQ} | - | 1 | au`],
    "Harp.adv": [`Harp | ${HARP} | mda Harp | 0 | vst2`],
    "Song.dawproject": [
      `Song (Warm) | ${ZAM} | ZamTube | 0 | vst3`,
      "Song (Surge) | clap:org.surge | Surge | 1 | clap",
      `Song (Harp) | ${HARP} | Harp | 2 | vst2`,
      `Song (EQ) | ${EQ} | EQ | 3 | au`,
      "Song (Outside) | - | Outside | 4 | -",
    ],
  };
  for (const [name, { container, bytes }] of Object.entries(PRESET_FILES)) {
    const file = readPresetFile({ name, source: bytesAsSource(bytes) });
    assert.equal(file.container, container, name);
    assert.deepEqual(shown(file.presets), expected[name], name);
  }
  assert.deepEqual(
    new Set(PRESET_ENDINGS.values()),
    new Set(Object.values(PRESET_FILES).map(({ container }) => container)),
  );
});

Deno.test("readPresetFile() reads the same state from every container", () => {
  const clap = { format: "clap", data: COMPONENT.toBase64() };
  const chain = read("Chain.RfxChain");
  const project = read("Song.dawproject");
  const vst3 = [read("Warm.vstpreset")[0], chain[0], read("Harp.RPL")[3], read("Rack.adg")[0], project[0]];
  for (const preset of vst3) assert.deepEqual(preset?.state, VST3_STATE, preset?.name);
  for (const preset of [chain[1], project[1]]) assert.deepEqual(preset?.state, clap);
  for (const preset of [read("Rack.adg")[1], project[3]]) assert.deepEqual(preset?.foreign?.file, AU_PRESET);
  const programs = [read("harp.fxp")[0], chain[2], read("Harp.RPL")[0], read("vst-mda_harp.ini")[0]];
  for (const preset of programs) {
    const { state } = readVst2Preset(bytesAsSource(preset!.foreign!.file));
    assert.deepEqual(state, { kind: "parameters", values: [0.5, 0.25] });
  }
  assert.deepEqual(read("Harp.adv")[0]?.foreign?.file, project[2]?.foreign?.file.with(23, 1));
});

Deno.test("readPresetFile() reads who has made a preset, and its tags", () => {
  const [preset] = read("Warm.vstpreset");
  assert.equal(preset?.author, "Ada");
  assert.equal(preset?.description, 'For <vocals> & "more"');
  assert.deepEqual(preset?.tags, ["warm", "tube"]);
});

Deno.test("readPresetFile() reads the programs of a bank one by one", () => {
  const head = [..."CcnK\0\0\0\0FxBk\0\0\0\x01MDAx\0\0\0\x01\0\0\0\x02"].map((sign) => sign.charCodeAt(0));
  const bank = Uint8Array.from([...head, ...new Uint8Array(128), ...VST2_PROGRAM, ...VST2_PROGRAM]);
  assert.deepEqual(shown(read("bank.fxb", bank)), [
    `Harp | ${HARP} | - | 0 | vst2`,
    `Harp | ${HARP} | - | 1 | vst2`,
  ]);
});

Deno.test("readPresetFile() believes what a file begins with, not its ending", () => {
  const cases = [
    ["Warm.vstpreset", "a.fxp"],
    ["harp.fxp", "a.vstpreset"],
    ["Rack.adg", "a.txt"],
    [
      "Song.dawproject",
      "a",
    ],
    ["Harp.RPL", "a.ini"],
    ["Bright.aupreset", "a.xml"],
    ["bank.fxb", "b.fxp"],
  ] as const;
  for (const [from, to] of cases) {
    const { container, bytes } = PRESET_FILES[from]!;
    assert.equal(readPresetFile({ name: to, source: bytesAsSource(bytes) }).container, container, to);
  }
});

Deno.test("readPresetFile() without states reads neither them nor their size", () => {
  for (const [name, { bytes }] of Object.entries(PRESET_FILES)) {
    const whole = readPresetFile({ name, source: bytesAsSource(bytes) });
    const described = readPresetFile({ name, source: bytesAsSource(bytes) }, { withStates: false });
    assert.deepEqual(
      described.presets,
      whole.presets.map(({ state: _state, foreign: _foreign, ...rest }) => rest),
    );
  }
});

Deno.test("readPresetFile() refuses files that are no presets", () => {
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  const cases: [string, Uint8Array<ArrayBuffer>, FileFault][] = [
    ["a.vstpreset", new Uint8Array(), "truncated"],
    ["a.txt", bytesOf("text"), "unsupported"],
    ["a.ini", bytesOf("[Folders]\nNbFolders=0\n"), "invalid"],
    ["a.adg", livePreset("<Project/>"), "invalid"],
    [
      "a.dawproject",
      dawproject("<Project><Vst3Plugin><State path='none.vstpreset'/></Vst3Plugin></Project>"),
      "invalid",
    ],
    ["text.RfxChain", bytesOf("hello there\n"), "invalid"],
    ["a.RfxChain", bytesOf("<VST x y 0 z 1{}\n  !!!!\n>"), "invalid"],
    ["a.adg", livePreset(RACK_XML.replace("<ProcessorState>", "<ProcessorState>X")), "invalid"],
  ];
  for (const [name, bytes, fault] of cases) assert.equal(faultOf(() => read(name, bytes)), fault, name);
});

Deno.test("readPresetFile() refuses files that are made to harm", () => {
  const laughs = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><Ableton>&c;</Ableton>';
  const state = (path: string) =>
    dawproject(`<Project><Vst3Plugin><State path="${path}"/></Vst3Plugin></Project>`);
  const cases: [string, Uint8Array<ArrayBuffer>, FileFault][] = [
    ["entities.adg", livePreset(laughs), "invalid"],
    ["deep.adg", livePreset(`<Ableton>${"<a>".repeat(2000)}`), "too-large"],
    ["bomb.adg", new Uint8Array(gzipSync(new Uint8Array(80 * 1024 ** 2).fill(32))), "too-large"],
    ["deep.RfxChain", new TextEncoder().encode("<VST\n".repeat(500)), "too-large"],
    ["outside.dawproject", state("../../etc/passwd"), "invalid"],
    ["absolute.dawproject", state("/etc/passwd"), "invalid"],
  ];
  for (const [name, bytes, fault] of cases) assert.equal(faultOf(() => read(name, bytes)), fault, name);
});

for (const [name, { bytes }] of Object.entries(PRESET_FILES)) {
  Deno.test(`${name} that is cut off anywhere is refused`, () => {
    const whole = shown(read(name));
    for (let length = 0; length < bytes.length; length++) {
      let presets: string[] | undefined;
      const fault = faultOf(() => presets = shown(read(name, bytes.slice(0, length))));
      // A text has no length: what is left may be a whole file with fewer presets.
      if (fault === undefined) assert.ok(presets!.length <= whole.length, `${length} bytes`);
      if (/\.(vstpreset|fx[pb]|ad[gv]|dawproject)$/.test(name)) {
        assert.ok(fault !== undefined, `${length} bytes`);
      }
    }
  });

  Deno.test(`${name} with wrong bytes is read, or refused`, () => {
    const places = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(places, (changes) => {
        const copy = bytes.slice();
        for (const [at, value] of changes) copy[at] = value;
        faultOf(() => read(name, copy));
      }),
      { seed: SEED, numRuns: timesOf(10_000) },
    );
  });
}

const INNER = { "Rack.adg": livePreset, "Song.dawproject": dawproject };
const TEXTS = { "Rack.adg": RACK_XML, "Song.dawproject": projectXml() };

function projectXml(): string {
  return `<Project><Vst3Plugin deviceID="x" name="y"><State path="plugins/a.vstpreset"/></Vst3Plugin>
    <ClapPlugin deviceID="org.surge"><State path="plugins/b.clap-preset"/></ClapPlugin></Project>`;
}

for (const name of ["Rack.adg", "Song.dawproject"] as const) {
  Deno.test(`${name} with wrong characters in its document is read, or refused`, () => {
    const bytes = new TextEncoder().encode(TEXTS[name]);
    const places = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(places, (changes) => {
        const copy = bytes.slice();
        for (const [at, value] of changes) copy[at] = value;
        faultOf(() => read(name, INNER[name](copy)));
      }),
      { seed: SEED, numRuns: timesOf(5000) },
    );
  });
}

/** Bytes of a file that is mostly zeros, without them on a disk. */
function sparse(start: Uint8Array, size: number, end: Uint8Array<ArrayBuffer>): ByteSource {
  return {
    size,
    read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      bytes.set(start.subarray(Math.min(offset, start.length), offset + length));
      const place = size - end.length;
      for (let at = Math.max(offset, place); at < offset + bytes.length; at++) {
        bytes[at - offset] = end[at - place]!;
      }
      return bytes;
    },
  };
}

Deno.test("readPresetFile() refuses a state of 2 GB, and describes its preset all the same", () => {
  const size = 2 * 1024 ** 3;
  const start = PRESET_FILES["Warm.vstpreset"]!.bytes.slice(0, 48);
  const view = new DataView(start.buffer);
  const list = new DataView(new ArrayBuffer(28));
  view.setBigInt64(40, BigInt(size - 28), true);
  new Uint8Array(list.buffer).set(new TextEncoder().encode("List\x01\0\0\0Comp"));
  list.setBigInt64(12, 48n, true);
  list.setBigInt64(20, BigInt(size - 28 - 48), true);
  const source = sparse(start, size, new Uint8Array(list.buffer));
  assert.equal(faultOf(() => readPresetFile({ name: "a.vstpreset", source })), "too-large");
  const { presets } = readPresetFile({ name: "a.vstpreset", source }, { withStates: false });
  assert.deepEqual(shown(presets), [`a | ${ZAM} | - |  | -`]);
});

Deno.test("readPresetFile() reads files of 2 GB in little memory", async () => {
  await using folder = await TemporaryFolder.make();
  const heads: Record<string, string> = {
    "a.vstpreset": "VST3\x01\0\0\0",
    "a.fxp": "CcnK\0\0\0\0FPCh",
    "a.aupreset": "<plist>",
    "a.RPL": "<REAPER_PRESET_LIBRARY x\n",
    "a.RfxChain": "BYPASS 0 0 0\n",
    "a.ini": "[General]\n",
    "a.adg": "\x1f\x8b\x08\0\0\0\0\0\0\0",
    "a.dawproject": "PK\x03\x04",
  };
  for (const [name, head] of Object.entries(heads)) {
    const path = await folder.write(name, Uint8Array.from(head, (sign) => sign.charCodeAt(0)));
    await Deno.truncate(path, 2 * 1024 ** 3);
    const before = Deno.memoryUsage().rss;
    faultOf(() => readPresetFile(path));
    const growth = Deno.memoryUsage().rss - before;
    assert.ok(growth < 200 * 1024 * 1024, `${name} took ${growth} bytes`);
  }
});
