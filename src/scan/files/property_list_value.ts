/** A value of a property list; a "dict" is a map, so that no key is special. */
export type PropertyListValue =
  | null
  | boolean
  /** An integer or a real number. */
  | number
  /** An integer that a number cannot hold exactly. */
  | bigint
  | string
  | Date
  | Uint8Array
  | PropertyListValue[]
  | Set<PropertyListValue>
  | PropertyListDict;

/** The values of a "dict" by key, in the order of the file. */
export type PropertyListDict = Map<string, PropertyListValue>;

/** Longest property list that is read; typical ones have a few kB. */
export const MAXIMUM_PROPERTY_LIST_BYTES: number = 1024 * 1024;

/** Deepest nesting of values; typical lists have six levels. */
export const MAXIMUM_PROPERTY_LIST_DEPTH = 32;

/** An invalid property list; the message follows "it". */
export class PropertyListError extends Error {
  override readonly name = "PropertyListError";
}
