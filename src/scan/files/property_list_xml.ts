import { XMLParser } from "fast-xml-parser";
import { decodeXml } from "./decode_xml.ts";
import { type PropertyListElement, propertyListValue } from "./property_list_tree.ts";
import { expandXmlEntities } from "./xml_entities.ts";
import {
  MAXIMUM_PROPERTY_LIST_DEPTH,
  PropertyListError,
  type PropertyListValue,
} from "./property_list_value.ts";

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
  const { text, children: [plist, ...others] } = elementOf("", parseXml(decodeXml(bytes)));
  if (text.trim() !== "") throw new PropertyListError("has text between values");
  if (plist === undefined || others.length > 0) throw new PropertyListError("is not a property list");
  return propertyListValue(plist);
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
function elementOf(name: string, nodes: unknown): PropertyListElement {
  const children: PropertyListElement[] = [];
  let text = "";
  for (const node of nodes as Record<string, unknown>[]) {
    if (typeof node[TEXT] === "string") {
      text += unescape(node[TEXT]);
      continue;
    }
    const [key, content] = Object.entries(node)[0]!;
    if (key === CDATA) text += (content as Record<string, string>[]).map((part) => part[TEXT] ?? "").join("");
    else children.push(elementOf(key, content));
  }
  return { name, text, children };
}

function unescape(text: string): string {
  return expandXmlEntities(text, (whole) => new PropertyListError(`has the unknown entity "${whole}"`));
}
