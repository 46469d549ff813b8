import { isBinaryPropertyList, parseBinaryPropertyList } from "./property_list_binary.ts";
import {
  MAXIMUM_PROPERTY_LIST_BYTES,
  PropertyListError,
  type PropertyListValue,
} from "./property_list_value.ts";
import { parseXmlPropertyList } from "./property_list_xml.ts";

/**
 * Reads a property list of Apple's, the form in which bundles of macOS say what
 * they are: XML or binary. The older form of texts in braces is refused.
 *
 * Loads the parser of XML, which takes a tenth of a second: import it late.
 *
 * @throws {PropertyListError} for anything else, and for lists that are too long or nested too deep.
 */
export function parsePropertyList(bytes: Uint8Array): PropertyListValue {
  if (bytes.length > MAXIMUM_PROPERTY_LIST_BYTES) {
    throw new PropertyListError(`has more than ${MAXIMUM_PROPERTY_LIST_BYTES} bytes`);
  }
  return isBinaryPropertyList(bytes) ? parseBinaryPropertyList(bytes) : parseXmlPropertyList(bytes);
}
