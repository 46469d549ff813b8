import assert from "node:assert/strict";
import fc from "fast-check";
import { readAuPreset } from "../../../src/file_formats/presets/au_preset.ts";
import { bytesAsSource } from "../../../src/file_formats/byte_source.ts";
import { type FileFault, FileFormatError } from "../../../src/file_formats/file_format_error.ts";
import { readVst2Preset } from "../../../src/file_formats/presets/vst2_preset.ts";
import {
  COMPONENT_CHUNK,
  CONTROLLER_CHUNK,
  readVstPreset,
  writeVstPreset,
} from "../../../src/file_formats/presets/vst_preset.ts";
import { timesOf } from "../../support/counts.ts";
import { SEED } from "../../support/seed.ts";

const CLASS_ID = "2046504473616C634255545A00000000";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Writes a big-endian file from texts and numbers of 32 bits. */
function bigEndian(
  ...parts: (string | number | { float: number } | { zeros: number })[]
): Uint8Array<ArrayBuffer> {
  const bytes = parts.map((part) => {
    if (typeof part === "string") return bytesOf(part);
    const view = new DataView(new ArrayBuffer(typeof part === "object" && "zeros" in part ? part.zeros : 4));
    if (typeof part === "number") view.setInt32(0, part);
    else if ("float" in part) view.setFloat32(0, part.float);
    return new Uint8Array(view.buffer);
  });
  return Uint8Array.from(bytes.flatMap((one) => [...one]));
}

const NAME = ["Harp", { zeros: 24 }] as const;
const PARAMETERS = bigEndian("CcnK", 0, "FxCk", 1, "MDAx", 1, 2, ...NAME, { float: 0.5 }, { float: 0.25 });
const CHUNK = bigEndian("CcnK", 0, "FPCh", 1, "OXFM", 3, 128, ...NAME, 5, "state");
const BANK = bigEndian("CcnK", 0, "FxBk", 1, "MDAx", 1, 1, { zeros: 128 });
const PROGRAMS = new Uint8Array([...BANK, ...PARAMETERS]);
const OPAQUE_BANK = bigEndian("CcnK", 0, "FBCh", 1, "MDAx", 1, 64, { zeros: 128 }, 4, "bank");
const VST3 = writeVstPreset(
  CLASS_ID,
  new Map([[COMPONENT_CHUNK, bytesOf("component")], [CONTROLLER_CHUNK, new Uint8Array()]]),
);
const AUDIO_UNIT = bytesOf(`<?xml version="1.0"?><plist version="1.0"><dict>
  <key>type</key><integer>1635083896</integer><key>subtype</key><integer>1851942257</integer>
  <key>manufacturer</key><integer>1634758764</integer><key>version</key><integer>0</integer>
  <key>name</key><string>Bright</string><key>data</key><data>AAEC</data></dict></plist>`);

const READERS: Readonly<
  Record<string, [bytes: Uint8Array<ArrayBuffer>, read: (bytes: Uint8Array<ArrayBuffer>) => unknown]>
> = {
  ".vstpreset": [VST3, (bytes) => readVstPreset(bytesAsSource(bytes))],
  "a program of parameters": [PARAMETERS, (bytes) => readVst2Preset(bytesAsSource(bytes))],
  "a program of a chunk": [CHUNK, (bytes) => readVst2Preset(bytesAsSource(bytes))],
  "a bank of programs": [PROGRAMS, (bytes) => readVst2Preset(bytesAsSource(bytes))],
  "a bank of a chunk": [OPAQUE_BANK, (bytes) => readVst2Preset(bytesAsSource(bytes))],
  ".aupreset": [AUDIO_UNIT, readAuPreset],
};

function faultOf(read: () => unknown): FileFault | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    assert.ok(error instanceof FileFormatError, `${error}`);
    assert.match(error.message, /^(is|has|ends|does|names|states|contains|must) /);
    return error.fault;
  }
}

Deno.test("readVstPreset() finds the parts that writeVstPreset() has written", () => {
  assert.deepEqual(readVstPreset(bytesAsSource(VST3)), {
    classId: CLASS_ID,
    chunks: [{ id: "Comp", offset: 48, size: 9 }, { id: "Cont", offset: 57, size: 0 }],
  });
});

Deno.test("readVst2Preset() reads programs and banks, whatever size they state", () => {
  const read = (bytes: Uint8Array<ArrayBuffer>) => readVst2Preset(bytesAsSource(bytes));
  const harp = { uniqueId: 0x4d444178, pluginVersion: 1, isBank: false, name: "Harp", count: 2 };
  const program = { ...harp, state: { kind: "parameters", values: [0.5, 0.25] } };
  assert.deepEqual(read(PARAMETERS), program);
  assert.deepEqual(read(CHUNK).state, { kind: "chunk", offset: 60, size: 5 });
  assert.deepEqual(read(PROGRAMS).state, { kind: "programs", programs: [program] });
  assert.deepEqual(read(OPAQUE_BANK).state, { kind: "chunk", offset: 160, size: 4 });
});

Deno.test("readAuPreset() reads codes, name and data", () => {
  const { entries, ...preset } = readAuPreset(AUDIO_UNIT);
  assert.deepEqual(preset, { component: ["aufx", "nbeq", "appl"], version: 0, name: "Bright" });
  assert.deepEqual(entries.get("data"), Uint8Array.of(0, 1, 2));
});

Deno.test("files that are no presets are refused with their fault", () => {
  const nested = new Uint8Array([...BANK, ...BANK]);
  const endless = bigEndian("CcnK", 0, "FxCk", 1, "MDAx", 1, -1, ...NAME);
  const cases: [Uint8Array<ArrayBuffer>, keyof typeof READERS, FileFault][] = [
    [new Uint8Array(), ".vstpreset", "truncated"],
    [bytesOf("RIFF".padEnd(60)), ".vstpreset", "invalid"],
    [changed(VST3, 4, 2), ".vstpreset", "unsupported"],
    [changed(VST3, 8, 33), ".vstpreset", "invalid"],
    [changed(VST3, 47, 255), ".vstpreset", "invalid"],
    [changed(VST3, VST3.length - 1, 1), ".vstpreset", "invalid"],
    [nested, "a bank of programs", "invalid"],
    [endless, "a program of parameters", "invalid"],
    [bigEndian("CcnK", 0, "FxZz", 1, "MDAx", 1, 1), "a program of a chunk", "unsupported"],
    [bytesOf("<plist><array/></plist>"), ".aupreset", "invalid"],
    [bytesOf("<plist><dict/></plist>"), ".aupreset", "invalid"],
  ];
  for (const [bytes, reader, fault] of cases) {
    assert.equal(
      faultOf(() => READERS[reader]![1](bytes)),
      fault,
      `${reader} ${new TextDecoder().decode(bytes)}`,
    );
  }
});

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  copy[at] = value;
  return copy;
}

for (const [name, [bytes, read]] of Object.entries(READERS)) {
  Deno.test(`${name} that is cut off anywhere is refused`, () => {
    assert.equal(faultOf(() => read(bytes)), undefined);
    for (let length = 0; length < bytes.length; length++) {
      assert.notEqual(faultOf(() => read(bytes.slice(0, length))), undefined, `${length} bytes`);
    }
  });

  Deno.test(`${name} with wrong bytes is read, or refused`, () => {
    const places = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(places, (changes) => {
        const copy = new Uint8Array(bytes);
        for (const [at, value] of changes) copy[at] = value;
        faultOf(() => read(copy));
      }),
      { seed: SEED, numRuns: timesOf(20_000) },
    );
  });
}

Deno.test("a .vstpreset holds any chunks", () => {
  const ids = fc.string({ minLength: 4, maxLength: 4, unit: fc.constantFrom(..."ABCDabcd0123") });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(ids, fc.uint8Array()), { selector: ([id]) => id, maxLength: 128 }),
      (chunks) => {
        const bytes = writeVstPreset(CLASS_ID, new Map(chunks));
        const read = readVstPreset(bytesAsSource(bytes)).chunks;
        assert.deepEqual(
          read.map(({ id, offset, size }) => [id, bytes.slice(offset, offset + size)]),
          chunks.map(([id, data]) => [id, new Uint8Array(data)]),
        );
      },
    ),
    { seed: SEED },
  );
});
