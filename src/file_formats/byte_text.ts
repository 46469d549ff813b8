import { FileFormatError } from "./file_format_error.ts";

/** @throws {FileFormatError} */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return decoded(() => Uint8Array.fromBase64(text), "Base64");
}

/** Bytes from hexadecimal digits, between which there may be white space. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return decoded(() => Uint8Array.fromHex(text.replaceAll(/\s+/g, "")), "hexadecimal digits");
}

function decoded(decode: () => Uint8Array<ArrayBuffer>, expected: string): Uint8Array<ArrayBuffer> {
  try {
    return decode();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new FileFormatError("invalid", `has a state that is not ${expected}`, { cause: error });
  }
}
