import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { damagedContent } from "../sqlite/catalog_error.ts";
import { statement } from "../sqlite/statement.ts";

/** A content as it is stored; made before the transaction that stores it. */
export interface PackedBlob {
  readonly hash: string;
  readonly sizeBytes: number;
  readonly content: Uint8Array;
}

/** The largest content; a damaged or hostile one must not fill the memory. */
const MAXIMUM_BYTES = 512 * 1024 * 1024;

/**
 * Packs a content for {@linkcode saveBlob}.
 *
 * @throws {PluginaryError} `preset-too-large`.
 */
export function packBlob(content: Uint8Array): PackedBlob {
  if (content.byteLength > MAXIMUM_BYTES) {
    throw new PluginaryError(
      "preset-too-large",
      `Cannot keep the state: it has ${content.byteLength} bytes`,
      `At most ${MAXIMUM_BYTES} are accepted`,
    );
  }
  return { hash: hashOf(content), sizeBytes: content.byteLength, content: deflateRawSync(content) };
}

/** Stores a content unless it is there, in the caller's transaction, and returns its row. */
export function saveBlob(db: DatabaseSync, { hash, sizeBytes, content }: PackedBlob): number {
  statement(
    db,
    "insert into preset_blobs (hash, size_bytes, content) values (?, ?, ?) on conflict do nothing",
  ).run(hash, sizeBytes, content);
  return Number(statement(db, "select id from preset_blobs where hash = ?").get(hash)!["id"]);
}

/** Whether a content is stored. */
export function hasBlob(db: DatabaseSync, hash: string): boolean {
  return statement(db, "select 1 from preset_blobs where hash = ?").get(hash) !== undefined;
}

/**
 * Reads a content.
 *
 * @throws {PluginaryError} `catalog-damaged` if it is not what was stored.
 */
export function readBlob(db: DatabaseSync, row: number): Uint8Array {
  const stored = statement(db, "select hash, size_bytes, content from preset_blobs where id = ?").get(row);
  const content = stored === undefined ? undefined : unpack(stored);
  if (content === undefined) throw damagedContent(new RangeError(`The blob ${row} is damaged`));
  return content;
}

/** Whether a content of another catalog, or of a file, is the one that its hash identifies. */
export function isBlob({ hash, sizeBytes, content }: PackedBlob): boolean {
  return unpack({ hash, size_bytes: sizeBytes, content }) !== undefined;
}

/** Rows of contents that are not what was stored. */
export function* damagedBlobs(db: DatabaseSync): Generator<number> {
  // One at a time, since each can be large.
  for (const row of db.prepare("select id, hash, size_bytes, content from preset_blobs").iterate()) {
    if (unpack(row) === undefined) yield Number(row["id"]);
  }
}

/** The content of a row; `undefined` if it has changed since it was stored. */
function unpack(row: Readonly<Record<string, unknown>>): Uint8Array | undefined {
  const sizeBytes = Number(row["size_bytes"]);
  if (!(sizeBytes <= MAXIMUM_BYTES)) return undefined;
  try {
    const content = inflateRawSync(row["content"] as Uint8Array, { maxOutputLength: sizeBytes + 1 });
    return content.byteLength === sizeBytes && hashOf(content) === row["hash"] ? content : undefined;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function hashOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** How many contents there are, and their size before compression. */
export function countBlobs(db: DatabaseSync): { blobs: number; sizeBytes: number } {
  const { n, total } = statement(db, "select count(*) as n, total(size_bytes) as total from preset_blobs")
    .get()!;
  return { blobs: Number(n), sizeBytes: Number(total) };
}
