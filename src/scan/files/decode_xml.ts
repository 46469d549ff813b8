/** The text of an XML document in the encoding of its byte order mark or its first line; UTF-8 where that is unknown. */
export function decodeXml(bytes: Uint8Array): string {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const marked = start.startsWith("\xfe\xff")
    ? "utf-16be"
    : start.startsWith("\xff\xfe")
    ? "utf-16le"
    : undefined;
  const label = marked ?? /^<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1];
  try {
    return new TextDecoder(label ?? "utf-8").decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder().decode(bytes);
    throw error;
  }
}
