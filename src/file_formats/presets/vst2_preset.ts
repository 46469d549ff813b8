import { ByteReader, type ByteSource } from "../byte_source.ts";
import { ByteWriter } from "../byte_writer.ts";
import { FileFormatError } from "../file_format_error.ts";

/** A program or a bank of a VST2 plugin, as `.fxp` and `.fxb` files have them. */
export interface Vst2Preset {
  /** The plugin's four characters as a signed number, as in its id. */
  readonly uniqueId: number;
  readonly pluginVersion: number;
  readonly isBank: boolean;
  /** Of a program; a bank has none of its own. */
  readonly name?: string;
  /** How many programs a bank states, or parameters a program. */
  readonly count: number;
  readonly state:
    /** From 0 to 1 each. */
    | { readonly kind: "parameters"; readonly values: readonly number[] }
    /** The programs of a bank. */
    | { readonly kind: "programs"; readonly programs: readonly Vst2Preset[] }
    /** The plugin's own bytes, by their place in the file. */
    | { readonly kind: "chunk"; readonly offset: number; readonly size: number };
}

const MAGIC = "CcnK";
const NAME_BYTES = 28;

/** Zeros between the header of a bank and its contents. */
const BANK_RESERVED_BYTES = 128;

/** More than any plugin has; a file that states more is damaged. */
const MOST_PARAMETERS = 100_000;

/** @see MOST_PARAMETERS */
const MOST_PROGRAMS = 10_000;

/**
 * Reads a VST2 program or bank.
 *
 * The field with the size of all is 0 in real files, and never used.
 *
 * Source of the format: the layout that hosts and plugins share, big-endian:
 * `CcnK`, size, one of `FxCk FPCh FxBk FBCh`, version, plugin, its version, count, and the
 * name of a program or 128 bytes of a bank.
 *
 * @throws {FileFormatError}
 */
export function readVst2Preset(source: ByteSource): Vst2Preset {
  return readOne(new ByteReader(source, "big-endian"), source.size, true);
}

function readOne(reader: ByteReader, end: number, canBeBank: boolean): Vst2Preset {
  if (reader.latin1(4) !== MAGIC) throw new FileFormatError("invalid", 'does not begin with "CcnK"');
  reader.uint32();
  const kind = reader.latin1(4);
  reader.uint32();
  const uniqueId = reader.int32();
  const pluginVersion = reader.uint32();
  const count = reader.uint32();
  const head = { uniqueId, pluginVersion, count };
  switch (kind) {
    case "FxCk":
      return {
        ...head,
        isBank: false,
        name: reader.zeroTerminated(NAME_BYTES),
        state: parameters(reader, count),
      };
    case "FPCh":
      return { ...head, isBank: false, name: reader.zeroTerminated(NAME_BYTES), state: chunk(reader, end) };
    case "FxBk":
    case "FBCh":
      if (!canBeBank) throw new FileFormatError("invalid", "has a bank within a bank");
      reader.bytes(BANK_RESERVED_BYTES);
      return {
        ...head,
        isBank: true,
        state: kind === "FBCh" ? chunk(reader, end) : programs(reader, end, count),
      };
    default:
      throw new FileFormatError(
        "unsupported",
        `is of the kind ${JSON.stringify(kind)}, which no host writes`,
      );
  }
}

function parameters(reader: ByteReader, count: number): Vst2Preset["state"] {
  if (count > MOST_PARAMETERS) throw new FileFormatError("invalid", `states ${count} parameters`);
  return { kind: "parameters", values: Array.from({ length: count }, () => reader.float32()) };
}

function programs(reader: ByteReader, end: number, count: number): Vst2Preset["state"] {
  if (count > MOST_PROGRAMS) throw new FileFormatError("invalid", `states ${count} programs`);
  return { kind: "programs", programs: Array.from({ length: count }, () => readOne(reader, end, false)) };
}

function chunk(reader: ByteReader, end: number): Vst2Preset["state"] {
  const size = reader.uint32();
  const { offset } = reader;
  if (offset + size > end) {
    throw new FileFormatError("truncated", `has a chunk of ${size} bytes at ${offset}, and ${end} bytes`);
  }
  reader.offset += size;
  return { kind: "chunk", offset, size };
}

/** What a VST2 program or bank is written from. */
export interface Vst2State {
  readonly uniqueId: number;
  readonly pluginVersion: number;
  readonly isBank: boolean;
  readonly name: string;
  /** How many programs a bank has, or parameters a program. */
  readonly count: number;
  /** The plugin's own bytes, or the parameters of a program. */
  readonly state: Uint8Array | readonly number[];
}

/** Writes a VST2 program or bank, with the size that real files leave out. */
export function writeVst2Preset(
  { uniqueId, pluginVersion, isBank, name, count, state }: Vst2State,
): Uint8Array<ArrayBuffer> {
  const isChunk = state instanceof Uint8Array;
  const body = new ByteWriter("big-endian")
    .text(isBank ? "FBCh" : isChunk ? "FPCh" : "FxCk")
    .uint32(1, uniqueId >>> 0, pluginVersion, count)
    .bytes(isBank ? new Uint8Array(BANK_RESERVED_BYTES) : paddedName(name));
  if (isChunk) body.uint32(state.length).bytes(state);
  else body.float32(...state);
  const bytes = body.finish();
  return new ByteWriter("big-endian").text(MAGIC).uint32(bytes.length).bytes(bytes).finish();
}

/** The name with at least one zero behind it. */
function paddedName(name: string): Uint8Array {
  const bytes = new Uint8Array(NAME_BYTES);
  new TextEncoder().encodeInto(name, bytes.subarray(0, NAME_BYTES - 1));
  return bytes;
}
