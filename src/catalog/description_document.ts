import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Plugin } from "../model/plugin.ts";

/** The long part of a description, of which a plugin with many parameters is nearly all. */
export type DescriptionDocument = Pick<Plugin, "buses" | "parameters" | "programs">;

/** No description is larger, unpacked; a damaged one must not fill the memory. */
const MAXIMUM_DOCUMENT_BYTES = 512 * 1024 * 1024;

/** Packs a document for its row: parameters say the same things again and again. */
export function packDocument(document: DescriptionDocument): Uint8Array {
  return deflateRawSync(JSON.stringify(document));
}

/**
 * Unpacks a document.
 *
 * @throws {Error} when it is damaged.
 */
export function unpackDocument(packed: Uint8Array): DescriptionDocument {
  const text = inflateRawSync(packed, { maxOutputLength: MAXIMUM_DOCUMENT_BYTES }).toString("utf8");
  try {
    return JSON.parse(text) as DescriptionDocument;
  } catch (error) {
    throw new Error("database corruption: a description is damaged", { cause: error });
  }
}
