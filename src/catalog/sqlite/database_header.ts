/** `PLUG`, the application id that SQLite stores at offset 68 to tell programs' files apart. */
export const APPLICATION_ID = 0x504c5547;

/** The first bytes of a database file, decoded. */
export interface DatabaseHeader {
  readonly isDatabase: boolean;
  /** Size of the file. */
  readonly sizeBytes: number;
  readonly pageSize: number;
  /** Size of the database in pages, as of the last change without a log. */
  readonly pageCount: number;
  readonly isWal: boolean;
  /** Version of the schema; a write-ahead log can hold a newer one. */
  readonly version: number;
  readonly applicationId: number;
}

const HEADER_BYTES = 100;
const MAGIC = "SQLite format 3\0";

/** Reads the header as the file format describes it (sqlite.org/fileformat2.html, 1.3). */
export function parseHeader(bytes: Uint8Array, sizeBytes: number): DatabaseHeader {
  const magic = new TextDecoder("latin1").decode(bytes.subarray(0, MAGIC.length));
  const isDatabase = bytes.length >= HEADER_BYTES && magic === MAGIC;
  if (!isDatabase) {
    return { isDatabase, sizeBytes, pageSize: 0, pageCount: 0, isWal: false, version: 0, applicationId: 0 };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const pageSize = view.getUint16(16);
  return {
    isDatabase,
    sizeBytes,
    pageSize: pageSize === 1 ? 65_536 : pageSize,
    pageCount: view.getUint32(28),
    isWal: view.getUint8(18) === 2,
    version: view.getUint32(60),
    applicationId: view.getUint32(68),
  };
}

/** Reads a file's header without opening it as a database, which could change it. */
export function readHeader(path: string): DatabaseHeader {
  // Synchronous: there are only a few bytes, and no other work at startup.
  using file = Deno.openSync(path);
  const { size } = file.statSync();
  const bytes = new Uint8Array(HEADER_BYTES);
  let filled = 0;
  while (filled < bytes.length) {
    const more = file.readSync(bytes.subarray(filled));
    if (more === null) break;
    filled += more;
  }
  return parseHeader(bytes.subarray(0, filled), size);
}
