import type { ByteSource } from "../byte_source.ts";
import { FileFormatError } from "../file_format_error.ts";
import { MOST_STATE_BYTES } from "./file_preset.ts";

/**
 * The bytes of a state at its place in a file, which was compared with the end.
 *
 * @throws {FileFormatError} `too-large`.
 */
export function stateBytes(source: ByteSource, offset: number, size: number): Uint8Array<ArrayBuffer> {
  if (size > MOST_STATE_BYTES) {
    throw new FileFormatError(
      "too-large",
      `has a state of ${size} bytes, of which at most ${MOST_STATE_BYTES} are read`,
    );
  }
  return source.read(offset, size).slice();
}
