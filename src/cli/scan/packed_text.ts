/** Deflates text: a module of many parameters says the same things again and again. */
export async function packText(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return await transform(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
}

/** The UTF-8 bytes of what {@linkcode packText} packed. */
export async function unpackText(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return await transform(packed, new DecompressionStream("deflate-raw"));
}

async function transform(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(through);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
