import { ByteReader, bytesAsSource } from "../byte_source.ts";
import { ByteWriter } from "../byte_writer.ts";
import { FileFormatError } from "../file_format_error.ts";

/** What REAPER keeps of a VST plugin. */
export interface ReaperVstData {
  /** The id of a VST2, or REAPER's number of a VST3. */
  readonly number: number;
  readonly isVst3: boolean;
  /** The plugin's own bytes; see {@linkcode vst3StateOf} for those of a VST3. */
  readonly data: Uint8Array<ArrayBuffer>;
  /** The name of the preset that was chosen last. */
  readonly presetName: string;
}

/** Behind the number; the last digit differs between plugins. */
const MAGIC = 0xfeed5ee0;
const MAGIC_WRITTEN = 0xfeed5eee;

/** More channels than any plugin has. */
const MOST_PINS = 4096;

/** Flags behind the size, which tell a VST3 from a VST2. */
const VST3_FLAGS = 0x0010ffff;

/** Begins the state of a VST2 that has parameters alone, as numbers. */
const PARAMETERS = [0xdeadbeef, 0xdeadf00d] as const;

/**
 * Reads the bytes that REAPER's projects, chains and preset libraries have of a
 * VST plugin: number, magic, pins of inputs and outputs, size of the state, the
 * state, and a footer with the name of a preset, which libraries leave out.
 *
 * @throws {FileFormatError}
 */
export function readReaperVstData(bytes: Uint8Array<ArrayBuffer>): ReaperVstData {
  const reader = new ByteReader(bytesAsSource(bytes), "little-endian");
  const number = reader.uint32();
  if (!isMagic(reader.uint32())) throw new FileFormatError("invalid", "has a state without REAPER's mark");
  skipPins(reader);
  skipPins(reader);
  const size = reader.uint32();
  reader.uint32();
  const flags = reader.uint32();
  const data = reader.bytes(size);
  const footer = bytes.subarray(reader.offset);
  const end = footer.indexOf(0, 1);
  return {
    number,
    isVst3: flags === VST3_FLAGS,
    data,
    presetName: new TextDecoder().decode(footer.subarray(1, end < 0 ? 1 : end)),
  };
}

/** Whether bytes begin as those of a VST plugin. */
export function isReaperVstData(bytes: Uint8Array<ArrayBuffer>): boolean {
  return bytes.length >= 8 && isMagic(new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true));
}

function isMagic(number: number): boolean {
  return (number & 0xfffffff0) >>> 0 === MAGIC;
}

function skipPins(reader: ByteReader): void {
  const count = reader.uint32();
  if (count > MOST_PINS) throw new FileFormatError("invalid", `has a state with ${count} channels`);
  reader.bytes(8 * count);
}

/** The two streams in the data of a VST3. */
export function vst3StateOf(
  data: Uint8Array<ArrayBuffer>,
): { component: Uint8Array<ArrayBuffer>; controller: Uint8Array<ArrayBuffer> } {
  const reader = new ByteReader(bytesAsSource(data), "little-endian");
  const stream = () => {
    const size = reader.uint32();
    reader.uint32();
    return reader.bytes(size);
  };
  const component = stream();
  return { component, controller: reader.offset < data.length ? stream() : new Uint8Array() };
}

/** The state of a VST2: its own bytes, or the values of its parameters. */
export function vst2StateOf(data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | number[] {
  const reader = new ByteReader(bytesAsSource(data), "little-endian");
  const isParameters = data.length >= 8 && data.length % 4 === 0 && reader.uint32() === PARAMETERS[0] &&
    reader.uint32() === PARAMETERS[1];
  if (!isParameters) return data;
  return Array.from({ length: data.length / 4 - 2 }, () => reader.float32());
}

/** The three parts of a VST3 as REAPER writes them, each in Base64 of its own. */
export function writeReaperVst3Data(
  number: number,
  component: Uint8Array,
  controller: Uint8Array,
  presetName: string,
): Uint8Array<ArrayBuffer>[] {
  const data = new ByteWriter("little-endian")
    .uint32(component.length, 1).bytes(component)
    .uint32(controller.length, 0).bytes(controller).finish();
  const head = new ByteWriter("little-endian").uint32(number, MAGIC_WRITTEN);
  for (let side = 0; side < 2; side++) head.uint32(2).uint64(1, 2);
  return [
    head.uint32(data.length, 1, VST3_FLAGS).finish(),
    data,
    new ByteWriter("little-endian").text(`\0${presetName.replaceAll("\0", " ")}\0`).uint32(0x10).finish(),
  ];
}
