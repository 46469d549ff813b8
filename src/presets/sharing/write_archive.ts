import { createHash } from "node:crypto";
import { Zip, ZipDeflate } from "fflate/browser";
import {
  CONTENTS_FOLDER,
  LICENSE_FILE,
  MANIFEST_FILE,
  type SharedContent,
  type SharedManifest,
} from "../../model/presets/shared_presets.ts";

/** A content that is to be shared; read when its turn comes, since all together can be large. */
export interface ContentToShare extends SharedContent {
  read(): Uint8Array;
}

/** How hard contents are packed; most states are text or numbers, and more takes longer for little. */
const LEVEL = 6;

/**
 * Writes a file of shared presets, one content after the other.
 *
 * @param contents Each once.
 * @param write Takes bytes as they come.
 */
export async function writeArchive(
  manifest: SharedManifest,
  { license, contents }: { readonly license: string; readonly contents: Iterable<ContentToShare> },
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const packer = new Packer(new Date(manifest.createdAt));
  const send = async () => {
    for (const bytes of packer.take()) await write(bytes);
  };
  packer.add(MANIFEST_FILE, new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`));
  if (manifest.license !== undefined) packer.add(LICENSE_FILE, new TextEncoder().encode(license));
  await send();
  for (const { sha256, read } of contents) {
    packer.add(`${CONTENTS_FOLDER}/${sha256}`, read());
    await send();
  }
  packer.end();
  await send();
}

/** How a manifest names a content. */
export function describeContent(bytes: Uint8Array): SharedContent {
  return { sha256: createHash("sha256").update(bytes).digest("hex"), sizeBytes: bytes.length };
}

/** Collects what fflate packs, which calls back while it is called. */
class Packer {
  readonly #zip: Zip;
  readonly #at: Date;
  #waiting: Uint8Array[] = [];

  constructor(at: Date) {
    this.#at = at;
    this.#zip = new Zip((error, bytes) => {
      if (error !== null) throw error;
      this.#waiting.push(bytes);
    });
  }

  add(name: string, bytes: Uint8Array): void {
    const file = new ZipDeflate(name, { level: LEVEL });
    file.mtime = this.#at;
    this.#zip.add(file);
    file.push(bytes, true);
  }

  end(): void {
    this.#zip.end();
  }

  take(): Uint8Array[] {
    const bytes = this.#waiting;
    this.#waiting = [];
    return bytes;
  }
}
