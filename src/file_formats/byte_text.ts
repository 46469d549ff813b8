import { FileFormatError } from "./file_format_error.ts";

/** Bytes that become text at once; a multiple of three. */
const STEP = 24 * 1024;

/** Bytes as Base64, as states have it between processes. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += STEP) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + STEP)));
  }
  return text;
}

/** @throws {FileFormatError} */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  let binary;
  try {
    binary = atob(text);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw new FileFormatError("invalid", "has a state that is not Base64", { cause: error });
  }
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** Bytes from hexadecimal digits, between which there may be white space. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const digits = text.replaceAll(/\s+/g, "");
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) {
    throw new FileFormatError("invalid", "has a state that is not of hexadecimal digits");
  }
  const bytes = new Uint8Array(digits.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = digitAt(digits, index * 2) << 4 | digitAt(digits, index * 2 + 1);
  }
  return bytes;
}

function digitAt(digits: string, index: number): number {
  const code = digits.charCodeAt(index);
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57;
}

/** Bytes as hexadecimal digits, in capitals as hosts write them. */
export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += (byte < 16 ? "0" : "") + byte.toString(16);
  return text.toUpperCase();
}
