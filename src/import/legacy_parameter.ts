import type { ImportedParameter } from "../model/imported_record.ts";
import { MAXIMUM_TEXT_BYTES } from "../model/plugin.ts";
import { cleanText } from "../model/text.ts";

/**
 * Reads a parameter.
 *
 * The value is the host's display text, not in the units of the format, so it
 * is kept as text. Only a switch has the same two values everywhere.
 *
 * @param raw The value, or an object with `name` and `value`.
 */
export function legacyParameter(key: string, raw: unknown): ImportedParameter {
  const isObject = typeof raw === "object" && raw !== null;
  const value = isObject ? (raw as { value?: unknown }).value : raw;
  const named = isObject ? (raw as { name?: unknown }).name : undefined;
  const id = cleaned(key);
  const known = switchOf(value) ?? displayed(value);
  const name = typeof named !== "string" || named === "" || named === key ? id : cleaned(named);
  return name === id ? [id, known] : [id, known, name];
}

/** Some versions wrote `"True"` and `"False"`. */
function switchOf(value: unknown): boolean | undefined {
  if (value === true || value === "True") return true;
  if (value === false || value === "False") return false;
  return undefined;
}

function displayed(value: unknown): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? cleaned(value) : "";
}

/** Most parameter names are short and plain. */
function cleaned(text: string): string {
  return /^[!-~]{1,200}$/.test(text) ? text : cleanText(text, MAXIMUM_TEXT_BYTES).text;
}
