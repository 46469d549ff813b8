import { deflateRawSync, inflateRawSync } from "node:zlib";
import { type ImportedParameter, parameterOf } from "../../model/imported_record.ts";
import type { Parameter, Plugin } from "../../model/plugin.ts";
import { damagedContent } from "../sqlite/catalog_error.ts";

/** The long part of a description; with many parameters it is most of the description. */
export type DescriptionDocument = Pick<Plugin, "buses" | "parameters" | "programs">;

/** Largest unpacked description; a damaged one must not fill the memory. */
const MAXIMUM_DOCUMENT_BYTES = 512 * 1024 * 1024;

/** A document as stored: a list for each field of the parameters is half the text of a list of parameters. */
interface PackedDocument extends Omit<DescriptionDocument, "parameters"> {
  readonly columns: readonly (readonly unknown[])[];
}

/** The fields of a parameter in the order of their lists; a new field comes last. */
export const PARAMETER_FIELDS = [
  "id",
  "name",
  "group",
  "unit",
  "minimum",
  "maximum",
  "default",
  "minimumText",
  "maximumText",
  "defaultText",
  "stepCount",
  "scalePoints",
  "flags",
] as const satisfies readonly (keyof Parameter)[];

/** Packs a document for its row: parameters repeat a lot. */
export function packDocument(document: DescriptionDocument): Uint8Array {
  const { parameters = [], ...rest } = document;
  const packed: PackedDocument | DescriptionDocument = parameters.length === 0 ? document : {
    ...rest,
    columns: PARAMETER_FIELDS.map((field) => parameters.map((parameter) => parameter[field])),
  };
  return deflateRawSync(JSON.stringify(packed));
}

function parametersOf(columns: PackedDocument["columns"]): Parameter[] {
  return columns[0]!.map((_, row) => {
    const parameter: Record<string, unknown> = {};
    for (let index = 0; index < PARAMETER_FIELDS.length; index++) {
      parameter[PARAMETER_FIELDS[index]!] = columns[index]![row];
    }
    return parameter as Parameter;
  });
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
    const document = JSON.parse(text) as DescriptionDocument | PackedDocument | ImportedDocument;
    if ("imported" in document) return { parameters: document.imported.map(parameterOf) };
    // Up to version 7, catalogs have lists of parameters.
    if (!("columns" in document)) return document;
    const { columns, ...rest } = document;
    return { ...rest, parameters: parametersOf(columns) };
  } catch (error) {
    throw damagedContent(error);
  }
}
