import { deflateRawSync, inflateRawSync } from "node:zlib";
import { type ImportedParameter, parameterOf } from "../../model/imported_record.ts";
import type { Plugin } from "../../model/plugin.ts";
import { damagedContent } from "../sqlite/catalog_error.ts";

/** The long part of a description; with many parameters it is most of the description. */
export type DescriptionDocument = Pick<Plugin, "buses" | "parameters" | "programs">;

/** Largest unpacked description; a damaged one must not fill the memory. */
const MAXIMUM_DOCUMENT_BYTES = 512 * 1024 * 1024;

/** Packs a document for its row: parameters repeat a lot. */
export function packDocument(document: DescriptionDocument): Uint8Array {
  return deflateRawSync(JSON.stringify(document));
}

/** Imported parameters as stored, in a sixth of the text; {@linkcode unpackDocument} adds the rest. */
interface ImportedDocument {
  readonly imported: readonly ImportedParameter[];
}

/**
 * Packs the parameters of an imported plugin: such plugins come by the thousand,
 * most of them short enough to store uncompressed.
 */
export function packImported(parameters: readonly ImportedParameter[]): Uint8Array {
  const document: ImportedDocument | DescriptionDocument = parameters.length === 0
    ? {}
    : { imported: parameters };
  const bytes = ENCODER.encode(JSON.stringify(document));
  return bytes.length <= MOST_STORED_BYTES ? storedBlock(bytes) : deflateRawSync(bytes);
}

const ENCODER = new TextEncoder();

/** Longest text to store uncompressed: compressing it would take longer than all other work on it. */
const MOST_STORED_BYTES = 2048;

/** Uncompressed bytes as a deflate block: https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4 */
function storedBlock(bytes: Uint8Array): Uint8Array {
  const block = new Uint8Array(bytes.length + 5);
  const low = bytes.length & 0xff;
  const high = bytes.length >> 8;
  block.set([1, low, high, low ^ 0xff, high ^ 0xff]);
  block.set(bytes, 5);
  return block;
}

/**
 * Unpacks a document.
 *
 * @throws {PluginaryError} `catalog-damaged`.
 */
export function unpackDocument(packed: Uint8Array): DescriptionDocument {
  try {
    const text = inflateRawSync(packed, { maxOutputLength: MAXIMUM_DOCUMENT_BYTES }).toString("utf8");
    const document = JSON.parse(text) as DescriptionDocument | ImportedDocument;
    return "imported" in document ? { parameters: document.imported.map(parameterOf) } : document;
  } catch (error) {
    throw damagedContent(error);
  }
}
