/** A value of a property list; a "dict" is a map, so that no key has a meaning of its own. */
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

/** The values of a "dict", by their keys, in the order of the file. */
export type PropertyListDict = Map<string, PropertyListValue>;

/** Longest property list that is read; those of bundles have some kB. */
export const MAXIMUM_PROPERTY_LIST_BYTES: number = 1024 * 1024;

/** How deep values may be nested; those of bundles need six. */
export const MAXIMUM_PROPERTY_LIST_DEPTH = 32;

/** A property list that cannot be used; the message follows "it". */
export class PropertyListError extends Error {
  override readonly name = "PropertyListError";
}
