import { damagedContent } from "./catalog_error.ts";

/** A value of a row as node:sqlite gives it. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** JSON for a column that may be null; absent stays absent. */
export function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/**
 * The value of a JSON column, which only this folder's own code writes.
 *
 * @throws {PluginaryError} `catalog-damaged` for invalid JSON.
 */
export function fromJson<T>(value: unknown): T | undefined {
  if (value === null || value === undefined) return undefined;
  try {
    return JSON.parse(String(value)) as T;
  } catch (error) {
    throw damagedContent(error);
  }
}

/** A text column that may be null. */
export function text(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}

/** A number column that may be null. */
export function number(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

/** Leaves out unknown fields, so that a document never contains `undefined`. */
export function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const known: Partial<T> = {};
  for (const name in fields) if (fields[name] !== undefined) known[name] = fields[name];
  return known as { [K in keyof T]?: Exclude<T[K], undefined> };
}
