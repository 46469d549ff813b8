import type { Parameter } from "../../model/plugin.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { areClose, quantityOf } from "../../model/presets/displayed_text.ts";
import { type ParameterPair, unitInName, unitOf } from "../../model/presets/match_parameters.ts";
import type { ParameterValue, WantedValue } from "../../model/presets/plugin_state.ts";

/** Two paired parameters with the value to carry over. */
export interface Carried {
  readonly pair: ParameterPair;
  readonly value: ParameterValue;
  /** Whether both plugins are one in two formats, where the same name means the same parameter. */
  readonly isSamePlugin: boolean;
  readonly formats: { readonly from: PluginFormat; readonly to: PluginFormat };
}

/** The bounds of a parameter as its texts have them, in native units. */
interface Range {
  readonly minimum: number;
  readonly maximum: number;
}

/** The text that people read: with the unit in brackets behind the name, for formats whose values have no texts. */
export function shownText(parameter: Parameter, text: string): string {
  const unit = unitInName(parameter);
  return unit !== "" && quantityOf(text)?.unit === "" ? `${text} ${unit}` : text;
}

/**
 * What to ask of the second plugin, best first: the number where both ranges
 * agree, the text that the first plugin displays, and the number in that text
 * in the unit of the second.
 */
export function wantedValues(carried: Carried): WantedValue[] {
  const { pair: { from, to }, value } = carried;
  const text = shownText(from, value.text);
  const numbers = [numberOf(carried), numberInText(text, to, carried.formats.to)];
  const [exact, read] = numbers.map((number) => number === undefined ? [] : [{ id: to.id, value: number }]);
  return [...exact!, ...text === "" ? [] : [{ id: to.id, text }], ...read!];
}

/** Whether both parameters have the same range, as their texts show it. */
export function haveSameRange({ pair: { from, to }, formats }: Carried): boolean {
  const [one, two] = [rangeOf(from, formats.from), rangeOf(to, formats.to)];
  return one !== undefined && two !== undefined && isSameBound(one, two, "minimum") &&
    isSameBound(one, two, "maximum");
}

/** Whether nothing says that both numbers mean the same: other ranges and steps, and no unit on at least one side. */
export function isGuess(carried: Carried): boolean {
  const { from, to, matchedBy } = carried.pair;
  if (carried.isSamePlugin && matchedBy === "name") return false;
  const isNumber = quantityOf(carried.value.text) !== undefined;
  const haveSameSteps = from.stepCount > 0 && from.stepCount === to.stepCount;
  return isNumber && !haveSameSteps && !haveSameRange(carried) && (unitOf(from) === "" || unitOf(to) === "");
}

function isSameBound(one: Range, two: Range, bound: keyof Range): boolean {
  const size = Math.max(one.maximum - one.minimum, two.maximum - two.minimum);
  return areClose(one[bound], two[bound]) || Math.abs(one[bound] - two[bound]) <= 1e-6 * size;
}

/** The number that is the same one, or the same step, in the second parameter. */
export function numberOf(carried: Carried): number | undefined {
  const { pair: { from, to }, value, formats } = carried;
  if (value.value === null) return undefined;
  if (haveSameRange(carried)) {
    const native = nativeValue(from, formats.from, { ...value, value: value.value });
    return native === undefined ? undefined : ownValue(to, formats.to, native);
  }
  const factor = percentFactor(carried);
  return factor === undefined ? sameStep(from, to, value.value) : value.value * factor;
}

/** 100 or 0.01 where one of both counts from 0 to 1 and the other from 0 to 100, without a unit that says so. */
export function percentFactor({ pair: { from, to }, formats }: Carried): number | undefined {
  const [one, two] = [rangeOf(from, formats.from), rangeOf(to, formats.to)];
  if (one?.minimum !== 0 || two?.minimum !== 0 || formats.from === "vst3" || formats.to === "vst3") {
    return undefined;
  }
  return [100, 0.01].find((factor) => areClose(one.maximum * factor, two.maximum));
}

/** The step with the same number, of parameters with as many steps. */
function sameStep(from: Parameter, to: Parameter, value: number): number | undefined {
  const { stepCount } = from;
  if (stepCount === 0 || stepCount !== to.stepCount) return undefined;
  const [one, two] = [from, to].map(({ minimum, maximum }) => ownRange(minimum, maximum));
  if (one === undefined || two === undefined) return undefined;
  const step = Math.round((value - one.minimum) / (one.maximum - one.minimum) * stepCount);
  return two.minimum + step / stepCount * (two.maximum - two.minimum);
}

/** The number in a text, in the unit of a parameter, if it is in the range. */
function numberInText(text: string, to: Parameter, format: PluginFormat): number | undefined {
  const [quantity, range] = [quantityOf(text), rangeOf(to, format)];
  if (quantity === undefined || range === undefined) return undefined;
  const { written, plain, unit } = quantity;
  const isInRange = (number: number) => number >= range.minimum && number <= range.maximum;
  const own = unitOf(to);
  if (unit !== "" && own !== "" && unit !== own) return undefined;
  const number = [written, plain].find(isInRange);
  return number === undefined ? undefined : ownValue(to, format, number);
}

/** The bounds of values as the plugin's texts show them; VST3 has them in no other way. */
function rangeOf({ minimum, maximum, minimumText, maximumText }: Parameter, format: PluginFormat) {
  if (format !== "vst3") return ownRange(minimum, maximum);
  return ownRange(
    quantityOf(minimumText)?.written ?? null,
    quantityOf(maximumText)?.written ?? null,
  );
}

function ownRange(minimum: number | null, maximum: number | null): Range | undefined {
  if (minimum === null || maximum === null || !(maximum > minimum)) return undefined;
  return Number.isFinite(minimum) && Number.isFinite(maximum) ? { minimum, maximum } : undefined;
}

/** The value as native formats have it; `undefined` for one of VST3 whose text shows that the range is not linear. */
function nativeValue(
  parameter: Parameter,
  format: PluginFormat,
  { value, text }: { value: number; text: string },
): number | undefined {
  if (format !== "vst3") return value;
  const range = rangeOf(parameter, format);
  const quantity = quantityOf(text);
  if (range === undefined || quantity === undefined) return undefined;
  const native = range.minimum + value * (range.maximum - range.minimum);
  const decimals = /\.(\d*)/.exec(text)?.[1]?.length ?? 0;
  const rounding = 10 ** -decimals + 1e-6 * (range.maximum - range.minimum);
  if (Math.abs(native - quantity.written) > rounding) return undefined;
  // A text with all digits of single precision is the number that the plugin has.
  return areClose(native, quantity.written) ? quantity.written : native;
}

/** A native value as a parameter's own format has it, within its range. */
function ownValue(parameter: Parameter, format: PluginFormat, native: number): number | undefined {
  const range = rangeOf(parameter, format);
  if (range === undefined) return native;
  const within = Math.min(range.maximum, Math.max(range.minimum, native));
  return format === "vst3" ? (within - range.minimum) / (range.maximum - range.minimum) : within;
}
