import {
  MAXIMUM_PROPERTY_LIST_DEPTH,
  PropertyListError,
  type PropertyListValue,
} from "./property_list_value.ts";

/** An element of a property list in XML, whatever has parsed it. */
export interface PropertyListElement {
  readonly name: string;
  /** All text that is directly inside. */
  readonly text: string;
  readonly children: readonly PropertyListElement[];
}

/**
 * The value that the elements of a document stand for.
 *
 * @param plist The element that has the others inside.
 * @throws {PropertyListError}
 */
export function propertyListValue(plist: PropertyListElement): PropertyListValue {
  if (plist.name !== "plist") throw new PropertyListError("is not a property list");
  const [root, ...more] = elementsOf(plist);
  if (root === undefined || more.length > 0) throw new PropertyListError("must have exactly one value");
  return valueOf(root, 1);
}

/** The elements of an element that has no text of its own. */
function elementsOf({ text, children }: PropertyListElement): readonly PropertyListElement[] {
  if (text.trim() !== "") throw new PropertyListError("has text between values");
  return children;
}

function valueOf(element: PropertyListElement, depth: number): PropertyListValue {
  const { name } = element;
  if (depth > MAXIMUM_PROPERTY_LIST_DEPTH) throw new PropertyListError("is nested too deeply");
  if (name === "dict") return dictOf(elementsOf(element), depth);
  if (name === "array") return elementsOf(element).map((item) => valueOf(item, depth + 1));
  if (name === "true" || name === "false") return name === "true";
  if (name === "string") return textOf(element);
  if (name === "integer") return integerOf(textOf(element).trim());
  if (name === "real") return realOf(textOf(element).trim());
  if (name === "date") return dateOf(textOf(element).trim());
  if (name === "data") return dataOf(textOf(element));
  throw new PropertyListError(`has a value of unknown type "${name.slice(0, 40)}"`);
}

function dictOf(elements: readonly PropertyListElement[], depth: number): PropertyListValue {
  const dict = new Map<string, PropertyListValue>();
  for (let index = 0; index < elements.length; index += 2) {
    const [key, value] = [elements[index]!, elements[index + 1]];
    if (key.name !== "key") throw new PropertyListError("has a value without a key");
    if (value === undefined) throw new PropertyListError("has a key without a value");
    dict.set(textOf(key), valueOf(value, depth + 1));
  }
  return dict;
}

function textOf({ text, children }: PropertyListElement): string {
  if (children.length > 0) throw new PropertyListError("has an element inside text");
  return text;
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
