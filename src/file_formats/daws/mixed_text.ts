/**
 * Reads text in UTF-8 of which some words are not: REAPER writes names of older
 * plugins as their bytes come. Each byte of a run that is neither ASCII nor UTF-8
 * becomes a lone surrogate, which no text of UTF-8 has, so that the bytes can be
 * written again.
 */
export function readMixedText(bytes: Uint8Array): string {
  const whole = textOf(bytes);
  if (whole !== undefined) return whole;
  const parts: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const isAscii = bytes[start]! < 0x80;
    let end = start + 1;
    while (end < bytes.length && bytes[end]! < 0x80 === isAscii) end++;
    const run = bytes.subarray(start, end);
    parts.push(textOf(run) ?? escaped(run));
    start = end;
  }
  return parts.join("");
}

/** The bytes of a text that {@linkcode readMixedText} has read, and that may have changed. */
export function writeMixedText(text: string): Uint8Array<ArrayBuffer> {
  if (text.isWellFormed()) return new TextEncoder().encode(text);
  const parts = text.split(ESCAPED).map((part) =>
    part.search(ESCAPED) === 0 ? Uint8Array.of(part.charCodeAt(0) - ESCAPE) : new TextEncoder().encode(part)
  );
  const bytes = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A text as people would read it, whose other bytes are taken for those of Windows in western languages. */
export function shownMixedText(text: string): string {
  if (text.isWellFormed()) return text;
  return text.replaceAll(
    ESCAPED,
    (byte) => new TextDecoder("windows-1252").decode(Uint8Array.of(byte.charCodeAt(0) - ESCAPE)),
  );
}

/** The surrogate of a byte, less the byte. */
const ESCAPE = 0xdc00;

/** A surrogate by itself; one of a pair is not matched. */
const ESCAPED = /([\u{dc80}-\u{dcff}])/gu;

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function escaped(run: Uint8Array): string {
  return Array.from(run, (byte) => String.fromCharCode(ESCAPE + byte)).join("");
}
