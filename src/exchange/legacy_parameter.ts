import { MAXIMUM_TEXT_BYTES, type Parameter } from "../model/plugin.ts";
import { cleanText } from "../model/text.ts";

/**
 * A parameter of which only a name and a value are known.
 *
 * The value is what the earlier program's host displayed, not in the units of
 * the format, so it is kept as a text. Only a switch has the same two values
 * everywhere.
 *
 * @param raw The value, or an object with `name` and `value`.
 */
export function legacyParameter(key: string, raw: unknown): Parameter {
  const isObject = typeof raw === "object" && raw !== null;
  const value = isObject ? (raw as { value?: unknown }).value : raw;
  const named = isObject ? (raw as { name?: unknown }).name : undefined;
  const id = cleaned(key);
  const isOn = switchOf(value);
  return {
    id,
    name: typeof named === "string" && named !== "" ? cleaned(named) : id,
    group: "",
    unit: "",
    minimum: isOn === undefined ? null : 0,
    maximum: isOn === undefined ? null : 1,
    default: isOn === undefined ? null : isOn ? 1 : 0,
    minimumText: "",
    maximumText: "",
    defaultText: isOn === undefined ? displayed(value) : isOn ? "On" : "Off",
    stepCount: isOn === undefined ? 0 : 1,
    scalePoints: [],
    flags: isOn === undefined ? [] : ["toggle"],
  };
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

/** Names of parameters are nearly all short and plain. */
function cleaned(text: string): string {
  return /^[!-~]{1,200}$/.test(text) ? text : cleanText(text, MAXIMUM_TEXT_BYTES).text;
}
