/** Deflates text: the description of a module with many parameters is very repetitive. */
export async function packText(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return await transform(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
}

/** Inflates the result of {@linkcode packText} to UTF-8 bytes. */
export async function unpackText(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return await transform(packed, new DecompressionStream("deflate-raw"));
}

async function transform(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const output = Array.fromAsync(through.readable);
  const writer = through.writable.getWriter();
  await writer.write(bytes);
  await writer.close();
  return concatenate(await output);
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
