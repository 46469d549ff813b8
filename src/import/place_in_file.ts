/** A place in a text file, both counted from 1, columns in characters. */
export interface FilePlace {
  readonly line: number;
  readonly column: number;
}

/** Finds the line and column of a byte, reading the file up to it. */
export async function placeInFile(path: string, offset: number): Promise<FilePlace> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(64 * 1024);
  let line = 1;
  let column = 1;
  for (let left = offset; left > 0;) {
    const count = await file.read(bytes.subarray(0, Math.min(bytes.length, left)));
    if (count === null) break;
    left -= count;
    for (const byte of bytes.subarray(0, count)) {
      if (byte === 0x0a) {
        line++;
        column = 1;
        // The later bytes of a character begin with the bits 10.
      } else if ((byte & 0xc0) !== 0x80) column++;
    }
  }
  return { line, column };
}
