/** The label of the encoding that an XML document states at its start, by a byte order mark or in its first line. */
export function statedXmlEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  if (start.startsWith("\xfe\xff")) return "utf-16be";
  if (start.startsWith("\xff\xfe")) return "utf-16le";
  const stated = /^<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1];
  // A line that can be read as bytes is not in UTF-16, which some libraries state all the same.
  return stated !== undefined && /^utf-?16/i.test(stated) ? undefined : stated;
}

/** A decoder for the encoding; for UTF-8 where it is unknown. */
export function xmlDecoder(encoding: string | undefined): TextDecoder {
  try {
    return new TextDecoder(encoding ?? "utf-8");
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder();
    throw error;
  }
}

/** The text of an XML document in the encoding that it states. */
export function decodeXml(bytes: Uint8Array): string {
  return xmlDecoder(statedXmlEncoding(bytes)).decode(bytes);
}
