import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Plugin } from "../model/plugin.ts";
import { damagedContent } from "./catalog_error.ts";

/** The long part of a description, of which a plugin with many parameters is nearly all. */
export type DescriptionDocument = Pick<Plugin, "buses" | "parameters" | "programs">;

/** No description is larger, unpacked; a damaged one must not fill the memory. */
const MAXIMUM_DOCUMENT_BYTES = 512 * 1024 * 1024;

/** Packs a document for its row: parameters say the same things again and again. */
export function packDocument(document: DescriptionDocument): Uint8Array {
  return deflateRawSync(JSON.stringify(document));
}

/** Like {@linkcode packDocument} in a third of the time, for what comes by the thousand and says little. */
export function packDocumentQuickly(document: DescriptionDocument): Uint8Array {
  return deflateRawSync(JSON.stringify(document), { level: 1, memLevel: 5, windowBits: 12 });
}

/**
 * Unpacks a document.
 *
 * @throws {PluginaryError} `catalog-damaged`.
 */
export function unpackDocument(packed: Uint8Array): DescriptionDocument {
  try {
    const text = inflateRawSync(packed, { maxOutputLength: MAXIMUM_DOCUMENT_BYTES }).toString("utf8");
    return JSON.parse(text) as DescriptionDocument;
  } catch (error) {
    throw damagedContent(error);
  }
}
