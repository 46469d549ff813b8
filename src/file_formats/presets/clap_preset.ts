import { ByteReader, type ByteSource } from "../byte_source.ts";
import { ByteWriter } from "../byte_writer.ts";
import { FileFormatError } from "../file_format_error.ts";

/** The contents of a `.clap-preset`, as projects in DAWproject have it. */
export interface ClapPreset {
  /** The plugin's id. */
  readonly pluginId: string;
  /** The plugin's own stream, by its place in the file. */
  readonly offset: number;
  readonly size: number;
}

const MAGIC = "clap";

/** Longer than any id. */
const MOST_ID_BYTES = 1024;

/**
 * Reads a CLAP preset as Bitwig Studio writes it: `clap`, the length of the id
 * (big-endian), the id, and the rest is the plugin's stream.
 *
 * @throws {FileFormatError}
 */
export function readClapPreset(source: ByteSource): ClapPreset {
  const reader = new ByteReader(source, "big-endian");
  if (reader.latin1(4) !== MAGIC) throw new FileFormatError("invalid", 'does not begin with "clap"');
  const length = reader.uint32();
  if (length === 0 || length > MOST_ID_BYTES) {
    throw new FileFormatError("invalid", `has an id of ${length} bytes, of at most ${MOST_ID_BYTES}`);
  }
  const pluginId = new TextDecoder().decode(reader.bytes(length));
  return { pluginId, offset: reader.offset, size: source.size - reader.offset };
}

/** Writes a CLAP preset for DAWproject. */
export function writeClapPreset(pluginId: string, state: Uint8Array): Uint8Array<ArrayBuffer> {
  const id = new TextEncoder().encode(pluginId);
  return new ByteWriter("big-endian").text(MAGIC).uint32(id.length).bytes(id, state).finish();
}
