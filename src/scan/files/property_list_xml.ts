import { XMLParser } from "fast-xml-parser";
import { decodeXml } from "./decode_xml.ts";
import { expandXmlEntities } from "./xml_entities.ts";
import {
  MAXIMUM_PROPERTY_LIST_DEPTH,
  PropertyListError,
  type PropertyListValue,
} from "./property_list_value.ts";

/** A piece of an element: a text, or an element with its name. */
type Piece = { readonly text: string } | { readonly name: string; readonly content: readonly Piece[] };

/** The parser's names for text and for CDATA sections. */
const TEXT = "#text";
const CDATA = "#cdata";

/**
 * Reads a property list in XML. The document type is ignored: only the entities
 * of XML itself are expanded.
 *
 * @throws {PropertyListError} for invalid XML, and for other documents.
 */
export function parseXmlPropertyList(bytes: Uint8Array): PropertyListValue {
  const [plist, ...others] = elementsOf(piecesOf(parseXml(decodeXml(bytes))));
  if (plist?.name !== "plist" || others.length > 0) throw new PropertyListError("is not a property list");
  const [root, ...more] = elementsOf(plist.content);
  if (root === undefined || more.length > 0) throw new PropertyListError("must have exactly one value");
  return valueOf(root, 1);
}

function parseXml(text: string): unknown {
  const parser = new XMLParser({
    preserveOrder: true,
    parseTagValue: false,
    trimValues: false,
    processEntities: false,
    jPath: false,
    ignorePiTags: true,
    ignoreDeclaration: true,
    textNodeName: TEXT,
    cdataPropName: CDATA,
    // The list's own element, and one that would be too deep.
    maxNestedTags: MAXIMUM_PROPERTY_LIST_DEPTH + 2,
  });
  try {
    return parser.parse(text, true);
  } catch (error) {
    if (error instanceof Error) {
      throw new PropertyListError(`is not valid XML: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

/** Converts the parser's output, whose depth it has limited: objects with one key, the element's name. */
function piecesOf(nodes: unknown): Piece[] {
  return (nodes as Record<string, unknown>[]).map((node): Piece => {
    if (typeof node[TEXT] === "string") return { text: unescape(node[TEXT]) };
    const [name, content] = Object.entries(node)[0]!;
    if (name !== CDATA) return { name, content: piecesOf(content) };
    return { text: (content as Record<string, string>[]).map((part) => part[TEXT] ?? "").join("") };
  });
}

function unescape(text: string): string {
  return expandXmlEntities(text, (whole) => new PropertyListError(`has the unknown entity "${whole}"`));
}

type Element = Extract<Piece, { name: string }>;

/** The elements of an element that has no text of its own. */
function elementsOf(content: readonly Piece[]): Element[] {
  return content.flatMap((piece) => {
    if ("name" in piece) return [piece];
    if (piece.text.trim() !== "") throw new PropertyListError("has text between values");
    return [];
  });
}

function valueOf({ name, content }: Element, depth: number): PropertyListValue {
  if (depth > MAXIMUM_PROPERTY_LIST_DEPTH) throw new PropertyListError("is nested too deeply");
  if (name === "dict") return dictOf(elementsOf(content), depth);
  if (name === "array") return elementsOf(content).map((element) => valueOf(element, depth + 1));
  if (name === "true" || name === "false") return name === "true";
  if (name === "string") return textOf(content);
  if (name === "integer") return integerOf(textOf(content).trim());
  if (name === "real") return realOf(textOf(content).trim());
  if (name === "date") return dateOf(textOf(content).trim());
  if (name === "data") return dataOf(textOf(content));
  throw new PropertyListError(`has a value of unknown type "${name.slice(0, 40)}"`);
}

function dictOf(elements: readonly Element[], depth: number): PropertyListValue {
  const dict = new Map<string, PropertyListValue>();
  for (let index = 0; index < elements.length; index += 2) {
    const [key, value] = [elements[index]!, elements[index + 1]];
    if (key.name !== "key") throw new PropertyListError("has a value without a key");
    if (value === undefined) throw new PropertyListError("has a key without a value");
    dict.set(textOf(key.content), valueOf(value, depth + 1));
  }
  return dict;
}

function textOf(content: readonly Piece[]): string {
  return content.map((piece) => {
    if ("name" in piece) throw new PropertyListError("has an element inside text");
    return piece.text;
  }).join("");
}

function integerOf(text: string): number | bigint {
  const parts = /^([+-]?)(\d{1,39}|0x[0-9a-f]{1,32})$/i.exec(text);
  if (parts === null) throw new PropertyListError("contains an invalid integer");
  const magnitude = BigInt(parts[2]!);
  const value = parts[1] === "-" ? -magnitude : magnitude;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function realOf(text: string): number {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  const special = /^([+-]?)(nan|inf(inity)?)$/i.exec(text);
  if (special === null) throw new PropertyListError("contains an invalid number");
  if (special[2]!.toLowerCase() === "nan") return Number.NaN;
  return special[1] === "-" ? -Infinity : Infinity;
}

function dateOf(text: string): Date {
  const isDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);
  const date = new Date(isDate ? text : Number.NaN);
  if (Number.isNaN(date.getTime())) throw new PropertyListError("contains an invalid date");
  return date;
}

function dataOf(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch (error) {
    if (error instanceof DOMException) throw new PropertyListError("has data that is not Base64");
    throw error;
  }
}
