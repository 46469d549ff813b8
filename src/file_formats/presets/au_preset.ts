import { isBinaryPropertyList, parseBinaryPropertyList } from "../../scan/files/property_list_binary.ts";
import { propertyListValue } from "../../scan/files/property_list_tree.ts";
import {
  type PropertyListDict,
  PropertyListError,
  type PropertyListValue,
} from "../../scan/files/property_list_value.ts";
import { readXml } from "../xml/read_xml.ts";
import type { XmlElement } from "../xml/xml_element.ts";
import { writePropertyList } from "../xml/property_list_writer.ts";
import { codeText } from "../code_text.ts";
import { FileFormatError } from "../file_format_error.ts";

/** The contents of an `.aupreset` file. */
export interface AuPreset {
  /** Type, subtype and manufacturer, four characters each. */
  readonly component: readonly [type: string, subtype: string, manufacturer: string];
  readonly version: number;
  readonly name: string;
  /** All entries of the list, by their names. */
  readonly entries: PropertyListDict;
}

/**
 * Reads an Audio Unit preset, which is what `kAudioUnitProperty_ClassInfo`
 * gives, as a property list (AudioUnitProperties.h, `kAUPresetTypeKey` and its
 * neighbours).
 *
 * @throws {FileFormatError}
 */
export function readAuPreset(bytes: Uint8Array): AuPreset {
  const list = readList(bytes);
  if (!(list instanceof Map)) throw new FileFormatError("invalid", "is a property list without names");
  const name = list.get("name");
  return {
    component: [codeIn(list, "type"), codeIn(list, "subtype"), codeIn(list, "manufacturer")],
    version: numberIn(list, "version"),
    name: typeof name === "string" ? name : "",
    entries: list,
  };
}

function readList(bytes: Uint8Array): PropertyListValue {
  try {
    return isBinaryPropertyList(bytes) ? parseBinaryPropertyList(bytes) : propertyListValue(rootOf(bytes));
  } catch (error) {
    if (!(error instanceof PropertyListError)) throw error;
    throw new FileFormatError("invalid", error.message, { cause: error });
  }
}

/** The outermost element of a document in XML. */
function rootOf(bytes: Uint8Array): XmlElement {
  const roots: XmlElement[] = [];
  readXml([bytes], { open: () => true, kept: (element) => roots.push(element) });
  return roots[0]!;
}

function codeIn(list: PropertyListDict, key: string): string {
  return codeText(numberIn(list, key));
}

function numberIn(list: PropertyListDict, key: string): number {
  const value = list.get(key);
  if (typeof value === "number" && Number.isInteger(value)) return value;
  throw new FileFormatError("invalid", `has no whole number as "${key}"`);
}

/** Writes an Audio Unit preset with another name, as a property list in XML. */
export function writeAuPreset({ entries }: AuPreset, name: string): Uint8Array<ArrayBuffer> {
  return writePropertyList(new Map(entries).set("name", name));
}
