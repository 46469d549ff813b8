/** Sizes from the description of the write-ahead log (sqlite.org/fileformat2.html, 4.1). */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/**
 * Copies the pages of a write-ahead log into its database file, which may be
 * empty. Only committed pages count.
 */
export function mergePages(file: Uint8Array, log: Uint8Array): Uint8Array {
  const pages = committedPages(log);
  const size = Math.max(file.length, ...[...pages].map(([number, page]) => number * page.length));
  const merged = new Uint8Array(size);
  merged.set(file);
  for (const [number, page] of pages) merged.set(page, (number - 1) * page.length);
  return merged;
}

function committedPages(log: Uint8Array): Map<number, Uint8Array> {
  const committed = new Map<number, Uint8Array>();
  if (log.length < HEADER_BYTES) return committed;
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const pageSize = view.getUint32(8);
  if (pageSize < 512 || pageSize > 65_536) return committed;
  const pending = new Map<number, Uint8Array>();
  for (
    let at = HEADER_BYTES;
    at + FRAME_HEADER_BYTES + pageSize <= log.length;
    at += FRAME_HEADER_BYTES + pageSize
  ) {
    // Frames of an earlier round have other salts.
    if (view.getUint32(at + 8) !== view.getUint32(16) || view.getUint32(at + 12) !== view.getUint32(20)) {
      break;
    }
    pending.set(
      view.getUint32(at),
      log.subarray(at + FRAME_HEADER_BYTES, at + FRAME_HEADER_BYTES + pageSize),
    );
    if (view.getUint32(at + 4) === 0) continue;
    for (const [number, page] of pending) committed.set(number, page);
    pending.clear();
  }
  return committed;
}
