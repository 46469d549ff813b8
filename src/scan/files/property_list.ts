import { isBinaryPropertyList, parseBinaryPropertyList } from "./property_list_binary.ts";
import {
  MAXIMUM_PROPERTY_LIST_BYTES,
  PropertyListError,
  type PropertyListValue,
} from "./property_list_value.ts";
import { parseXmlPropertyList } from "./property_list_xml.ts";

/**
 * Reads an Apple property list in XML or binary form, as bundles of macOS
 * contain. The older text form in braces is refused.
 *
 * Loads the XML parser, which takes a tenth of a second: import it late.
 *
 * @throws {PropertyListError} for anything else, and for lists that are too long or too deep.
 */
export function parsePropertyList(bytes: Uint8Array): PropertyListValue {
  if (bytes.length > MAXIMUM_PROPERTY_LIST_BYTES) {
    throw new PropertyListError(`is larger than ${MAXIMUM_PROPERTY_LIST_BYTES} bytes`);
  }
  return isBinaryPropertyList(bytes) ? parseBinaryPropertyList(bytes) : parseXmlPropertyList(bytes);
}
