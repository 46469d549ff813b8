/** The parts of a hand-made binary property list that a test can make wrong. */
export interface BinaryListOptions {
  readonly top?: number;
  readonly offsets?: readonly number[];
  readonly offsetSize?: number;
  readonly referenceSize?: number;
  readonly count?: bigint;
  readonly table?: bigint;
}

/** Builds a binary property list from objects; the first is its value by default. */
export function binaryPropertyList(
  objects: readonly (readonly number[])[],
  options: BinaryListOptions = {},
): Uint8Array<ArrayBuffer> {
  const bytes = [...new TextEncoder().encode("bplist00")];
  const offsets = objects.map((object) => bytes.push(...object) - object.length);
  const table = bytes.length;
  for (const offset of options.offsets ?? offsets) bytes.push(offset >> 8, offset & 0xff);
  const trailer = new DataView(new ArrayBuffer(32));
  trailer.setUint8(6, options.offsetSize ?? 2);
  trailer.setUint8(7, options.referenceSize ?? 1);
  trailer.setBigUint64(8, options.count ?? BigInt(objects.length));
  trailer.setBigUint64(16, BigInt(options.top ?? 0));
  trailer.setBigUint64(24, options.table ?? BigInt(table));
  return Uint8Array.from([...bytes, ...new Uint8Array(trailer.buffer)]);
}
